"""What the gates look for in a window: words that are cut, controls without names, an order that jumps, English left.

Every look returns sentences about what it found; an empty list is good.
"""

import itertools
import re
from collections.abc import Collection, Iterator

from babel.messages.pofile import read_po
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QSplitter,
    QStackedWidget,
    QTableView,
    QWidget,
)

from tests.support.source import ROOT
from ui.widgets.labels import ElidedLabel

_SLACK = 1  # a pixel that rounding at 200 % may cost
_FITTING = {  # what assistive technology is told of each kind of control
    QRadioButton: {QAccessible.Role.RadioButton},
    QCheckBox: {QAccessible.Role.CheckBox},
    QPushButton: {QAccessible.Role.PushButton, QAccessible.Role.CheckBox, QAccessible.Role.ButtonMenu,
                  QAccessible.Role.RadioButton, QAccessible.Role.Link},
    QLineEdit: {QAccessible.Role.EditableText},
    QPlainTextEdit: {QAccessible.Role.EditableText, QAccessible.Role.StaticText, QAccessible.Role.Document},
    QComboBox: {QAccessible.Role.ComboBox},
    QAbstractItemView: {QAccessible.Role.List, QAccessible.Role.Table, QAccessible.Role.Tree},
}
_VAGUE = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Border, QAccessible.Role.Window}


def shown(window: QWidget) -> Iterator[QWidget]:
    """Every visible widget of the window."""
    return (each for each in window.findChildren(QWidget) if each.isVisible())


def words_of(widget: QWidget) -> str:
    """What stands on it."""
    if isinstance(widget, ElidedLabel):
        return widget.whole()
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return widget.text()
    return widget.currentText() if isinstance(widget, QComboBox) else ""


def told(widget: QWidget) -> str:
    """How a finding names a widget."""
    over = [type(each).__name__ for each in _ancestors(widget)][:3]
    return f"{type(widget).__name__} {words_of(widget)[:50]!r} in {' < '.join(over)}"


def _ancestors(widget: QWidget) -> Iterator[QWidget]:
    over = widget.parentWidget()
    while over is not None:
        yield over
        over = over.parentWidget()


# --- room for the words


def clipped(window: QWidget) -> list[str]:
    """Words that do not fit into what shows them; what elides on purpose is left out."""
    return [told(each) for each in shown(window) if _too_small(each)] + _cut_headers(window)


def _too_small(widget: QWidget) -> bool:
    if isinstance(widget, ElidedLabel) or widget.property("elides"):
        return False
    if isinstance(widget, QPushButton | QCheckBox | QRadioButton) and widget.text():
        wanted = widget.minimumSizeHint() if isinstance(widget, QPushButton) else widget.sizeHint()
        return widget.width() + _SLACK < wanted.width()
    if isinstance(widget, QComboBox) and widget.currentText() and not widget.isEditable():
        return widget.width() - 36 < widget.fontMetrics().horizontalAdvance(widget.currentText())
    if isinstance(widget, QLabel) and widget.text():
        tall = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
        wide = 0 if widget.wordWrap() else widget.sizeHint().width()
        return widget.height() + _SLACK < tall or widget.width() + _SLACK < wide
    return False


def _cut_headers(window: QWidget) -> list[str]:
    found = []
    for view in (each for each in shown(window) if isinstance(each, QTableView)):
        header, model = view.horizontalHeader(), view.model()
        if model is None or not header.isVisible():
            continue
        for section in range(header.count()):
            text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
            if not header.isSectionHidden(section) and header.sectionSize(section) < header.sectionSizeHint(section):
                found.append(f"header {text!r}")
    return found


def outside(window: QWidget) -> list[str]:
    """Widgets with words that stick out of what holds them; what scrolls may."""
    found = []
    for widget in shown(window):
        parent = widget.parentWidget()
        if not words_of(widget) or parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea):
            continue
        if not parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(widget.geometry()):
            found.append(told(widget))
    return found


def overlapping(window: QWidget) -> list[str]:
    """Siblings with words that lie over each other."""
    found = []
    by_parent: dict[QWidget, list[QWidget]] = {}
    for widget in shown(window):
        parent = widget.parentWidget()
        if words_of(widget) and parent is not None and parent.layout() is not None:
            by_parent.setdefault(parent, []).append(widget)
    for widgets in by_parent.values():
        for at, first in enumerate(widgets):
            for second in widgets[at + 1:]:
                common = first.geometry().intersected(second.geometry())
                if common.width() > 2 and common.height() > 2:
                    found.append(f"{told(first)} over {told(second)}")
    return found


