"""One worker process: how it is started, confined, asked, and killed with its whole group."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from derivcheck.engine.workers.messages import Inbox
from derivcheck.frozen import frozen

__all__ = ["CANNOT_FORK", "FULL", "Limits", "Process", "can_fork", "renew_processor_time"]

#: What runs in the worker: it reads requests from one pipe and writes answers to the other, and is told
#: what of the isolation this platform lacks.
Serve = Callable[[int, int, tuple[str, ...]], None]

#: What is missing where steps are decided in this very process.
CANNOT_FORK = ("processes that can be killed", "a limit on memory", "a filter on system calls")

#: The exit code of a worker whose memory is used up.
FULL = 12

_SET_DEATH_SIGNAL, _SET_DUMPABLE = 1, 4


@frozen
class Limits:
    """What a worker may use: so many bytes of memory beyond what it was born with."""

    memory: int


def can_fork() -> bool:
    """Whether a worker can be made from this process, which must not have a second thread."""
    return hasattr(os, "fork") and threading.active_count() == 1


class Process:
    """A running worker; `answers` is the pipe on which it speaks."""

    def __init__(self, serve: Serve, limits: Limits) -> None:
        requests, self._requests = os.pipe()
        self.answers, answers = os.pipe()
        os.set_blocking(self.answers, False)
        self.inbox = Inbox()
        self.pid = _forked(serve, limits, requests, answers)
        os.close(requests)
        os.close(answers)

    def ask(self, message: bytes) -> None:
        """Send a request; one that has died will be found out by its silence."""
        with suppress(BrokenPipeError):
            os.write(self._requests, message)

    def heard(self) -> bool:
        """Take in what it has said; False when it has come to its end."""
        while True:
            try:
                data = os.read(self.answers, 1 << 16)
            except BlockingIOError:
                return True
            if not data:
                return False
            self.inbox.put(data)

    def kill(self) -> int:
        """End it and its group at once; how it ended: minus the number of a signal, or an exit code."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        os.close(self._requests)
        os.close(self.answers)
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


def _forked(serve: Serve, limits: Limits, requests: int, answers: int) -> int:
    """The number of the new process; in that process this never returns."""
    gc.freeze()  # what is there now is shared with the worker; looking through it would copy it
    parent = os.getpid()
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        pid = os.fork()
        if pid == 0:
            _live(serve, limits, requests, answers, parent)
        with suppress(OSError):  # whichever of the two comes first
            os.setpgid(pid, pid)
        return pid
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _live(serve: Serve, limits: Limits, requests: int, answers: int, parent: int) -> None:
    """The whole life of the worker."""
    code = 1
    try:
        os.setpgid(0, 0)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, set())
        requests, answers = _alone_with(requests, answers)
        serve(requests, answers, _confined(limits, parent))
    except (EOFError, BrokenPipeError):
        code = 0  # the parent has no more questions
    except MemoryError:
        code = FULL
    finally:
        os._exit(code)


def _alone_with(requests: int, answers: int) -> tuple[int, int]:
    """Close every file but the two pipes, which become 3 and 4; standard streams lead nowhere."""
    high = max(requests, answers, 4) + 1
    os.dup2(requests, high)
    os.dup2(answers, high + 1)
    os.closerange(0, high)
    for flags in (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY):
        os.open(os.devnull, flags)  # the lowest numbers free: 0, 1, 2
    os.dup2(high, 3)
    os.dup2(high + 1, 4)
    os.closerange(5, os.sysconf("SC_OPEN_MAX"))
    return 3, 4


def _confined(limits: Limits, parent: int) -> tuple[str, ...]:
    """Put the limits on this process; what this platform does not have of them."""
    import resource

    for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_NPROC):
        resource.setrlimit(kind, (0, 0))
    if sys.platform != "linux":
        return CANNOT_FORK[1:]
    with open("/proc/self/statm", encoding="ascii") as stream:
        born_with = int(stream.read().split()[0]) * resource.getpagesize()
    most = born_with + limits.memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    import ctypes

    from derivcheck.engine.workers.syscalls import filter_calls

    prctl = ctypes.CDLL(None).prctl
    prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    prctl(_SET_DUMPABLE, 0)
    if os.getppid() != parent:
        raise EOFError  # it died before it could be told to take its workers along
    return () if filter_calls() else CANNOT_FORK[2:]


def renew_processor_time(seconds: float) -> None:
    """Let this process use so much processor time from now on: the parent may be stopped and not see it."""
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    most = int(usage.ru_utime + usage.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
