"""What a person reads in a widget now: words of labels that neither they nor anything around them hides."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.widgets.labels import PlainLabel


def words(widget: QWidget) -> str:
    """One label a line. New widgets are shown by the event loop, so it is let run once."""
    QCoreApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(PlainLabel) if label.isVisibleTo(widget))
