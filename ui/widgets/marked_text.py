"""Plain text with some of its words marked: struck through or underlined, never by colour alone and never as markup."""

import enum
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.style.look import Look


class Marking(enum.Enum):
    """How the marked words are told from the others."""

    GONE = "gone"
    COME = "come"


class MarkedText(QWidget):
    """Wraps at its width and is as high as its text."""

    def __init__(self, look: Look, text: str, spans: Sequence[tuple[int, int]], marking: Marking) -> None:
        super().__init__()
        self._look = look
        self._text = text.replace("\n", "\u2028")
        self._formats = [self._format(start, end, marking) for start, end in spans]
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)

    def _format(self, start: int, end: int, marking: Marking) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        made.start, made.length = start, end - start
        drawn = QTextCharFormat()
        theme = self._look.theme
        if marking is Marking.GONE:
            drawn.setFontStrikeOut(True)
            drawn.setForeground(QColor(theme.danger))
            drawn.setBackground(QColor(theme.danger_tint))
        else:
            drawn.setFontUnderline(True)
            drawn.setForeground(QColor(theme.info))
            drawn.setBackground(QColor(theme.info_tint))
        made.format = drawn
        return made

    def heightForWidth(self, width: int) -> int:
        """As the wrapped text needs."""
        return self._layout(width)[1]

    def sizeHint(self) -> QSize:
        """A column of a table."""
        return QSize(200, self.heightForWidth(200))

    def minimumSizeHint(self) -> QSize:
        """Narrow, and as high as its width now needs."""
        return QSize(80, self.heightForWidth(max(80, self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The lines."""
        painter = QPainter(self)
        painter.setPen(QColor(self._look.theme.text))
        self._layout(self.width())[0].draw(painter, QPointF(0, 0), self._formats)

    def _layout(self, width: int) -> tuple[QTextLayout, int]:
        layout = QTextLayout(self._text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setAlignment(Qt.AlignmentFlag.AlignLeft)
        layout.setTextOption(option)
        layout.setFormats(self._formats)
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, int(height) + 2
