"""What is new, version by version."""

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.news import NEWS, Release
from caseapp.domain.text import N_
from ui.pages.page import Page, PageKit, card, limited, scrolled
from ui.widgets.labels import PlainLabel


class WhatsNewPage(Page):
    """One card a version, the newest first."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(16)
        column.addWidget(PlainLabel(kit.tr(N_("What is new")), "page-title"))
        for release in NEWS:
            column.addLayout(limited(self._card(release), kit.look.px(720)))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner))

    def _card(self, release: Release) -> QWidget:
        frame = card()
        box = QVBoxLayout(frame)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(8)
        day = QLocale(self.kit.language.code).toString(
            QDate(release.day.year, release.day.month, release.day.day), "d MMMM yyyy")
        title = self.kit.tr(N_("Version {version}, {day}")).format(version=release.version, day=day)
        box.addWidget(PlainLabel(title, "title"))
        for line in release.lines:
            row = QHBoxLayout()
            row.setSpacing(8)
            dot = PlainLabel("•", "secondary")
            dot.setFixedWidth(12)
            row.addWidget(dot)
            row.addWidget(PlainLabel(self.kit.tr(line), wrap=True), 1)
            box.addLayout(row)
        return frame
