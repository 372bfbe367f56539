"""Every sentence of the product stands in the catalogues, with the same placeholders and the right plurals."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from tests.support.source import ROOT, modules

FOLDER = ROOT / "resources" / "i18n"
COMPLETE = ("ru", "kk")
PLURALS = {"ru": 3, "kk": 2}  # as the Unicode CLDR counts integers
KEYWORDS = {"N_": None, "text": None, "plural": (1, 2)}
PLACEHOLDER = re.compile(r"(?<!\{)\{(\w*)[^{}]*\}(?!\})")


def sentences(name: str, source: str) -> set[str]:
    """What Babel finds in one Python file: the singular where there is a plural."""
    found = extract("python", io.BytesIO(source.encode("utf-8")), keywords=KEYWORDS, options={"encoding": "utf-8"})
    texts = (message[0] if isinstance(message, tuple) else message for _, message, *_ in found)
    return {text for text in texts if text}


def catalogue(code: str) -> Catalog:
    path = FOLDER / code / "LC_MESSAGES" / "caseapp.po"
    with path.open("rb") as stream:
        return read_po(stream, locale=code)


def mismatched(message: Message) -> bool:
    """A translation that drops or invents a placeholder breaks at run time, in front of the person."""
    singular, *others = message.id if isinstance(message.id, tuple) else (message.id,)
    wanted = set(PLACEHOLDER.findall(others[0] if others else singular)) | set(PLACEHOLDER.findall(singular))
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return any(text and not set(PLACEHOLDER.findall(text)) <= wanted for text in texts) or (
        not others and bool(texts[0]) and set(PLACEHOLDER.findall(str(texts[0]))) != wanted
    )


def codes() -> list[str]:
    return sorted({*COMPLETE, *(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/caseapp.po"))})


@pytest.mark.parametrize("code", COMPLETE)
def test_every_sentence_is_translated(code: str) -> None:
    translated = {
        message.id[0] if isinstance(message.id, tuple) else message.id
        for message in catalogue(code)
        if message.id and (all(message.string) if isinstance(message.string, tuple) else message.string)
    }
    asked = {text for one in modules("caseapp", "ui") for text in sentences(one.path, one.text)}
    assert len(asked) > 50
    assert not sorted(asked - translated)


@pytest.mark.parametrize("code", codes())
def test_placeholders_are_the_same(code: str) -> None:
    assert not [message.id for message in catalogue(code) if message.id and mismatched(message)]


@pytest.mark.parametrize("code", codes())
def test_plurals_are_counted_as_the_language_does(code: str) -> None:
    path = Path(FOLDER / code / "LC_MESSAGES" / "caseapp.po")
    header = re.search(r"nplurals=(\d)", path.read_text(encoding="utf-8"))
    assert header is not None
    assert int(header.group(1)) == PLURALS[code]


@pytest.mark.parametrize(
    ("id_", "string", "bad"),
    [
        ("{n} of {all}", "{n} из {all}", False),
        ("{n} of {all}", "{n} из {number}", True),
        ("{n} of {all}", "{n}", True),
        (("{n} case", "{n} cases"), ("{n} дело", "{n} дела", "дел: {n}"), False),
        (("one case", "{n} cases"), ("{m} дело", "{n} дела", "{n} дел"), True),
    ],
)
def test_a_wrong_placeholder_is_seen(id_: str | tuple[str, str], string: str | tuple[str, ...], bad: bool) -> None:
    assert mismatched(Message(id_, string)) is bad


def test_sentences_are_found_where_they_are_marked() -> None:
    source = 'what = N_("Full.")\nlanguage.text("Open")\nlanguage.plural("{n} case", "{n} cases", n)\nother("no")\n'
    assert sentences("planted.py", source) == {"Full.", "Open", "{n} case"}
