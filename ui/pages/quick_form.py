"""The quick page as a form: the six answers in the order they are asked, what stands around them, text in and out."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from caseapp.domain.records.act import DETENTION
from caseapp.domain.text import N_
from ui.actions import Act, with_keys
from ui.pages.page import Page, PageKit, button, padded, rule, scrolled
from ui.pages.quick_drafts import NamedPersons
from ui.pages.quick_extras import Afterwards, FilesField, KeptChips, Presets
from ui.pages.quick_list import NamesBox
from ui.pages.quick_parts import Answer, KeyedChoice, KnownPane, NameIn, Radios
from ui.ports import Agreed, QuickRecord, Recorded, Still
from ui.style.tokens import MEASURES
from ui.widgets.fields import MarkedLine, MomentLine
from ui.widgets.labels import PlainLabel
from ui.widgets.suggest import SuggestField

PERSON: Final = ("person",)
PLACE: Final = ("place",)
INCIDENT: Final = ("incident",)
_ROOMY: Final = 1_000  # width of the page from which everything has room beside everything


class QuickForm(Page):
    """Fields and their layout; ``QuickPage`` makes them live."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._kept: Recorded | None = None
        self._source_touched = False
        self._build()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In the smallest window the choice alone stands for the presets, and buttons do without their keys."""
        super().resizeEvent(event)
        look = self.kit.look
        narrow = self.width() < look.px(_ROOMY)
        self.preset_row.setVisible(not narrow)
        self.known.setMinimumWidth(200 if narrow else look.px(260))
        self._whole.setStretch(1, 1 if narrow else 2)
        self.column.setMaximumWidth(look.px(MEASURES.quick_width) + 40)
        words = self.kit.tr(N_("Record and next victim"))
        self.next_button.setText(words if narrow else with_keys(words, Act.RECORD_NEXT))

    # --- text in and out

    def answers(self) -> QuickRecord:
        """What stands on the page now."""
        kept = self._kept
        detention = self.what.chosen() in DETENTION.terms
        return QuickRecord(
            who=self.who.text().strip(),
            who_id=self.who.chosen or None,
            what=self.what.chosen(),
            when=self.when.text().strip(),
            still=Still(self.still.chosen()) if detention else Still.NOT_KNOWN,
            released=self.released.text().strip() if self.still.chosen() == Still.RELEASED.value else "",
            where=self.where.text().strip(),
            where_id=self.where.chosen or None,
            told_by=self.told_by.chosen(),
            told_name=self.told_name.text().strip(),
            told_on=self.told_on.text().strip(),
            how_known=self.how_known.chosen(),
            agreed=Agreed(self.agreed.chosen()),
            incident_id=self.incident.chosen or None,
            incident_title="" if self.incident.chosen else self.incident.text().strip(),
            source_id=kept.source_id if kept and not self._source_touched else None,
            by_whom=self.by_whom.chosen(),
            held_at=self.held_at.text().strip(),
            words=self.words.toPlainText().strip(),
        )

    def offer_terms(self) -> None:
        """Terms of ours that were added since; what stands on the page stays."""
        quick = self.kit.desk.quick
        for choice, offered in ((self.what, quick.presets()), (self.told_by, quick.relations()),
                                (self.how_known, quick.ways_of_knowing()), (self.by_whom, quick.forces())):
            choice.offer(offered)

    def reveal(self, widget: QWidget, reason: Qt.FocusReason = Qt.FocusReason.TabFocusReason) -> None:
        """Put the focus there, and the page where it can be seen."""
        widget.setFocus(reason)
        self.area.ensureWidgetVisible(widget, 0, 80)

    def listing(self) -> bool:
        """Whether the first answer is a list of names."""
        return not self.names_row.isHidden()

    def texts(self) -> dict[str, str]:
        """What was typed, as a draft; nothing typed is an empty one."""
        found = {name: line.text() for name, line in self._lines().items() if line.text()}
        if self.words.toPlainText():
            found["words"] = self.words.toPlainText()
        if self.listing():
            found["names"] = self.names.text.toPlainText()
        if found:
            found |= {"what": self.what.chosen(), "still": self.still.chosen(), "told_by": self.told_by.chosen(),
                      "how_known": self.how_known.chosen(), "agreed": self.agreed.chosen(),
                      "by_whom": self.by_whom.chosen()}
            found |= {f"{name}_id": field.chosen for name, field in self._suggests().items() if field.chosen}
        return found

    def put_texts(self, draft: dict[str, str]) -> None:
        """Show a draft."""
        for name, line in self._lines().items():
            line.setText(draft.get(name, ""))
        for name, field in self._suggests().items():
            field.show_record(draft.get(f"{name}_id", ""), draft.get(name, ""))
            if not draft.get(f"{name}_id"):
                field.line.setText(draft.get(name, ""))
        self.what.choose(draft.get("what", self.what.itemData(0)))
        self.still.choose(draft.get("still", Still.NOT_KNOWN.value))
        self.told_by.choose(draft.get("told_by", self.told_by.itemData(0)))
        self.how_known.choose(draft.get("how_known", ""))
        self.by_whom.choose(draft.get("by_whom", ""))
        self.agreed.choose(draft.get("agreed", Agreed.NOT_ASKED.value))
        self.words.setPlainText(draft.get("words", ""))
        self.show_list(draft.get("names", ""))

    def show_list(self, text: str) -> None:
        """A list of names in place of one person; blank: one person again."""
        self.names_row.setVisible(bool(text))
        self.rows["who"].setVisible(not text)
        self.who.show_hits(())
        if text:
            self.names.take(text)
        else:
            self.names.text.clear()

    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "who": self.who.line, "when": self.when, "released": self.released, "where": self.where.line,
            "told_name": self.told_name, "told_on": self.told_on, "held_at": self.held_at,
            "incident": self.incident.line,
        }

    def _suggests(self) -> dict[str, SuggestField]:
        return {"who": self.who, "where": self.where, "incident": self.incident}

    # --- building

    def _build(self) -> None:
        kit, tr, quick = self.kit, self.kit.tr, self.kit.desk.quick
        find = kit.desk.search
        self.who = SuggestField(kit.look, kit.runner, NamedPersons(find, quick), PERSON, NameIn(quick))
        self.who.line.setPlaceholderText(tr(N_("Name, age, man or woman – or: unknown man, about 30")))
        self.who.line.takes_lists = True
        self.names = NamesBox(kit)
        self.what = KeyedChoice(kit.look, quick.presets())
        self.presets = Presets(kit, self.what)
        self.when = MomentLine(kit.look)
        self.when.setPlaceholderText(tr(N_("7 Jan evening")))
        self.still = Radios((
            (Still.NOT_KNOWN.value, tr(N_("not known"))),
            (Still.HELD.value, tr(N_("yes"))),
            (Still.RELEASED.value, tr(N_("released"))),
        ))
        self.released = MomentLine(kit.look)
        self.released.setPlaceholderText(tr(N_("when")))
        self.where = SuggestField(kit.look, kit.runner, find, PLACE, exact=True)
        self.where.line.setPlaceholderText(tr(N_("The city is enough")))
        self.told_by = KeyedChoice(kit.look, quick.relations())
        self.told_name = MarkedLine(kit.look)
        self.told_name.setPlaceholderText(tr(N_("Name, optional")))
        self.told_on = MomentLine(kit.look)
        self.told_on.setPlaceholderText(tr(N_("Today")))
        self.how_known = KeyedChoice(kit.look, quick.ways_of_knowing(), blank=tr(N_("Not said")))
        self.agreed = Radios((
            (Agreed.NOT_ASKED.value, tr(N_("not asked yet: stays inside our organisation"))),
            (Agreed.ORGANISATION_AND_LAWYER.value, tr(N_("our organisation and the lawyer"))),
            (Agreed.MORE.value, tr(N_("more: the twelve questions open after recording"))),
        ), vertical=True)
        self.incident = SuggestField(kit.look, kit.runner, find, INCIDENT, exact=True)
        self.incident.line.setPlaceholderText(tr(N_("None, or a title")))
        self._build_optional()
        self._lay_out()

    def _build_optional(self) -> None:
        tr = self.kit.tr
        self.by_whom = KeyedChoice(self.kit.look, self.kit.desk.quick.forces(), blank=tr(N_("Not recorded")))
        self.held_at = MarkedLine(self.kit.look)
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(84)
        self.files = FilesField(self.kit)
        self.held_row = Answer(self.kit, "", N_("Held at"), self.held_at)
        self.optional = QWidget()
        box = QVBoxLayout(self.optional)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(Answer(self.kit, "", N_("By whom"), self.by_whom))
        box.addWidget(self.held_row)
        box.addWidget(Answer(self.kit, "", N_("In words"), self.words))
        box.addWidget(Answer(self.kit, "", N_("Files"), self.files))
        self.optional.hide()

    def _lay_out(self) -> None:
        kit, tr = self.kit, self.kit.tr
        self.incident_row = Answer(kit, "", N_("Incident"), self.incident)
        self.names_row = Answer(kit, "1", N_("Who"), self.names, required=True)
        self.names_row.hide()
        self.rows = {
            "who": Answer(kit, "1", N_("Who"), self.who, required=True),
            "what": Answer(kit, "2", N_("What"), self.what, required=True),
            "when": Answer(kit, "3", N_("When"), self.when, required=True),
            "still": Answer(kit, "", N_("Still held"), self.still, self.released),
            "where": Answer(kit, "4", N_("Where"), self.where, required=True),
            "told": Answer(kit, "5", N_("Who told us"), self.told_by, required=True),
            "told_name": Answer(kit, "", N_("Name and day"), self.told_name, self.told_on, shares=(3, 2)),
            "how_known": Answer(kit, "", N_("How do they know?"), self.how_known),
            "agreed": Answer(kit, "6", N_("Agreed to"), self.agreed, required=True),
            "held_at": self.held_row,
        }
        self.title = PlainLabel(tr(N_("New record")), "page-title")
        self.kept = KeptChips(kit)
        self.after = Afterwards(kit)
        self.more = button(with_keys(tr(N_("Optional answers")), Act.MORE), "quiet")
        self.more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # off the Tab path
        self.record_button = button(with_keys(tr(N_("Record")), Act.RECORD), "primary")
        self.next_button = button(with_keys(tr(N_("Record and next victim")), Act.RECORD_NEXT))
        self.draft_words = PlainLabel(tr(N_("Esc keeps the draft")), "hint", wrap=True)
        self.aside_button = button(tr(N_("Put aside")), "quiet")
        self.known = KnownPane(kit, self.who)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        self.area = scrolled(self._column())
        left.addWidget(self.area, 1)
        left.addWidget(rule())
        left.addWidget(self._foot())
        whole.addLayout(left, 3)
        whole.addWidget(self.known, 2)
        self._whole = whole

    def _column(self) -> QWidget:
        self.preset_row = _indented(self.presets)
        column = self.column = QWidget()
        box = QVBoxLayout(column)
        box.setContentsMargins(24, 16, 16, 16)
        box.setSpacing(8)
        rows = [row for name, row in self.rows.items() if name not in ("who", "what", "held_at")]
        for widget in (self.title, self.incident_row, self.kept, self.after, self.rows["who"], self.names_row,
                       self.rows["what"], self.preset_row, *rows, rule()):
            box.addWidget(widget)
        box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.optional)
        box.addStretch(1)
        return column

    def _foot(self) -> QWidget:
        """What ends a record stays in sight however long the page is."""
        foot = QWidget()
        box = QVBoxLayout(foot)
        box.setContentsMargins(20, 4, 16, 6)
        box.setSpacing(0)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for each in (self.record_button, self.next_button, self.aside_button):
            buttons.addWidget(padded(each))
        buttons.addStretch(1)
        box.addLayout(buttons)
        self.draft_words.setContentsMargins(6, 0, 0, 0)
        box.addWidget(self.draft_words)
        return foot


def _indented(widget: QWidget) -> QWidget:
    """Under the fields, past numbers and questions."""
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(140, 0, 0, 0)
    row.addWidget(widget)
    return frame
