"""Parts of the guide as plain labels, for the pages that show them."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.domain.guide import Block, Kind, Section
from ui.style.look import Look
from ui.widgets.labels import PlainLabel

_WIDTH: Final = 720


class GuideColumn:
    """Puts what is said under each other into ``column``."""

    def __init__(self, column: QVBoxLayout, look: Look) -> None:
        self.column = column
        self._look = look

    def section(self, section: Section) -> None:
        """Its heading and its blocks."""
        self.column.addSpacing(8)
        self.say(section.title, "title")
        self.blocks(section.blocks)

    def blocks(self, blocks: Iterable[Block]) -> None:
        """Paragraphs, steps with their numbers, points."""
        for block in blocks:
            if block.kind is Kind.TEXT:
                self.say(block.text)
                continue
            row = QHBoxLayout()
            row.setSpacing(8)
            mark = PlainLabel(f"{block.number}." if block.kind is Kind.STEP else "•", "secondary")
            mark.setMinimumWidth(self._look.px(24))
            mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            row.addWidget(mark)
            row.addWidget(self._text(block.text), 1)
            row.addStretch(0)
            self.column.addLayout(row)

    def say(self, words: str, role: str = "") -> None:
        """One paragraph."""
        self.column.addWidget(self._text(words, role))

    def _text(self, words: str, role: str = "") -> PlainLabel:
        made = PlainLabel(words, role, wrap=True)
        made.setMaximumWidth(self._look.px(_WIDTH))
        return made
