"""The record page over a real vault, in pictures: overview, custody, history, conflict, draft, gaps.

``python -m tests.screens.scenes_record FOLDER [LANGUAGE …]`` writes PNG files.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from caseapp.domain.names.person_name import PersonName
from caseapp.domain.text import Language
from tests.screens.render import language_of
from tests.support.desk import RESOURCES
from tests.support.live import Live
from ui.actions import Act
from ui.app import make_app
from ui.bridge.inline import InlineRunner
from ui.pages.page import PageKit
from ui.pages.record_page import RecordPage
from ui.style.icons import Icons
from ui.style.look import Look, apply_look
from ui.style.tokens import THEMES, ThemeName

SIZE = (838, 900)  # what a window of 1366 leaves beside rail and list, and a little more height


def fill(kit: PageKit) -> tuple[str, str]:
    """A person with a detention, two places and an account; and the act."""
    kit.desk.undoing.next()  # begins the sitting
    save, read = kit.desk.records.save, kit.desk.readings.moment
    names = (PersonName("Ахметов Данияр Серікұлы", "Ахметов", "Данияр", "Серікұлы", "Cyrl", "kk"),
             PersonName("Akhmetov Daniyar", "Akhmetov", "Daniyar", "", "Latn", "en", "transliteration"))
    person = save("person", None, {
        "names": names, "sex": "male", "birth": read("about 1994").value, "occupation": "driver",
        "phone": "+7 701 000 00 00", "safe_channel": "Signal, after eight in the evening, ask for the spare part.",
        "name_withheld": True}, "Person").ids[0]
    places = [save("place", None, {"name_ru": name}, "Place").ids[0] for name in ("Алматы", "ИВС Алматы", "СИЗО-18")]
    act = save("act", None, {
        "act_type": "detention", "victim": person, "start": read("7 January 2022, 18:00").value, "place": places[0],
        "detained": read("7 January 2022, 18:00 – 7 January 2022, 22:00").value,
        "protocol": read("8 January 2022, 09:30").value, "judge": read("10 January 2022, 11:00").value,
        "ended": read("11 January 2022").value, "ended_how": "released"}, "Act").ids[0]
    for place, first, last in ((places[1], "7 January 2022, 23:00", "8 January 2022, 20:00"),
                               (places[2], "9 January 2022, 08:00", "11 January 2022, 10:00")):
        save("stay", None, {"person": person, "place": place, "act": act, "arrived": read(first).value,
                            "left": read(last).value}, "Stay")
    for name, grade, text in (("Wife", "b", "They took him from the square in the evening; he had gone for bread."),
                              ("Cellmate", "c", "He came in at night and was not there the whole next day.")):
        source = save("source", None, {"name": name}, "Source").ids[0]
        save("account", None, {"source": source, "about": (person, act), "text": text,
                               "received": read("11 January 2022").value}, "Account")
        del grade
    save("consent", None, {"subject": person, "store": "yes", "partners": "no"}, "Consent")
    save("person", person, {"occupation": "student"}, "Change of Ахметов Данияр: Background")
    kit.desk.undoing.undo()
    save("case", None, {"title": "Akhmetov", "persons": (person,), "acts": (act,)}, "Case")
    return person, act


def scenes(page: RecordPage, person: str, act: str) -> Iterator[str]:
    """Walk through the page; each name is one picture."""
    page.show_record("person", person)
    yield "50-person-overview"
    page.area.verticalScrollBar().setValue(560)
    yield "51-person-middle"
    page.area.verticalScrollBar().setValue(100_000)
    yield "52-person-end"
    page.body.jump("identity")
    page.perform(Act.EDIT)
    yield "53-person-form"
    form = next(card for card in page.body.cards.values() if card.form is not None).form
    if form is not None:
        line = form.boxes["description"].editor.focusProxy()
        line.setText("Aхметов, высокий")  # type: ignore[union-attr]
        line.textEdited.emit("Aхметов, высокий")  # type: ignore[union-attr]
        form._hints.timeout.emit()
    yield "54-person-typed"
    page.perform(Act.LEAVE)
    yield "55-person-draft"
    page.body.jump("@history")
    yield "56-history"
    page.history.compare(1, 2)
    yield "57-history-two-versions"
    page.show_record("act", act)
    yield "58-act"
    page.head.choose("withdraw")
    yield "59-withdraw"


def render(app: QApplication, folder: Path, live: Live, theme: ThemeName, code: str) -> list[Path]:
    """Every scene in one theme and language."""
    language: Language = language_of(code)
    look = Look(THEMES[theme], Icons(RESOURCES / "icons"))
    apply_look(app, look)
    desk = live.empty(f"Pictures {theme.value} {code}", code)
    kit = PageKit(desk, language, look, InlineRunner())
    person, act = fill(kit)
    page = RecordPage(kit)
    page.resize(*SIZE)
    page.show()
    made = []
    for name in scenes(page, person, act):
        for _ in range(4):
            app.processEvents()
        path = folder / f"{name}-{code}-{theme.value}.png"
        page.grab().save(str(path))
        made.append(path)
    page.close()
    page.deleteLater()
    desk.lock()
    app.processEvents()
    return made


def main(arguments: list[str]) -> int:
    """The command."""
    folder = Path(arguments[0] if arguments else "out/screens")
    folder.mkdir(parents=True, exist_ok=True)
    app = make_app(RESOURCES / "fonts")
    with tempfile.TemporaryDirectory() as scratch:
        live = Live(Path(scratch) / "vaults")
        for code in arguments[1:] or ("en", "ru", "kk"):
            for theme in ThemeName if code == "en" else (ThemeName.LIGHT,):
                render(app, folder, live, theme, code)
        live.close()
    return 0




if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
