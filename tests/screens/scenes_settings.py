"""The pages of Settings and of restoring, over a real vault: what they show is read from disks and keys."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication, QWidget

from caseapp.security import hardening
from tests.support.desk import RESOURCES
from tests.support.live import PHRASE, Live
from ui.address import Address
from ui.bridge.inline import InlineRunner
from ui.pages.restore_page import RestorePage
from ui.pages.settings.activity_page import ActivityPage
from ui.pages.settings.backup_page import BackupPage
from ui.pages.settings.fields_page import FieldsPage
from ui.pages.settings.me_page import MePage
from ui.pages.settings.safety_page import SafetyPage
from ui.pages.tabs_page import TabsPage
from ui.style.icons import Icons
from ui.windows.gate_window import WindowSetup
from ui.windows.main_window import MainWindow

Check = Callable[[str, QWidget], None]


def scenes(window: MainWindow, folder: Path) -> Iterator[str]:
    """Walk through the settings of the vault that is open."""
    shell = window.shell
    if shell is None:
        raise LookupError("no vault is open")

    def show(tab: str) -> object:
        shell.show_address(Address("settings", tab))
        place = shell.page()
        assert isinstance(place, TabsPage)
        return place.page()

    me = show("me")
    assert isinstance(me, MePage)
    yield "80-settings-me"
    me.doors.passphrase_button.click()
    yield "81-settings-passphrase"
    me.doors.recovery_button.click()
    form = me.doors.form
    assert form is not None
    for line in form.findChildren(QWidget):
        if hasattr(line, "entered"):
            line.line.setText(PHRASE)
    form.act()
    me.area.verticalScrollBar().setValue(me.area.verticalScrollBar().maximum())
    yield "82-settings-recovery"
    backup = show("backup")
    assert isinstance(backup, BackupPage)
    yield "83-settings-backup-empty"
    backup.here_button.click()
    backup.choose(str(folder))
    backup.outside_button.click()
    backup.check_button.click()
    backup.restore_button.click()
    yield "84-settings-backup"
    backup.area.verticalScrollBar().setValue(backup.area.verticalScrollBar().maximum())
    yield "85-settings-backup-restore"
    safety = show("safety")
    assert isinstance(safety, SafetyPage)
    yield "86-settings-safety"
    safety.verify_button.click()
    safety.area.verticalScrollBar().setValue(safety.area.verticalScrollBar().maximum())
    yield "87-settings-verified"
    show("look")
    yield "88-settings-look"
    show("law")
    yield "88-settings-law"
    fields = show("fields")
    assert isinstance(fields, FieldsPage)
    fields.type.choose("person")
    fields.type.activated.emit(fields.type.currentIndex())
    for kind, labels in (("line", {"ru": "Прозвище", "kk": "Лақап ат", "en": "Nickname"}),
                         ("terms", {"ru": "Потребности семьи", "en": "What the family needs"})):
        fields.adding.kind.choose(kind)
        for tongue, words in labels.items():
            fields.adding.labels[tongue].setText(words)
        fields.adding.add_button.click()
    fields.fields.setCurrentRow(0)
    yield "88-settings-fields"
    activity = show("activity")
    assert isinstance(activity, ActivityPage)
    yield "89-settings-activity"
    shell.lock()
    window.show_restore()
    restoring = window.gate()
    assert isinstance(restoring, RestorePage)
    restoring.look_in(str(folder))
    yield "90-restore"


def render(app: QApplication, folder: Path, theme: str, code: str, size: tuple[int, int],
           check: Check | None = None) -> list[Path]:
    """Render every scene of one theme and language."""
    from tests.screens.render import language_of  # noqa: PLC0415  # it hooks this file in

    made = []
    harden, hardening.harden = hardening.harden, lambda: True  # it would bind this whole process
    try:
        with TemporaryDirectory() as place:
            live = Live(Path(place) / "vaults")
            stick = Path(place) / "stick"
            stick.mkdir()
            setup = WindowSetup(live.vaults, language_of, Icons(RESOURCES / "icons"), {}, code, theme,
                                make_runner=lambda _lanes: InlineRunner())
            desk = live.empty(language=code)
            window = MainWindow(app, setup)
            window.resize(*size)
            window.show()
            window.enter(desk)
            for name in scenes(window, stick):
                for _ in range(3):
                    app.processEvents()
                if check is not None:
                    check(name, window)
                path = folder / f"{name}-{code}-{theme}-{size[0]}.png"
                window.grab().save(str(path))
                made.append(path)
            window.close()
            window.deleteLater()
            app.processEvents()
            live.close()
    finally:
        hardening.harden = harden
    return made
