"""Every page in every theme and language as a picture, for eyes.

``python -m tests.screens.render FOLDER [LANGUAGE …]`` writes PNG files of 1366 × 768; the test uses the same code.
"""

import itertools
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from babel.messages.pofile import read_po  # Qt reads the platform when it is imported first
from PySide6.QtWidgets import QApplication, QWidget

from caseapp.domain.text import Language
from tests.screens.scenes_exchange import exchange_scenes
from tests.screens.scenes_review import review_scenes
from tests.screens.scenes_settings import render as render_settings
from tests.screens.scenes_shell import shell_scenes
from tests.support.desk import PASSPHRASE, RESOURCES, Desk, Vaults, person_named, with_sample
from tests.support.source import ROOT
from ui.actions import Act
from ui.app import make_app
from ui.bridge.inline import InlineRunner
from ui.pages.create_pages import RecoveryPage
from ui.pages.place_page import PlacePage
from ui.pages.unlock_page import UnlockPage
from ui.style.icons import Icons
from ui.windows.gate_window import WindowSetup
from ui.windows.main_window import MainWindow

SIZES = ((1366, 768),)
SETTLES = 8  # a new size travels up and down through the layouts, one round of events a level
THEMES = ("light", "dark", "high_contrast")


class PoLanguage:
    """A catalogue read from its source, so that pictures need no compiled one."""

    def __init__(self, code: str, *files: Path) -> None:
        self.code = code
        self._texts: dict[str, tuple[str, ...]] = {}
        for file in files:
            if not file.exists():
                continue
            with file.open("rb") as stream:
                for message in read_po(stream, locale=code):
                    key = message.id[0] if isinstance(message.id, tuple) else message.id
                    texts = message.string if isinstance(message.string, tuple) else (message.string,)
                    self._texts[str(key)] = tuple(str(text) for text in texts)

    def text(self, message: str) -> str:
        found = self._texts.get(message, ("",))[0]
        return found or message

    def plural(self, singular: str, plural: str, n: int) -> str:
        found = [text for text in self._texts.get(singular, ()) if text]
        if not found:
            return singular if n == 1 else plural
        return found[0] if n == 1 or len(found) == 1 else found[1] if 2 <= n <= 4 or len(found) == 2 else found[2]


def language_of(code: str) -> Language:
    """English as it is; the others from the catalogue's source."""
    extra = [Path(name) for name in os.environ.get("CASEAPP_PO", "").split(os.pathsep) if name]
    own = ROOT / "resources" / "i18n" / code / "LC_MESSAGES" / "caseapp.po"
    mine = [file for file in extra if file.name.startswith(code)]
    return PoLanguage(code, own, *mine) if code != "en" else PoLanguage("en")


def make_window(app: QApplication, theme: str, code: str, desk: Desk | None = None) -> tuple[MainWindow, Desk]:
    """A window with everything done at once, before a vault is open."""
    languages: Mapping[str, Language] = {each: language_of(each) for each in ("en", "ru", "kk")}
    desk = desk or with_sample(Desk(languages[code]))
    setup = WindowSetup(
        Vaults(desk), languages.__getitem__, Icons(RESOURCES / "icons"), {}, code, theme,
        make_runner=lambda _lanes: InlineRunner(),
    )
    return MainWindow(app, setup), desk


def unlock(window: MainWindow) -> None:
    """Type the passphrase and open."""
    gate = window.gate()
    if isinstance(gate, UnlockPage):
        gate.passphrase.line.setText(PASSPHRASE)
        gate.passphrase.entered.emit()


def scenes(window: MainWindow, desk: Desk) -> Iterator[str]:
    """Walk through the window; each name is one picture to take."""
    yield "01-unlock"
    gate = window.gate()
    if isinstance(gate, UnlockPage):
        gate.passphrase.line.setText("wrong")
        gate.passphrase.entered.emit()
    yield "02-unlock-wrong"
    window.show_create()
    yield "03-create"
    create = window.gate()
    if create is not None:
        create.perform(Act.RECORD)
    yield "04-recovery"
    recovery = window.gate()
    if isinstance(recovery, RecoveryPage):
        recovery.fields[0].setText("XXXX")
        recovery.perform(Act.RECORD)
    window.show_gate()
    unlock(window)
    yield from _open_scenes(window, desk)


def _open_scenes(window: MainWindow, desk: Desk) -> Iterator[str]:
    shell = window.shell
    if shell is None:
        raise LookupError("no vault is open")
    yield "10-people"
    person = person_named(desk, "Ахметов")
    shell.open_record("person", person)
    yield "11-person"
    shell.perform(Act.EDIT)
    yield "12-person-edit"
    shell.perform(Act.LEAVE)
    page = shell.page()
    if isinstance(page, PlacePage):
        for text in ("akhmetov", "zzzz"):
            page.panes["person"].search.setText(text)
            page.panes["person"].search.textEdited.emit(text)
            yield f"13-search-{text}"
    for key in ("incidents", "evidence", "cases"):
        shell.go(key)
        yield f"14-{key}"
    shell.go("incidents")
    shell.open_record("act", desk.records.ids("act")[0])
    yield "15-act"
    shell.perform(Act.EDIT)
    yield "16-act-edit"
    shell.perform(Act.NEW)
    yield "20-quick-empty"
    _type_quick(shell.quick)
    yield "21-quick-filled"
    shell.perform(Act.MORE)
    yield "22-quick-more"
    shell.perform(Act.RECORD_NEXT)
    yield "23-quick-next"
    shell.open_record("person", person)
    shell.perform(Act.ISSUE)
    yield "30-dossier"
    shell.perform(Act.ISSUE)
    yield "31-dossier-issued"
    shell.perform(Act.HELP)
    yield "40-keys"


def _type_quick(quick: object) -> None:
    from ui.pages.quick_page import QuickPage  # noqa: PLC0415  # keeps the header of this script short

    assert isinstance(quick, QuickPage)
    for line, text in ((quick.who.line, "Ахметов Данияр, 27, м"), (quick.when, "7 янв вечером"),
                       (quick.where.line, "Алматы")):
        line.setText(text)
        line.textEdited.emit(text)


def render(app: QApplication, folder: Path, theme: str, code: str, size: tuple[int, int],
           check: Callable[[str, QWidget], None] | None = None) -> list[Path]:
    """Render every scene of one theme and language; ``check`` may look at the window of each."""
    window, desk = make_window(app, theme, code)
    window.resize(*size)
    window.show()
    made = []
    more = (shell_scenes(window, desk), exchange_scenes(window, code), review_scenes(window, code))
    for name in itertools.chain(scenes(window, desk), *more):
        for _ in range(SETTLES):
            app.processEvents()
        if check is not None:
            check(name, window)
        path = folder / f"{name}-{code}-{theme}-{size[0]}.png"
        window.grab().save(str(path))
        made.append(path)
    window.close()
    window.deleteLater()
    app.processEvents()
    return made


def main(arguments: list[str]) -> int:
    """The command."""
    folder = Path(arguments[0] if arguments else "out/screens")
    folder.mkdir(parents=True, exist_ok=True)
    app = make_app(RESOURCES / "fonts")
    for theme in THEMES:
        for code in arguments[1:] or ("en", "ru"):
            for size in SIZES:
                render(app, folder, theme, code, size)
                render_settings(app, folder, theme, code, size)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
