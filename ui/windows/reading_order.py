"""Tab goes as the eye does: in the order of the layouts, whatever was built or filled first.

Qt walks widgets in the order in which they were made. Here lists, sections and forms are made when they are first
shown, so that order would jump from the record to the list and back.
"""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)  # one stop each


def reading_order(root: QWidget) -> Iterator[QWidget]:
    """Everything below ``root`` that Tab stops at; what holds others comes before them."""
    for part in _parts(root):
        if not part.isVisible() or not part.isEnabled():
            continue
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus and part.focusProxy() is None:
            yield part
        if not isinstance(part, _WHOLE):
            yield from reading_order(part)


def step(root: QWidget, now: QWidget | None, *, forward: bool) -> bool:
    """Give the focus to what comes after ``now``, or before it, round the whole; False: there is nothing."""
    order = list(reading_order(root))
    if not order:
        return False
    held = next((each for each in _upwards(now) if each in order), None)
    if held is not None:
        at = order.index(held) + (1 if forward else -1)
        if held is not now and not forward:
            at += 1  # from inside a part, back goes to the part itself
    else:
        at = 0 if forward else -1
    found = order[at % len(order)]
    found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    for over in _upwards(found.parentWidget()):
        if isinstance(over, QScrollArea):
            over.ensureWidgetVisible(found)
    return True


def _upwards(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def _parts(widget: QWidget) -> list[QWidget]:
    """The widgets inside, in reading order; what lies over the layout comes last."""
    if isinstance(widget, QStackedWidget):
        inside = [widget.currentWidget()]
        return [each for each in inside if each is not None]
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        return [] if inner is None else [inner]
    if isinstance(widget, QSplitter):
        held = [widget.widget(at) for at in range(widget.count())]
        return [each for each in held if each is not None]
    layout = widget.layout()
    laid = [] if layout is None else list(_laid(layout))
    over = [each for each in widget.children() if isinstance(each, QWidget) and not each.isWindow()
            and each not in laid]
    return laid + sorted(over, key=lambda each: (each.y(), each.x()))


def _laid(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda at: _cell(layout, at))
    for at in places:
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inside = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inside is not None:
            yield from _laid(inside)


def _cell(grid: QGridLayout, at: int) -> tuple[int, int]:
    """Row and column; the hints of the binding say nothing of what it returns."""
    row, column, *_ = cast(tuple[int, int, int, int], grid.getItemPosition(at))
    return row, column
