"""The gates of languages and accessibility over every page and state of the window.

Each way of standing (language, size, zoom) is walked once; the tests read what was found on that walk.
"""

import dataclasses
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.law import LIST, shipped
from caseapp.security import hardening
from tests.screens import looks
from tests.screens.walk import PseudoLanguage, Walk
from tests.support.desk import RESOURCES
from tests.support.live import make_sample
from tests.support.source import ROOT
from tests.ui.conftest import drop_deleted
from ui.app import make_app

Found = dict[str, dict[str, str]]  # look -> finding -> where first

ROOMS = ("gate", "sample", "empty")
LAYOUT: dict[str, Callable[[QWidget], list[str]]] = {
    "clipped": looks.clipped, "outside": looks.outside, "overlapping": looks.overlapping, "stray": looks.stray,
}
TREE: dict[str, Callable[[QWidget], list[str]]] = {
    "unnamed": looks.unnamed, "alike": looks.alike, "silent": looks.silent, "silent rows": looks.silent_rows,
}
ENGLISH_DATA = frozenset({
    "English",  # the language calls itself so in every language
    "Sample", "Fill the sample vault",  # what the sample vault was made with
    "Detention of and threats against journalists; attacks on editorial offices",
})
TOO_LONG = frozenset({"Open for reading only"})  # a tick cannot wrap; it fits in the languages that there are


def terms() -> frozenset[str]:
    """The English labels of vocabularies: they come from their own files, in three languages."""
    files = (ROOT / "resources" / "vocab").glob("*.toml")
    articles = shipped(ROOT / "resources")[0][LIST].terms.values()
    return frozenset(article.labels["en"] for article in articles) | frozenset(
        term["en"] for file in files for term in tomllib.loads(file.read_text("utf-8")).get("terms", ()) if "en" in term
    )


@dataclasses.dataclass(frozen=True)
class Way:
    """One way of standing."""

    code: str
    size: tuple[int, int] = (1366, 768)
    theme: str = "light"
    zoom: int = 100
    rooms: tuple[str, ...] = ROOMS


WAYS = {
    "english": Way("en"),
    "russian": Way("ru", rooms=(*ROOMS, "exchange", "review")),
    "kazakh": Way("kk", theme="dark"),
    "stretched": Way("pseudo"),
    "smallest": Way("ru", (900, 560), "high_contrast", rooms=(*ROOMS, "exchange", "review")),
    "largest": Way("en", zoom=200),
    "finest": Way("ru", zoom=85),
}


def walked(way: Way, sample: Path, folder: Path) -> Found:
    """Everything found on one walk."""
    found: Found = {}
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    make_app(RESOURCES / "fonts")
    sentences = looks.english("ru" if way.code == "pseudo" else way.code) if way.code != "en" else None
    walk = Walk(app, sample, folder, way.code, way.size, way.theme, way.zoom, way.rooms)
    count, labels = 0, terms()

    def note(look: str, sentences: list[str], where: str) -> None:
        for each in sentences:
            if way.code == "pseudo" and any(known in each for known in TOO_LONG):
                continue
            found.setdefault(look, {}).setdefault(each, where)

    for where in walk.stops():
        count += 1
        window = walk.window
        for name, look in {**LAYOUT, **(TREE if way.code == "en" else {})}.items():
            note(name, look(window), where)
        if sentences is not None and way.code == "pseudo":
            note("unbracketed", looks.unbracketed(window, sentences[0], ENGLISH_DATA | labels), where)
        elif sentences is not None:
            note("english", looks.left_in_english(window, sentences, ENGLISH_DATA), where)
        if way.code == "en" and way.zoom == 100:
            order = looks.tabbed(window)
            note("unreached", looks.unreached(window, order), where)
            note("jumping", looks.jumping(window, order), where)
            note("ringless", looks.ringless(window, order), where)
    found["stops"] = {str(count): ""}
    drop_deleted()
    return found


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hardening, "harden", lambda: True)
        make_sample(folder)
    return folder


@pytest.fixture(scope="module")
def walks(qapp: QApplication, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Found]:
    """Walks once each."""
    done: dict[str, Found] = {}

    def walk(name: str) -> Found:
        if name not in done:
            done[name] = walked(WAYS[name], sample, tmp_path_factory.mktemp("walk"))
        return done[name]

    return walk


@pytest.mark.parametrize("way", WAYS)
def test_every_page_was_visited(walks: Callable[[str], Found], way: str) -> None:
    assert int(next(iter(walks(way)["stops"]))) >= 150, "no room may drop out of the walk unnoticed"


