"""Presentation mode: no name of a person is on the screen, in any page, and nothing is recorded meanwhile."""

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from caseapp.domain.names.person_name import PersonName
from caseapp.services.records import NamesHidden
from tests.ui.test_shell import MakeWindow, open_window, shell_of
from ui.actions import Act
from ui.bridge.masking import Mask
from ui.models.rows import RowRole
from ui.pages.place_page import PlacePage
from ui.ports import Hit, Row, Saved
from ui.windows.main_window import MainWindow

__all__ = ["open_window"]
MASK = Mask(["Ахметов Данияр Серікұлы", "Ли Анна"])
NAMES = ("Ахметов", "Akhmetov", "Данияр", "Daniyar")


@pytest.mark.parametrize(("text", "shown"), [
    ("Ахметов Данияр, 27", "А. Д., 27"), ("Akhmetov Daniyar", "A. D."), ("у Ахметова Данияра", "у А. Д."),
    ("ахметова видели", "А. видели"), ("Ли пришёл ли он", "Л. пришёл ли он"),
    ("Almaty, 7 January 2022", "Almaty, 7 January 2022"),
    ("017e48ddc37c78b994fe1baa99177deb", "017e48ddc37c78b994fe1baa99177deb"), ("", ""),
])
def test_names_become_initials_in_every_spelling_and_case(text: str, shown: str) -> None:
    assert MASK.text(text) == shown


def test_whatever_a_port_returns_is_masked_whole() -> None:
    row = Row("1", "Ахметов Данияр", "Almaty", conflicts=2)
    assert MASK.value([row]) == [Row("1", "А. Д.", "Almaty", conflicts=2)]
    assert MASK.value(Hit("1", "person", "Ахметов", "Ахметов", ((0, 2),))) == Hit("1", "person", "А.", "А.", ())
    name = PersonName("Ахметов Данияр", "Ахметов", "Данияр")
    assert MASK.value((name,))[0].surname == "А."
    assert MASK.value({"a": Saved(("1",), {}, "Change of Ахметов")})["a"].title == "Change of А."
    plain = Row("1", "Almaty")
    assert MASK.value(plain) is plain
    assert isinstance(name, msgspec.Struct)


def seen(window: MainWindow) -> str:
    """Every word that stands in the window, the rows of its list among them."""
    QApplication.processEvents()
    found = [each.text() for kind in (QLabel, QPushButton) for each in window.findChildren(kind) if each.isVisible()]
    page = shell_of(window).page()
    if isinstance(page, PlacePage) and "person" in page.panes:
        model = page.panes["person"].rows
        found += [str(getattr(model.index(at, 0).data(RowRole), "title", "")) for at in range(model.rowCount())]
    return "\n".join(found)


def test_no_name_is_on_the_screen_until_it_is_switched_off(open_window: MakeWindow) -> None:
    window = open_window()
    shell = shell_of(window)
    person = next(hit.id for hit in shell.kit.desk.search.find("Ахметов Данияр", types=("person",)))
    shell.open_record("person", person)
    assert any(name in seen(window) for name in NAMES)  # they would be there
    shell_of(window).perform(Act.NAMES)
    shell = shell_of(window)
    assert not shell.header.names.isHidden()
    for key in shell.places:
        shell.go(key)
        assert not [word for word in seen(window).split("\n") if any(name in word for name in NAMES)], key
    shell.open_record("person", person)
    assert not [name for name in NAMES if name in seen(window)]
    assert not shell.can(Act.EDIT)
    shell_of(window).perform(Act.NAMES)
    assert any(name in seen(window) for name in NAMES)
    assert shell_of(window).header.names.isHidden()


def test_nothing_is_recorded_while_names_are_hidden(open_window: MakeWindow) -> None:
    window = open_window()
    shell_of(window).perform(Act.NAMES)
    shell, records = shell_of(window), shell_of(window).kit.desk.records
    with pytest.raises(NamesHidden):
        records.save("person", None, {"occupation": "driver"}, "New")
    shell.perform(Act.NEW)
    assert shell.page() is not shell.quick
    assert "F8" in shell.notices.texts()[0]
    shell.perform(Act.NAMES)
    records.save("person", None, {"occupation": "driver"}, "New")
