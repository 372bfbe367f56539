"""A vault opened for reading: said all the time, and again whenever somebody asks for a write."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseapp.domain.text import N_, Language
from ui.bridge.notify import Notice
from ui.pages.page import PageKit
from ui.widgets.labels import PlainLabel


class ReadingBand(QWidget):
    """Under the header."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "reading")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 16, 2)
        row.addWidget(PlainLabel(kit.tr(N_("OPENED FOR READING – nothing can be recorded or changed"))))


def reading_only(language: Language) -> Notice:
    """The answer to an action that would write."""
    return Notice(
        language.text(N_("Not done")), language.text(N_("This vault is open for reading only.")),
        language.text(N_("Close it and open it for writing; nothing was changed.")), "read-only",
    )