def stray(window: QWidget) -> list[str]:
    """Windows beside the window."""
    return [repr(each) for each in QApplication.topLevelWidgets() if each.isVisible() and each is not window]


# --- what a screen reader is told


def focusable(window: QWidget) -> list[QWidget]:
    """What Tab should reach."""
    return [each for each in shown(window)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled() and each.focusProxy() is None
            and not isinstance(each, QScrollBar)]


def name_of(widget: QWidget) -> str:
    """The name assistive technology hears."""
    reads = QAccessible.queryAccessibleInterface(widget)
    return reads.text(QAccessible.Text.Name).strip() if reads is not None else ""


def description_of(widget: QWidget) -> str:
    """What it hears besides."""
    reads = QAccessible.queryAccessibleInterface(widget)
    return reads.text(QAccessible.Text.Description).strip() if reads is not None else ""


def unnamed(window: QWidget) -> list[str]:
    """Controls without a name, or with a role that says nothing about what they do."""
    found = []
    for widget in focusable(window):
        reads = QAccessible.queryAccessibleInterface(widget)
        if reads is None or not name_of(widget):
            found.append(f"no name: {told(widget)}")
            continue
        fitting = next((roles for kind, roles in _FITTING.items() if isinstance(widget, kind)), None)
        vague = reads.role() in _VAGUE and not widget.findChildren(QWidget)  # what holds others is a region
        if vague or (fitting is not None and reads.role() not in fitting):
            found.append(f"role {reads.role().name}: {told(widget)}")
    return found


def alike(window: QWidget) -> list[str]:
    """Neighbouring controls of one kind that a listener cannot tell apart."""
    found = []
    controls = focusable(window)
    for first, second in itertools.pairwise(controls):
        if first.parentWidget() is not second.parentWidget() or type(first) is not type(second):
            continue
        if name_of(first) == name_of(second) and description_of(first) == description_of(second):
            found.append(f"{name_of(first)!r} twice: {told(first)}")
    return found


def silent(window: QWidget) -> list[str]:
    """Pictures and painted widgets that say nothing. What only adorns words beside it says so with ``adorns``."""
    found = []
    for widget in shown(window):
        if widget.property("adorns") or name_of(widget):
            continue
        picture = isinstance(widget, QLabel) and not widget.text() and not widget.pixmap().isNull()
        painted = any("paintEvent" in vars(kind) for kind in type(widget).__mro__ if kind.__module__.startswith("ui."))
        if picture or (painted and type(widget).__name__ != "_Ring" and not words_of(widget)):
            found.append(told(widget))
    return found


def silent_rows(window: QWidget) -> list[str]:
    """Rows on the screen that a delegate paints and that say nothing."""
    found = []
    for view in (each for each in shown(window) if isinstance(each, QAbstractItemView)):
        model = view.model()
        if model is None or isinstance(view, QHeaderView) or not view.viewport().height():
            continue
        for row in range(min(model.rowCount(), 12)):
            index = model.index(row, 0)
            said = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole)
            if not said and view.visualRect(index).intersects(view.viewport().rect()):
                found.append(f"row {row} of {told(view)}")
    return found


# --- by Tab


def tabbed(window: QWidget, limit: int = 400) -> list[QWidget]:
    """Every widget in the order in which real Tab keys reach it, once round."""
    seen: list[QWidget] = []
    for _ in range(3):  # a menu that was open took the activation with it
        if not window.isActiveWindow():
            window.activateWindow()
            QApplication.processEvents()
    window.setFocus(Qt.FocusReason.OtherFocusReason)
    for _ in range(limit):
        at = QApplication.focusWidget() or window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(at, QKeyEvent(kind, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier))
        now = QApplication.focusWidget()
        if now is None or now in seen:
            return seen
        seen.append(now)
    return seen


def unreached(window: QWidget, order: Collection[QWidget]) -> list[str]:
    """What could have the focus and never gets it. Of a group of choices Tab reaches one; arrows reach the others."""
    found = []
    for widget in focusable(window):
        if widget in order:
            continue
        group = widget.group() if isinstance(widget, QAbstractButton) else None
        mates: list[QAbstractButton] = [] if group is None else group.buttons()
        if group is None and isinstance(widget, QRadioButton):
            mates = list((widget.parentWidget() or window).findChildren(QRadioButton))
        if not any(each in order for each in mates):
            found.append(told(widget))
    return found


def jumping(window: QWidget, order: list[QWidget]) -> list[str]:
    """Steps of Tab against the reading order: up in the same column, or back in the same row."""
    found = []
    for first, second in itertools.pairwise(order):
        one, other = _compared(first, second)
        if one is None or other is None or one.intersects(other):
            continue
        up = other.bottom() <= one.top() and other.left() < one.right() and one.left() < other.right()
        level = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
        back = level > min(one.height(), other.height()) / 2 and other.right() <= one.left()
        if up or back:
            found.append(f"{told(first)} then {told(second)}")
    return found


