"""Owns how two processes of casefolio speak: a line of words, then bytes; starts neither."""

import json
from collections.abc import Mapping
from typing import IO, Any

_LENGTHS = 8


def write_message(stream: IO[bytes], words: Mapping[str, object], data: bytes = b"") -> None:
    """Sends one message.

    Args:
        stream: to the other process.
        words: what JSON can hold.
        data: any bytes.

    Raises:
        OSError: the other process is gone.
    """
    text = json.dumps(words).encode()
    stream.write(len(text).to_bytes(_LENGTHS) + len(data).to_bytes(_LENGTHS) + text)
    stream.write(data)
    stream.flush()


def read_message(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Waits for one message.

    Returns:
        Its words and bytes; None where the other process has ended instead.
    """
    head = stream.read(2 * _LENGTHS)
    text_length, length = int.from_bytes(head[:_LENGTHS]), int.from_bytes(head[_LENGTHS:])
    text, data = stream.read(text_length), stream.read(length)
    if len(head) < 2 * _LENGTHS or (len(text), len(data)) != (text_length, length):
        return None
    return json.loads(text), data
