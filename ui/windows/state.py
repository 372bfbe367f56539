"""The window as the person left it, kept inside the vault: size, folded rail, width of lists, where one was."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Slot

from caseapp.domain.canonical import Json
from ui.address import Address
from ui.bridge.outcome import Outcome
from ui.pages.page import PageKit
from ui.ports import Lane, Settings

DELAY_MS = 1_000


class WindowState(QObject):
    """Read once; written on the writer's lane a second after the last change, and at once by ``flush``."""

    def __init__(self, kit: PageKit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        stored = kit.desk.settings.get("window")
        self._values: dict[str, Json] = dict(stored) if isinstance(stored, dict) else {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._on_time)

    def number(self, name: str) -> int:
        """A kept number, 0 when there is none."""
        value = self._values.get(name)
        return value if isinstance(value, int) else 0

    def numbers(self, name: str) -> list[int]:
        """A kept list of numbers, empty when there is none."""
        value = self._values.get(name)
        return [each for each in value if isinstance(each, int)] if isinstance(value, list) else []

    def flag(self, name: str) -> bool:
        """A kept yes or no, no when there is none."""
        return self._values.get(name) is True

    def words(self, name: str) -> list[str]:
        """A kept list of ids, empty when there is none."""
        value = self._values.get(name)
        return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []

    def address(self) -> Address:
        """Where the person was last; blank when nothing is kept."""
        place, tab, type_, id_ = [*self.words("at"), "", "", "", ""][:4]
        return Address(place, tab, type_, id_)

    def keep(self, name: str, value: Json) -> None:
        """Remember; written when nothing has changed for a second."""
        if self._values.get(name) != value:
            self._values[name] = value
            self._timer.start()

    def keep_address(self, address: Address) -> None:
        """Remember where the person is."""
        self.keep("at", [address.place, address.tab, address.type, address.id])

    def flush(self) -> None:
        """Write what is due now."""
        if self._timer.isActive():
            self._timer.stop()
            self._on_time()

    @Slot()
    def _on_time(self) -> None:
        self._kit.runner.run(self, Lane.WRITER, _Put(self._kit.desk.settings, self._values), self._on_put)

    @Slot(object)
    def _on_put(self, _outcome: Outcome) -> None:
        """A window that could not be remembered is not worth a notice: what matters fails by itself."""


class _Put:
    def __init__(self, settings: Settings, values: Mapping[str, Json]) -> None:
        self._settings, self._values = settings, dict(values)

    def __call__(self) -> object:
        self._settings.put("window", self._values)
        return None
