"""The pages of Exchange as pictures, over real vaults of people who send each other files."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from caseapp.security import hardening
from caseapp.services.edits import Edit
from tests.support.colleagues import Colleagues, evening, person
from tests.support.live import Live
from ui.pages.exchange.contacts_page import ContactsPage
from ui.pages.exchange.history_page import HistoryPage
from ui.pages.exchange.receive_page import ReceivePage
from ui.pages.exchange.send_page import SendPage
from ui.pages.exchange.tables_page import TablesPage
from ui.pages.tabs_page import TabsPage
from ui.ports import Part
from ui.windows.main_window import MainWindow

_LIST = (
    "№;ФИО;Пол;Дата задержания;Город;Что произошло;Примечание\n"
    "1;Ахметов Данияр Серикович;м;07.01.2022;Алматы;Задержание;в сером пальто\n"
    "2;Асанова Асель;ж;8 янв 2022 вечером;Алматы;забрали дома;\n"
    "3;неизвестный мужчина, около 30;м;31.31.2022;Талдыкорган;Задержание;\n"
    "4;Ким Алексей;м;7 янв 2022;Талдыкорган;Задержание;\n"
)


def exchange_scenes(window: MainWindow, code: str) -> Iterator[str]:
    """Every tab: empty, at work, done."""
    with tempfile.TemporaryDirectory() as folder, patch.object(hardening, "harden", lambda: True):
        live = Live(Path(folder) / "vaults")
        colleagues = Colleagues(live, Path(folder) / "others", code)
        try:
            window.enter(colleagues.desk)
            yield from _receive(window, colleagues)
            yield from _tables(window, colleagues)
            yield from _send(window, colleagues)
            yield from _contacts(window, colleagues)
            yield from _history(window, colleagues)
        finally:
            colleagues.close()
            live.close()


def tab(window: MainWindow, key: str) -> object:
    """The page of a tab of Exchange, shown."""
    assert window.shell is not None
    window.shell.go("exchange")
    place = window.shell.page()
    assert isinstance(place, TabsPage)
    place.show_tab(key)
    return place.page(key)


def _receive(window: MainWindow, colleagues: Colleagues) -> Iterator[str]:
    page = tab(window, "receive")
    assert isinstance(page, ReceivePage)
    yield "50-receive-empty"
    paths, _ = evening(colleagues)
    stranger = colleagues.colleague("Stranger", met=False)
    colleagues.here.contacts.add(stranger.card.raw)
    bad = colleagues.folder / "holiday.casepkg"
    bad.write_bytes(b"no export at all")
    person(stranger, "Ким Алексей")
    page.receive(paths[:1])
    page.counts.take_button.click()
    yield "51-receive-taken"
    page.receive([*paths[1:], colleagues.file(stranger, "2022-01-10-9f3a.casepkg"), bad])
    yield "52-receive-counted"
    page.counts.numbers[Part.CHANGED].click()
    yield "53-receive-opened"
    page.counts.report_button.click()
    page.reporting.panel.print_button.click()
    yield "53-receive-report"
    page.counts.take_button.click()
    yield "54-receive-conflicts"


def _send(window: MainWindow, colleagues: Colleagues) -> Iterator[str]:
    page = tab(window, "send")
    assert isinstance(page, SendPage)
    yield "55-send"
    colleagues.here.profile.rename("А. Серикова", "")
    page.name_form.named.emit()
    page.chosen.setChecked(True)
    records = colleagues.here.records
    case, inside = records.new_id(), colleagues.here.reader.ids("person")[0]
    records.save([Edit("case", case, {"title": "Алматы, площадь", "persons": (inside,)})], "Case")
    page.add_case(case, "Алматы, площадь")
    next(iter(page.people.values())).setChecked(True)
    page.send_to(colleagues.folder)
    yield "56-send-case"
    page.send_button.click()
    yield "57-sent"


def _contacts(window: MainWindow, colleagues: Colleagues) -> Iterator[str]:
    page = tab(window, "contacts")
    assert isinstance(page, ContactsPage)
    yield "58-contacts"
    page.own.print_button.click()
    yield "58-contacts-print"
    page.compare(colleagues.others["Stranger"].card.fp.hex())
    page.comparison.differ_button.click()
    yield "59-compare"


def _history(window: MainWindow, colleagues: Colleagues) -> Iterator[str]:
    page = tab(window, "history")
    assert isinstance(page, HistoryPage)
    page.lines[0].button.click()
    yield "60-history"
    page.lines[0].yes.click()
    yield "61-history-aside"


def _tables(window: MainWindow, colleagues: Colleagues) -> Iterator[str]:
    page = tab(window, "tables")
    assert isinstance(page, TablesPage)
    yield "59-tables-empty"
    path = colleagues.folder / "list.csv"
    path.write_text(_LIST, encoding="utf-8")
    page.read(path)
    yield "59-tables-columns"
    page.preview_button.click()
    page.counts.numbers[Part.NEW].click()
    yield "59-tables-preview"
    page.counts.take_button.click()
    yield "59-tables-taken"
