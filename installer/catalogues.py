"""Renew the catalogues after sentences changed: extract, merge, and say what still lacks a translation.

For who works on the texts; the set-up itself only compiles. Run with the set-up's interpreter, which has Babel:
``.venv/bin/python installer/catalogues.py``. Exit code 1 while a sentence is untranslated.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
CODES = ("ru", "kk")
KEYWORDS = {"N_": None, "text": None, "plural": (1, 2)}
SOURCES = ("caseapp", "ui")  # as babel.cfg has them
NO_DATE = datetime(2022, 1, 1, tzinfo=UTC)  # the header must not change when no sentence did
HEADER = """\
# Translations of Caseapp. Entries marked "machine-made, to be reviewed" wait for a native speaker; whoever reviewed
# one removes the mark. Renewed with installer/catalogues.py."""


def template() -> Catalog:
    """Every sentence that the sources mark."""
    found = Catalog(project="Caseapp", creation_date=NO_DATE)
    for folder in SOURCES:
        for _, _, message, comments, context in extract_from_dir(
            ROOT / folder, [("**.py", "python")], {"**.py": {"encoding": "utf-8"}}, KEYWORDS
        ):
            found.add(message, auto_comments=comments, context=context)
    return found


def read(code: str) -> Catalog:
    """The catalogue as it stands, or an empty one."""
    path = FOLDER / code / "LC_MESSAGES" / "caseapp.po"
    if not path.exists():
        return Catalog(locale=code)
    with path.open("rb") as stream:
        return read_po(stream, locale=code)


def write(code: str, catalogue: Catalog) -> None:
    """Sorted and without line numbers, so that a difference shows changed sentences and nothing else; then compiled."""
    catalogue.project, catalogue.fuzzy, catalogue.header_comment = "Caseapp", False, HEADER
    catalogue.version, catalogue.msgid_bugs_address = "1", ""
    catalogue.last_translator, catalogue.language_team = "machine", code
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    path = FOLDER / code / "LC_MESSAGES" / "caseapp.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        write_po(stream, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    with path.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, catalogue)


def main() -> int:
    """Renew every catalogue; the count of untranslated sentences decides the exit code."""
    wanted, lacking = template(), 0
    for code in CODES:
        catalogue = read(code)
        catalogue.update(wanted, no_fuzzy_matching=True)
        write(code, catalogue)
        for message in catalogue:
            texts = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
            if message.id and not all(texts):
                lacking += 1
                sys.stdout.write(f"{code}: {message.id!r}\n")
    sys.stdout.write(f"{len(wanted)} sentences, {lacking} without a translation\n")
    return 1 if lacking else 0


if __name__ == "__main__":
    raise SystemExit(main())
