"""Messages between processes: four bytes of length, then so many bytes of JSON, never more than a cap."""

from __future__ import annotations

import json
import os
from typing import Any

from derivcheck.engine.workers.codec import ForgedError

__all__ = ["LARGEST", "Inbox", "packed", "receive", "send"]

#: The most bytes of one message: what a step has to say, certificate included.
LARGEST = 1 << 22
_HEAD = 4


def packed(tree: Any) -> bytes:
    """The message that says `tree`; raises `ValueError` when that is too long."""
    body = json.dumps(tree, separators=(",", ":"), allow_nan=False).encode("ascii")
    if len(body) > LARGEST:
        raise ValueError(f"a message of {len(body)} bytes")
    return len(body).to_bytes(_HEAD, "big") + body


def send(pipe: int, message: bytes) -> None:
    """Write all of a message."""
    left = memoryview(message)
    while left:
        left = left[os.write(pipe, left) :]


def receive(pipe: int) -> Any:
    """The next message, waiting for it; raises `EOFError` when there will be none."""
    inbox = Inbox()
    while True:
        for tree in inbox.taken():
            return tree
        data = os.read(pipe, inbox.missing)
        if not data:
            raise EOFError
        inbox.put(data)


class Inbox:
    """Bytes as they come in, cut into messages.

    >>> inbox = Inbox()
    >>> inbox.put(packed([1, "a"])[:5]); list(inbox.taken())
    []
    >>> inbox.put(packed([1, "a"])[5:]); list(inbox.taken())
    [[1, 'a']]
    """

    def __init__(self) -> None:
        self._bytes = bytearray()

    def put(self, data: bytes) -> None:
        """Take in what a pipe gave."""
        self._bytes += data

    @property
    def missing(self) -> int:
        """How many bytes the head or the body of the message under way still wants."""
        wanted = _HEAD if len(self._bytes) < _HEAD else _HEAD + self._length()
        return wanted - len(self._bytes)

    def taken(self) -> list[Any]:
        """The messages that are complete, in order; raises `ForgedError` for one that is none."""
        found = []
        while len(self._bytes) >= _HEAD and len(self._bytes) >= _HEAD + self._length():
            end = _HEAD + self._length()
            found.append(_parsed(bytes(self._bytes[_HEAD:end])))
            del self._bytes[:end]
        return found

    def _length(self) -> int:
        length = int.from_bytes(self._bytes[:_HEAD], "big")
        if length > LARGEST:
            raise ForgedError(f"a message of {length} bytes")
        return length


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ForgedError(f"not JSON: {error}") from None
