"""The sample: real bodies, places, dates and figures of January 2022, and invented private persons marked as such."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from caseapp.domain.january import FILE, january_entries
from caseapp.domain.seeds import BadSeed, Entry, IdMaker, Seed, build, parse_entries
from caseapp.domain.spec import RecordSpec
from caseapp.domain.text_hygiene import clean_text
from caseapp.domain.vocabulary import Vocabularies

INVENTED: Final = "Invented person for the sample vault."
STATEMENT_FILE: Final = "statement-january-2022.txt"
_MAX_FILE: Final = 1024 * 1024
_INVENTED_FILES: Final = ("sample/invented.toml", "sample/invented_acts.toml", "sample/invented_law.toml",
                         "sample/invented_details.toml", "sample/repeated_figures.toml")


def read_gazetteer(
    resources: Path, specs: Iterable[RecordSpec], vocabularies: Vocabularies, new_id: IdMaker
) -> tuple[Seed, ...]:
    """Places and bodies of state that every vault may start from. Raises BadSeed."""
    by_type = {spec.type: spec for spec in specs}
    return build(_gazetteer(resources, by_type), by_type, vocabularies, new_id)


def read_sample(
    resources: Path, specs: Iterable[RecordSpec], vocabularies: Vocabularies, new_id: IdMaker
) -> tuple[Seed, ...]:
    """Everything of the sample vault, gazetteer included, in an order in which targets may come later than links.

    ``resources`` is the program's folder of that name; a seed's ``attach`` names a file in its ``sample``. Raises
    BadSeed.
    """
    by_type = {spec.type: spec for spec in specs}
    here = {entry.key: entry for entry in _gazetteer(resources, by_type)}
    statement = clean_text(_text(resources / "sample" / STATEMENT_FILE), STATEMENT_FILE).strip()
    january = january_entries(_text(resources / "sample" / f"{FILE}.toml"), statement, here)
    invented = [
        entry for name in _INVENTED_FILES for entry in parse_entries(name, _text(resources / name), by_type)
    ]
    return build([*here.values(), *january, *invented], by_type, vocabularies, new_id)


def _gazetteer(resources: Path, specs: Mapping[str, RecordSpec]) -> list[Entry]:
    files = [*sorted((resources / "places").glob("*.toml")), resources / "bodies.toml"]
    return [entry for path in files for entry in parse_entries(path.name, _text(path), specs)]


def _text(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(_MAX_FILE + 1)
    if len(data) > _MAX_FILE:
        raise BadSeed(path.name, "size")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadSeed(path.name, "form") from None
