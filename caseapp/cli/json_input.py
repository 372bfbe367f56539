"""JSON from outside, bounded before it is parsed and strict when it is: what nobody meant is refused, not guessed."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NoReturn

from caseapp.cli.errors import BadJson

MAX_LINE: Final = 1024 * 1024  # bytes of one JSON line
MAX_DEPTH: Final = 32


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The number, from 1, and bytes of every line that is not blank; never more than one line is held.

    Of a line beyond ``MAX_LINE`` only the beginning is handed over, one byte too long, and reading ends: ``parse``
    refuses it.
    """
    number = 0
    while raw := stream.readline(MAX_LINE + 2):
        number += 1
        line = raw.rstrip(b"\r\n")
        if line.strip() or len(line) > MAX_LINE:
            yield number, line
        if len(line) > MAX_LINE:
            return


def parse(raw: bytes) -> Any:
    """The value. Raises BadJson for all that RFC 8259 leaves open too: members twice, NaN, depth, other encodings."""
    if len(raw) > MAX_LINE:
        raise BadJson("long")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BadJson("text") from None
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except RecursionError:
        raise BadJson("deep") from None
    except ValueError:
        raise BadJson("json") from None
    _check_depth(value)
    return value


def parse_members(raw: bytes) -> dict[str, Any]:
    """The same for an object. Raises BadJson."""
    value = parse(raw)
    if not isinstance(value, dict):
        raise BadJson("object")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise BadJson("twice")
    return members


def _refuse(_: str) -> NoReturn:
    raise BadJson("json")


def _check_depth(value: Any) -> None:
    level, depth = [value], 0
    while level := [item for item in level if isinstance(item, dict | list)]:
        depth += 1
        if depth > MAX_DEPTH:
            raise BadJson("deep")
        level = [part for item in level for part in (item.values() if isinstance(item, dict) else item)]