def _compared(first: QWidget, second: QWidget) -> tuple[QRect | None, QRect | None]:
    """The two as children of what holds both, so that pages longer than the window are compared where they are."""
    mine, theirs = [first, *_ancestors(first)], [second, *_ancestors(second)]
    both = next((each for each in mine if each in theirs), None)
    if both is None or both in (first, second):
        return None, None
    one, other = mine[mine.index(both) - 1], theirs[theirs.index(both) - 1]
    return one.geometry(), other.geometry()


def ringless(window: QWidget, order: Collection[QWidget]) -> list[str]:
    """Widgets that show no ring while they have the focus. Lists mark their row instead and say so (``ring``)."""
    found = []
    for widget in order:
        if widget.property("ring") is False or isinstance(widget.parentWidget(), QSplitter | QStackedWidget):
            continue
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        parent = widget.parentWidget()
        rings = [] if parent is None else [
            each for each in parent.children() if isinstance(each, QWidget) and type(each).__name__ == "_Ring"
            and each.isVisible()
        ]
        around = [each for each in rings if each.geometry().contains(widget.geometry())]
        if not around:
            found.append(f"no ring: {told(widget)}")
        elif parent is not None and not parent.rect().adjusted(-2, -2, 2, 2).contains(around[0].geometry()):
            found.append(f"ring cut: {told(widget)}")
    return found


# --- languages

_LETTERS = re.compile(r"[A-Za-z]{2,}")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_HOLE = re.compile(r"(?<!\{)\{\w*[^{}]*\}(?!\})")


def texts(window: QWidget) -> Iterator[tuple[str, QWidget]]:
    """Everything that is read or heard: words, tool tips, names, placeholders, rows and columns."""
    for widget in shown(window):
        said = [words_of(widget), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLineEdit):
            said = [widget.placeholderText(), *said[1:]]  # what stands in it was typed or recorded
        if isinstance(widget, QPlainTextEdit):
            said.append(widget.placeholderText())
        if isinstance(widget, QAbstractSpinBox):
            said += [widget.prefix(), widget.suffix()] if hasattr(widget, "prefix") else []
        if isinstance(widget, QComboBox):
            said += [widget.itemText(at) for at in range(widget.count())]
        model = widget.model() if isinstance(widget, QAbstractItemView) else None
        if model is not None and not isinstance(widget, QHeaderView):
            columns = model.columnCount() if isinstance(widget, QTableView) else 1
            said += [str(model.index(row, column).data() or "") for row in range(min(model.rowCount(), 30))
                     for column in range(columns)]
            said += [str(model.headerData(at, Qt.Orientation.Horizontal) or "") for at in range(columns)]
        yield from ((each, widget) for each in dict.fromkeys(said) if each)


def english(code: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The English sentences that a language says otherwise: whole ones, and patterns of those with holes."""
    path = ROOT / "resources" / "i18n" / code / "LC_MESSAGES" / "caseapp.po"
    whole, holed = set(), []
    with path.open("rb") as stream:
        for message in read_po(stream, locale=code):
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            for one in ids:
                if not one or one in said or not _LETTERS.search(one):
                    continue
                if not _HOLE.search(one):
                    whole.add(one)
                elif len(" ".join(_LETTERS.findall(_HOLE.sub("", one)))) >= 10:
                    holed.append(re.compile(".+?".join(re.escape(part) for part in _HOLE.split(one))))
    return frozenset(whole), tuple(holed)


def left_in_english(
    window: QWidget, sentences: tuple[frozenset[str], tuple[re.Pattern[str], ...]], data: Collection[str] = ()
) -> list[str]:
    """Texts that stand there in English although the catalogue has them in the language of the window."""
    whole, holed = sentences
    found = []
    for text, widget in texts(window):
        for line in text.splitlines():
            bare = line.replace("&&", "&").split("   ")[0].strip()
            if bare in data or not _LETTERS.search(bare):
                continue
            if bare in whole or any(each.fullmatch(bare) for each in holed):
                found.append(f"{bare!r}: {told(widget)}")
    return found


def unbracketed(window: QWidget, whole: Collection[str], data: Collection[str] = ()) -> list[str]:
    """With the stretched language: sentences of the catalogue that were shown without asking it."""
    found = []
    for text, widget in texts(window):
        bare = text.replace("&&", "&").strip()
        if bare in whole and bare not in data:
            found.append(f"{bare!r}: {told(widget)}")
    return found
