"""The register of issued dossiers and of every copy that left the vault, read from the activity log.

A copy is a line of the log; what became of it later is another line that names it. Nothing is ever changed or removed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from caseapp.domain.canonical import Json
from caseapp.domain.spec import RecordId
from caseapp.storage import frame

ISSUED: Final = "dossier-issued"
SAVED: Final = "dossier-saved-outside"
PRINTED: Final = "dossier-printed"
ACCOUNTED: Final = "dossier-copy-accounted"


@dataclass(frozen=True, slots=True)
class Issued:
    """A dossier kept in the vault. ``at`` in milliseconds; ``refusals``, ``pages`` of the moment of issue."""

    id: str
    form: str
    subject: RecordId
    language: str
    audience: str
    sha256: str
    size: int
    pages: int
    at: int
    refusals: tuple[tuple[RecordId, str], ...] = ()  # whom to ask, and why less is shown


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy that left. ``printed``: on paper, else a file. ``where``: the file or the printer, as it was called.

    ``accounted``: what a person wrote about where it is now; blank while nobody did.
    """

    dossier: str
    at: int
    printed: bool
    where: str = field(repr=False)
    first: int = 0  # pages that were printed
    last: int = 0
    accounted: str = field(default="", repr=False)


def issued(sql: Any) -> list[Issued]:
    """Every dossier issued here, newest first."""
    return [_issued(line.at, line.detail) for line in frame.activities_of(sql, (ISSUED,))
            if isinstance(line.detail, dict)]


def copies(sql: Any) -> list[Copy]:
    """Every copy that left, newest first."""
    told: dict[tuple[str, int], str] = {}
    found: list[Copy] = []
    for line in frame.activities_of(sql, (SAVED, PRINTED, ACCOUNTED)):
        if not isinstance(line.detail, dict):
            continue
        dossier = _text(line.detail, "id")
        if line.kind == ACCOUNTED:
            told.setdefault((dossier, _number(line.detail, "at")), _text(line.detail, "how"))
            continue
        found.append(Copy(
            dossier, line.at, line.kind == PRINTED, _text(line.detail, "where"), _number(line.detail, "first"),
            _number(line.detail, "last"), told.get((dossier, line.at), ""),
        ))
    return found


def told_of(issued: Issued) -> Json:
    """The line of the log for a dossier."""
    return {
        "audience": issued.audience, "form": issued.form, "id": issued.id, "language": issued.language,
        "pages": issued.pages, "sha256": issued.sha256, "size": issued.size, "subject": issued.subject,
        "refusals": [[subject, reason] for subject, reason in issued.refusals],
    }


def _issued(at: int, detail: Mapping[str, Json]) -> Issued:
    refusals = detail.get("refusals", [])
    listed = refusals if isinstance(refusals, list) else []
    pairs = [pair for pair in listed if isinstance(pair, list) and len(pair) == 2]
    return Issued(
        _text(detail, "id"), _text(detail, "form"), _text(detail, "subject"), _text(detail, "language"),
        _text(detail, "audience"), _text(detail, "sha256"), _number(detail, "size"), _number(detail, "pages"), at,
        tuple((str(subject), str(reason)) for subject, reason in pairs),
    )


def _text(detail: Mapping[str, Json], name: str) -> str:
    return str(detail.get(name, ""))


def _number(detail: Mapping[str, Json], name: str) -> int:
    value = detail.get(name, 0)
    return value if isinstance(value, int) else 0

