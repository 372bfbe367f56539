"""Home and the quick page over a real vault, as pictures.

``python -m tests.screens.scenes_quick FOLDER [LANGUAGE …]``
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QLineEdit  # Qt reads the platform when it is imported first

from caseapp.domain.moment import Moment
from caseapp.security import hardening
from caseapp.services.edits import Edit
from caseapp.services.session import Session
from tests.screens.render import SIZES, THEMES, language_of, make_window
from tests.support.desk import RESOURCES
from tests.support.live import Live, make_sample
from ui.actions import Act
from ui.app import make_app
from ui.desk.desk import VaultDesk
from ui.windows.main_window import MainWindow
from ui.windows.shell import Shell

ALMATY = "Asia/Almaty"
SMALL = (900, 560)  # the smallest window


def fill(session: Session) -> None:
    """Detentions of the last days, as they stand on 11 January 2022, noon."""
    new = session.records.new_id
    held = {"still_held": True, "still_held_on": "2022-01-11"}
    made = (
        ("Ахметов Данияр", "2022-01-08T18:00", "2022-01-08T24:00", held),
        ("Lim Aleksandr", "2022-01-09T20:00", "", {**held, "no_judge": True}),
        ("Төлегенов Ғалымжан", "", "", {"still_held": True}),
        ("Сәрсенова Әйгерім", "2022-01-07", "", {}),
        ("Омаров Тимур", "2022-01-05T11:00", "", {"still_held": True, "still_held_on": "2022-01-09"}),
    )
    edits: list[Edit] = []
    for name, start, end, values in made:
        who = new()
        said = {key: Moment(value, zone=ALMATY) if isinstance(value, str) else value for key, value in values.items()}
        when = {"start": Moment(start, end, zone=ALMATY)} if start else {}
        edits += [Edit("person", who, {"description": name}),
                  Edit("act", new(), {"act_type": "detention", "victim": who, **when, **said}),
                  Edit("consent", new(), {"subject": who, "store": "yes", "expires": Moment("2022-01-14")})]
    session.records.save(edits, "Detentions")
    for number, draft in enumerate(({"who": "Unknown man, about 30", "where": "Тараз"}, {"who": "Бекова Г."})):
        session.drafts.save(f"quick:{number}", dict(draft), session.author.clock())


def shown(window: MainWindow, desk: VaultDesk) -> Iterator[str]:
    """Every picture of one theme and language."""
    window.enter(desk)
    shell = window.shell
    if shell is None:
        raise LookupError("no vault is open")
    shell.go("home")
    yield "home"
    if desk.sample:
        yield from quick(shell)


def _type(line: QLineEdit, text: str) -> None:
    line.setText(text)
    line.textEdited.emit(text)


def quick(shell: Shell) -> Iterator[str]:
    """The quick page: who is known, who was there, what looks wrong, a list, what is kept."""
    shell.perform(Act.NEW)
    page = shell.quick
    page.open_draft("quick:new")
    yield "quick-empty"
    _type(page.who.line, "Ахметов Д, 27, м")
    _type(page.when, "8 янв вечером")
    yield "quick-known"
    page.show_list("Ахметов Данияр, 27, м\nunknown man, about 30\nFхметов Ерлан\nБекова Гүлнар, 1990\n")
    _type(page.where.line, "Алматы")
    page.where.line.entered.emit()
    page._pause.timeout.emit()
    yield "quick-list"
    page.show_list("")
    _type(page.who.line, "F[vtnjd Lfybzh, 27")
    _type(page.told_on, "7 янв")
    page.still.choose("released")
    _type(page.released, "5 янв")
    page._pause.timeout.emit()
    yield "quick-warnings"
    _type(page.who.line, "Сәрсенов Ерлан, 31.02.1994")
    shell.perform(Act.RECORD_NEXT)
    page._pause.timeout.emit()
    yield "quick-next"
    shell.perform(Act.MORE)
    yield "quick-more"


def render(app: QApplication, folder: Path, theme: str, code: str, size: tuple[int, int], sample: Path) -> list[Path]:
    """Home full and empty, and the quick page."""
    made = []
    for kind in ("full", "empty"):
        with tempfile.TemporaryDirectory() as scratch:
            live = Live(Path(scratch) / "vaults", sample)
            desk = live.sample(code) if kind == "full" else live.empty(language=code)
            if kind == "full":
                fill(desk._vault.session)
            desk._vault.language = language_of(code)
            window, _fake = make_window(app, theme, code)
            window.resize(*size)
            window.show()
            for name in shown(window, desk):
                for _ in range(3):
                    app.processEvents()
                path = folder / f"{name}-{kind}-{code}-{theme}-{size[0]}.png"
                window.grab().save(str(path))
                made.append(path)
            window.close()
            window.deleteLater()
            app.processEvents()
            live.close()
    return made


def main(arguments: list[str]) -> int:
    """The command."""
    folder = Path(arguments[0] if arguments else "out/screens")
    folder.mkdir(parents=True, exist_ok=True)
    app = make_app(RESOURCES / "fonts")
    hardening.harden = lambda: True
    with tempfile.TemporaryDirectory() as sample:
        make_sample(Path(sample))
        for theme in os.environ.get("THEMES", "").split() or THEMES:
            for code in arguments[1:] or ("en", "ru"):
                for size in (*SIZES, SMALL):
                    render(app, folder, theme, code, size, Path(sample))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
