"""Workers: processes that decide steps inside hard limits, and can be killed at any moment.

A step is somebody's text and may be made to hang, to fill the memory or worse, and the arithmetic below
Python does not listen to Python's signals. So steps are decided in worker processes, many to a worker:

* A worker is a fork of this process, made after all is imported and read, so it starts in about a
  millisecond, knows every goal, and is told only which numbers to decide.
* It is the leader of a process group of its own, ends when this process ends, has limits on memory, on
  processor time and on what it may write, and on Linux a filter on its system calls.
* What it answers crosses the border as JSON: a length, which is capped, and values whose every field is
  checked against the declared type. Nothing is ever unpickled.
* A worker that is silent for longer than a step may take is killed with its group; the step in flight is
  `unknown`, and the others go on in a fresh worker.
"""
