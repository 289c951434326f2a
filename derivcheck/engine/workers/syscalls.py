"""The filter on system calls, for Linux: after it a process computes, reads, and answers; nothing else.

The filter is a list of what is allowed, in the language of the kernel's packet filters (seccomp in its
filter mode). Everything else fails with "operation not permitted", so that a mistake of ours would show as
an error and not as a dead process: no program is started, no process or thread made, no socket, no file
opened for writing, made, renamed or removed, no other process watched or signalled. Files can be opened for
reading, because modules are imported late, and the only open pipe leads to the parent.

The numbers are those of Linux on x86-64 and of the generic table, which 64-bit ARM uses.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterator

__all__ = ["filter_calls"]

#: name: (x86-64, generic); None where the machine does not have the call.
_ALLOWED: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "fstat": (5, 80), "lseek": (8, 62),
    "stat": (4, None), "lstat": (6, None), "newfstatat": (262, 79), "statx": (332, 291),
    "access": (21, None), "faccessat": (269, 48), "faccessat2": (439, 439),
    "readlink": (89, None), "readlinkat": (267, 78), "getcwd": (79, 17), "getdents64": (217, 61),
    "pread64": (17, 67), "readv": (19, 65), "ioctl": (16, 29), "fcntl": (72, 25), "dup": (32, 23),
    "mmap": (9, 222), "munmap": (11, 215), "mprotect": (10, 226), "mremap": (25, 216), "brk": (12, 214),
    "madvise": (28, 233), "futex": (202, 98), "sched_yield": (24, 124), "sched_getaffinity": (204, 123),
    "membarrier": (324, 283), "rseq": (334, 293), "restart_syscall": (219, 128),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132), "setitimer": (38, 103), "getitimer": (36, 102),
    "poll": (7, None), "ppoll": (271, 73), "select": (23, None), "pselect6": (270, 72),
    "clock_gettime": (228, 113), "clock_getres": (229, 114), "clock_nanosleep": (230, 115),
    "gettimeofday": (96, 169), "time": (201, None), "nanosleep": (35, 101), "times": (100, 153),
    "getpid": (39, 172), "gettid": (186, 178), "getppid": (110, 173), "getpgrp": (111, None),
    "getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176), "getegid": (108, 177),
    "getrusage": (98, 165), "sysinfo": (99, 179), "uname": (63, 160), "getrandom": (318, 278),
    "getrlimit": (97, 163), "exit": (60, 93), "exit_group": (231, 94),
}  # fmt: skip

#: Allowed when the process names itself: the machine's way to abort.
_ON_ITSELF = {"kill": (62, 129), "tgkill": (234, 131)}

#: Allowed for its own limits of resources, which it can only lower or move below the hard ones.
_OPEN = {"open": (2, None), "openat": (257, 56)}
_LIMITS = {"prlimit64": (302, 261)}

#: name of the machine: the column in the tables, and the kernel's number for its way of calling.
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000
_NUMBER_AT, _MACHINE_AT, _ARGUMENTS_AT = 0, 4, 16
_X32 = 0x40000000

_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER_MODE = 38, 22, 2


def filter_calls() -> bool:
    """Filter this process's system calls from now on; False where that cannot be done.

    What this module imports has to be loaded before anything is filtered, so it is imported before the
    fork or right after it, never later.
    """
    machine = _MACHINES.get(os.uname().machine) if sys.platform == "linux" else None
    if machine is None:
        return False
    column, calls = machine
    program = b"".join(_program(column, calls, os.getpid()))
    memory = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(memory))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    if prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    block = ctypes.create_string_buffer(header, len(header))
    return bool(prctl(_SET_SECCOMP, _FILTER_MODE, ctypes.addressof(block), 0, 0) == 0)


def _statement(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """One instruction: what to do, with which value, how many to skip if it holds and if not."""
    return struct.pack("HBBI", code, then, otherwise, value)


def _program(column: int, calls: int, own: int) -> Iterator[bytes]:
    yield _statement(_LOAD, _MACHINE_AT)
    yield _statement(_EQUAL, calls, then=1)
    yield _statement(_RETURN, _KILL)
    yield _statement(_LOAD, _NUMBER_AT)
    yield _statement(_ANY_BIT, _X32, otherwise=1)
    yield _statement(_RETURN, _KILL)
    for numbers in _ALLOWED.values():
        if numbers[column] is not None:
            yield from _allowed_if(numbers[column], ())
    for numbers in _ON_ITSELF.values():
        yield from _allowed_if(numbers[column], (_load_low(0), _statement(_EQUAL, own, otherwise=1)))
    for number in _LIMITS.values():
        yield from _allowed_if(number[column], (_load_low(0), _statement(_EQUAL, 0, otherwise=1)))
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_TMPFILE & ~os.O_DIRECTORY
    for name, optional in _OPEN.items():
        if optional[column] is not None:
            flags = _load_low(1 if name == "open" else 2)
            refused = (flags, _statement(_ANY_BIT, writing, then=1))
            yield from _allowed_if(optional[column], refused)
    yield _statement(_RETURN, _REFUSE)


def _load_low(argument: int) -> bytes:
    """Look at the lower half of an argument."""
    return _statement(_LOAD, _ARGUMENTS_AT + 8 * argument)


def _allowed_if(number: int | None, condition: tuple[bytes, ...]) -> Iterator[bytes]:
    """The call is allowed when the condition, which may skip the one instruction after it, does not."""
    assert number is not None
    body = (*condition, _statement(_RETURN, _ALLOW))
    rest = () if not condition else (_statement(_RETURN, _REFUSE),)
    yield _statement(_EQUAL, number, otherwise=len(body) + len(rest))
    yield from body
    yield from rest