@pytest.mark.parametrize("look", LAYOUT)
@pytest.mark.parametrize("way", WAYS)
def test_everything_has_its_room(walks: Callable[[str], Found], way: str, look: str) -> None:
    assert walks(way).get(look, {}) == {}


@pytest.mark.parametrize("look", TREE)
def test_everything_is_told_to_a_screen_reader(walks: Callable[[str], Found], look: str) -> None:
    assert walks("english").get(look, {}) == {}


@pytest.mark.parametrize("look", ["unreached", "jumping", "ringless"])
def test_tab_reaches_everything_in_reading_order_with_a_ring(walks: Callable[[str], Found], look: str) -> None:
    assert walks("english").get(look, {}) == {}


@pytest.mark.parametrize("way", ["russian", "kazakh"])
def test_nothing_is_left_in_english(walks: Callable[[str], Found], way: str) -> None:
    assert walks(way).get("english", {}) == {}


def test_every_sentence_passes_through_the_catalogue(walks: Callable[[str], Found]) -> None:
    assert walks("stretched").get("unbracketed", {}) == {}


# --- each look sees what it is for


@pytest.fixture
def plain(qapp: QApplication) -> Iterator[QWidget]:
    """A window with nothing in it."""
    window = QWidget()
    window.resize(300, 200)
    window.show()
    window.activateWindow()
    yield window
    window.close()
    window.deleteLater()
    drop_deleted()


def _add(window: QWidget, *widgets: QWidget) -> None:
    box = QVBoxLayout(window)
    for each in widgets:
        box.addWidget(each)
    QApplication.processEvents()


def test_a_cut_word_is_seen(plain: QWidget) -> None:
    label = QLabel("words that need room")
    _add(plain, label)
    assert looks.clipped(plain) == []
    label.setFixedWidth(20)
    QApplication.processEvents()
    assert looks.clipped(plain)


def test_words_outside_and_over_each_other_are_seen(plain: QWidget) -> None:
    first, second = QLabel("first"), QLabel("second")
    _add(plain, first, second)
    assert looks.outside(plain) == looks.overlapping(plain) == []
    second.setGeometry(first.geometry())
    assert looks.overlapping(plain)
    second.move(290, 0)
    assert looks.outside(plain)


def test_another_window_is_seen(plain: QWidget) -> None:
    assert looks.stray(plain) == []
    other = QWidget()
    other.show()
    assert looks.stray(plain)
    other.close()
    other.deleteLater()


def test_a_control_without_a_name_is_seen(plain: QWidget) -> None:
    press = QPushButton("")
    _add(plain, press)
    assert looks.unnamed(plain)
    press.setAccessibleName("Close")
    assert looks.unnamed(plain) == []


def test_two_controls_of_one_name_are_seen(plain: QWidget) -> None:
    first, second = QPushButton("Change"), QPushButton("Change")
    _add(plain, first, second)
    assert looks.alike(plain)
    second.setAccessibleDescription("the date of birth")
    assert looks.alike(plain) == []


def test_a_silent_picture_is_seen(plain: QWidget) -> None:
    picture = QLabel()
    picture.setPixmap(plain.grab())
    _add(plain, picture)
    assert looks.silent(plain)
    picture.setProperty("adorns", True)
    assert looks.silent(plain) == []


def test_an_order_that_jumps_and_what_tab_misses_are_seen(plain: QWidget) -> None:
    first, second, third = (QPushButton(words) for words in "abc")
    _add(plain, first, second, third)
    assert looks.jumping(plain, [first, second, third]) == []
    assert looks.jumping(plain, [first, third, second])
    assert looks.unreached(plain, [first, third])
    assert looks.unreached(plain, [first, second, third]) == []
    assert looks.ringless(plain, [first])


def test_english_among_russian_is_seen(plain: QWidget) -> None:
    label = QLabel("Закрыть")
    _add(plain, label)
    sentences = looks.english("ru")
    assert looks.left_in_english(plain, sentences) == []
    label.setText("Lock the vault")
    assert looks.left_in_english(plain, sentences)
    label.setText("Locks in 0:59 – any key keeps it open")
    assert looks.left_in_english(plain, sentences)


def test_a_sentence_beside_the_catalogue_is_seen(plain: QWidget) -> None:
    label = QLabel(PseudoLanguage().text("Lock the vault"))
    _add(plain, label)
    assert looks.unbracketed(plain, {"Lock the vault"}) == []
    label.setText("Lock the vault")
    assert looks.unbracketed(plain, {"Lock the vault"})
