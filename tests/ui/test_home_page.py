"""Home over a real vault: sentences, where their buttons lead, what comes first, reading again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.domain.moment import Moment
from caseapp.services import matching
from caseapp.services.edits import Edit
from tests.support.desk import RESOURCES
from tests.support.live import Live, session_of
from tests.ui.conftest import ENGLISH
from ui.address import Address
from ui.bridge.inline import InlineRunner
from ui.pages.home_page import EVERY_MS, HomePage
from ui.pages.page import PageKit
from ui.style.icons import Icons
from ui.style.look import Look
from ui.style.tokens import LIGHT

ALMATY = "Asia/Almaty"
DAY_MS = 86_400_000


@pytest.fixture
def empty_kit(app: QApplication, live: Live) -> PageKit:
    """A new vault; its clock stands on 11 January 2022, about noon in Greenwich."""
    return PageKit(live.empty(), ENGLISH, Look(LIGHT, Icons(RESOURCES / "icons")), InlineRunner())


def detain(kit: PageKit, name: str, start: str, end: str = "", **values: object) -> str:
    session = session_of(kit)
    who, act = session.records.new_id(), session.records.new_id()
    when = {"start": Moment(start, end, zone=ALMATY)} if start else {}
    session.records.save([
        Edit("person", who, {"description": name}),
        Edit("act", act, {"act_type": "detention", "victim": who, **when, **values}),
    ], "Detention")
    return act


@pytest.fixture
def page(empty_kit: PageKit, qtbot: QtBot) -> HomePage:
    made = HomePage(empty_kit, frozenset({"exchange/receive", "sample"}))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def lines(page: HomePage, key: str) -> list[tuple[str, str, str]]:
    return [(line.subject.text(), line.words.text(), line.go.text()) for line in page.cards[key].lines]


def held_today() -> dict[str, object]:
    return {"still_held": True, "still_held_on": Moment("2022-01-11", zone=ALMATY)}


def test_an_empty_vault_offers_exactly_three_actions(page: HomePage) -> None:
    assert page.welcome.isVisible()
    assert page.cards == {}
    shown = [button.text().split("   ")[0] for button in (page.begin, *page.steps.values()) if button.isVisible()]
    assert shown == ["Record a detention", "Receive an export", "Try the sample vault"]
    assert not page.first_button.isVisible()


def test_what_does_not_exist_is_not_offered(empty_kit: PageKit, qtbot: QtBot) -> None:
    bare = HomePage(empty_kit)
    qtbot.addWidget(bare)
    assert bare.steps == {}


def test_a_clock_is_said_in_words_and_opens_the_act(page: HomePage, empty_kit: PageKit) -> None:
    act = detain(empty_kit, "Akhmetov D.", "2022-01-08T18:00", "2022-01-08T24:00", **held_today())
    page.refresh({})
    assert page.cards["clocks"].title.text() == "1 person near or past a legal limit"
    (name, words, action), = lines(page, "clocks")
    assert (name, action) == ("Akhmetov D.", "Open")
    assert words == "held 65–71 h · past 48 h unless a judge decided · 72 h ends 18:00–24:00 today"
    went: list[Address] = []
    page.went.connect(went.append)
    page.cards["clocks"].lines[0].go.click()
    assert went == [Address(type="act", id=act)]


@pytest.mark.parametrize(("start", "values", "words"), [
    ("2022-01-09T20:00", {"no_judge": True, **held_today()}, "held 45 hours · 48 h ends 20:00 today"),
    ("2022-01-09T13:00", {"no_judge": True, **held_today()},
     "held 52 hours · past 48 h · 72 h ends 13:00 tomorrow"),
    ("2022-01-07", {}, "taken 3–4 days ago, not known whether still held · past 72 h if still held"),
    ("2022-01-05T11:00", {"still_held": True, "still_held_on": Moment("2022-01-09", zone=ALMATY)},
     "held at least 84 hours, last known on 9 Jan 2022 · past 72 h unless a judge decided"),
    ("2021-06", {"still_held": True}, "held since Jun 2021 · past 72 h unless a judge decided"),
])
def test_sentences_of_clocks(page: HomePage, empty_kit: PageKit, start: str, values: dict[str, object],
                             words: str) -> None:
    detain(empty_kit, "Lim A.", start, **values)
    page.refresh({})
    assert lines(page, "clocks")[0][1] == words


def test_an_unknown_start_leads_to_its_field(page: HomePage, empty_kit: PageKit) -> None:
    act = detain(empty_kit, "Tulegenov", "", still_held=True)
    page.refresh({})
    assert lines(page, "clocks") == [("Tulegenov", "held, start not known", "Add time")]
    went: list[Address] = []
    page.went.connect(went.append)
    page.cards["clocks"].lines[0].go.click()
    assert went == [Address(type="act", id=act, field="detained")]


def test_drafts_are_named_and_lead_to_their_form(page: HomePage, empty_kit: PageKit) -> None:
    act = detain(empty_kit, "Lim A.", "2022-01-01", ended_how="released")
    empty_kit.desk.drafts.save("quick:2", {"who": "Unknown man, about 30", "where": "Taraz"})
    empty_kit.desk.drafts.save(f"section:{act}:detention", {"protocol": "7 jan"})
    empty_kit.desk.drafts.save("something else", {"a": "b"})
    page.refresh({})
    assert page.cards["drafts"].title.text() == "2 drafts to finish"
    went: list[Address] = []
    page.went.connect(went.append)
    for line in page.cards["drafts"].lines:
        line.go.click()
    assert {line.subject.text() for line in page.cards["drafts"].lines} >= {"Unknown man, about 30, Taraz"}
    assert set(went) == {Address(place="quick", note="quick:2"), Address(type="act", id=act)}


def test_the_role_orders_and_hides_nothing(real_kit: PageKit, qtbot: QtBot) -> None:
    session = session_of(real_kit)
    person = real_kit.desk.records.ids("person")[0]
    session.records.save([Edit("consent", session.records.new_id(), {
        "subject": person, "expires": Moment("2022-01-13")})], "Consent")
    home = HomePage(real_kit)
    qtbot.addWidget(home)
    before = home.order()
    assert before[0] == "clocks"
    home.role.box.choose("lawyer")
    assert home.order()[:2] == ["deadlines", "gaps"]
    assert sorted(home.order()) == sorted(before)
    assert real_kit.desk.settings.get("role") == "lawyer"
    again = HomePage(real_kit)
    qtbot.addWidget(again)
    assert again.order()[0] == "deadlines"


def test_it_reads_again_every_minute(page: HomePage, empty_kit: PageKit) -> None:
    assert page._timer.isActive()
    assert page._timer.interval() == EVERY_MS == 60_000
    detain(empty_kit, "Lim A.", "2022-01-09T20:00", **held_today())
    assert page.cards == {}
    page._timer.timeout.emit()
    assert "clocks" in page.cards
    page.hide()
    assert not page._timer.isActive()


def test_the_focus_stays_when_the_page_reads_again(page: HomePage, empty_kit: PageKit, qtbot: QtBot) -> None:
    detain(empty_kit, "Lim A.", "2022-01-09T20:00", **held_today())
    page.refresh({})
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    button = page.cards["clocks"].lines[0].go
    button.setFocus()
    assert button.hasFocus()
    detain(empty_kit, "Second", "2022-01-09T10:00", **held_today())
    page.refresh({})
    assert page.cards["clocks"].lines[0].go is button
    assert button.hasFocus()


def test_everything_is_reached_by_tab_in_reading_order(page: HomePage, empty_kit: PageKit) -> None:
    for name in ("One", "Two"):
        detain(empty_kit, name, "2022-01-09T20:00", **held_today())
    page.refresh({})
    wanted = [page.first_button, *(each for card in page.cards.values() for each in card.buttons()), page.role.box]
    walked, at = [page.first_button], page.first_button.nextInFocusChain()
    for _ in range(400):
        if at in wanted:
            walked.append(at)
        if at is page.role.box:
            break
        at = at.nextInFocusChain()
    assert set(walked) == set(wanted)
    clocks = [walked.index(line.go) for line in page.cards["clocks"].lines]
    assert clocks == sorted(clocks)
    assert all(button.accessibleName() for button in wanted[1:-1])
    assert page.first_button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_narrow_windows_get_one_column(page: HomePage, empty_kit: PageKit) -> None:
    detain(empty_kit, "Lim A.", "2022-01-09T20:00", **held_today())
    page.refresh({})
    assert page.columns[1].count() > 1
    page.resize(600, 700)
    assert page.columns[1].count() == 1  # the stretch alone


def test_possible_duplicates_lead_to_the_queue(empty_kit: PageKit, qtbot: QtBot) -> None:
    detain(empty_kit, "Lim A.", "2022-01-01", ended_how="released")
    home = HomePage(empty_kit, frozenset({"exchange/review"}))
    qtbot.addWidget(home)
    assert "duplicates" not in home.cards
    matching.remember(session_of(empty_kit).writer, 3)
    home.refresh({})
    assert home.cards["duplicates"].title.text() == "3 possible duplicates"
    went: list[Address] = []
    home.went.connect(went.append)
    home.cards["duplicates"].lines[0].go.click()
    assert went == [Address(place="exchange", tab="review", note="duplicates")]
    bare = HomePage(empty_kit)
    qtbot.addWidget(bare)
    assert "duplicates" not in bare.cards


def test_a_recovery_key_that_nobody_tried_for_a_year_is_asked_for(
    empty_kit: PageKit, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_of(empty_kit)
    detain(empty_kit, "Somebody", "2022-01-10")
    home = HomePage(empty_kit, frozenset({"settings/me"}))
    qtbot.addWidget(home)
    home.show()
    home.refresh({})
    subject = "Recovery key tried for the last time"
    assert subject not in [line[0] for line in lines(home, "safety")]
    today = session.attention._now
    monkeypatch.setattr(session.attention, "_now", lambda: today() + 367 * DAY_MS)
    home.refresh({})
    assert (subject, "367 days ago", "Try it") in lines(home, "safety")
    went: list[Address] = []
    home.went.connect(went.append)
    next(line for line in home.cards["safety"].lines if line.subject.text() == subject).go.click()
    assert went == [Address(place="settings", tab="me", note="drill")]
    session.activity.note("recovery-drill")
    monkeypatch.setattr(session.attention, "_now", lambda: today() + 300 * DAY_MS)
    home.refresh({})
    assert subject not in [line[0] for line in lines(home, "safety")]


def test_a_deadline_says_what_it_is_and_leads_to_it(page: HomePage, empty_kit: PageKit) -> None:
    session = session_of(empty_kit)
    task, step, person = (session.records.new_id() for _ in range(3))
    session.records.save([
        Edit("person", person, {"description": "a man of thirty"}),
        Edit("task", task, {"title": "Ask the lawyer", "due": Moment("2022-01-12", zone=ALMATY)}),
        Edit("remedy_step", step, {"persons": (person,), "kind": "prosecutor",
                                   "reply_due": Moment("2022-01-10", zone=ALMATY)}),
    ], "Dates")
    page.refresh({})
    told = {words: subject for subject, words, _ in lines(page, "deadlines")}
    assert told["to be done by 12 Jan 2022"] == "Ask the lawyer"
    assert "a man of thirty" in told["a reply was due by 10 Jan 2022"]
    assert "Complaint to the prosecutor" in told["a reply was due by 10 Jan 2022"]
    assert page.cards["deadlines"].lines[0].go.address == Address(type="remedy_step", id=step)
