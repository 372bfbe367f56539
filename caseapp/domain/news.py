"""What is new in each version, the newest first: said once in every vault, and always in Settings."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from caseapp.domain.text import N_


@dataclass(frozen=True, slots=True)
class Release:
    """A version, the day it was made, and what a person notices of it: one sentence each, marked for translation."""

    version: str
    day: dt.date
    lines: tuple[str, ...]


NEWS: Final = (
    Release("0.1.0", dt.date(2026, 11, 25), (
        N_("The first version: record, find, print the dossier, and merge everybody's files, without a network."),
        N_("A vault can be opened for reading only, also when a part of it is damaged."),
        N_("After some idle minutes the pages are covered, and a short code brings them back; later the vault is "
           "locked."),
        N_("Interview mode, in the header, lets the window stay open for an hour."),
        N_("Esc held for two seconds locks at once."),
    )),
)


def built(news: tuple[Release, ...] = NEWS) -> int:
    """When the newest version was made, in milliseconds: no right clock shows an earlier day."""
    day = max(release.day for release in news)
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp() * 1000)
