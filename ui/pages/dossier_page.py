"""Issuing a dossier of one record and saving a copy outside: two keys to a PDF."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.actions import Act, with_keys
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import Page, PageKit, button, card, limited, padded, rule, scrolled
from ui.ports import Choice, Issued, Lane, RecordView
from ui.style.icons import Icon
from ui.style.tokens import MEASURES
from ui.widgets.choices import ChoiceBox
from ui.widgets.labels import ElidedLabel, PlainLabel, StatusLabel

# Each language is named in itself: whoever needs it can read it.
LANGUAGES = (Choice("en", "English"), Choice("ru", "Русский"))


class DossierPage(Page):
    """Form, language, for whom; issue; then a copy outside."""

    def __init__(self, kit: PageKit, view: RecordView, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.view = view
        self.issued: Issued | None = None
        self._working = False
        self._build()

    def perform(self, act: Act) -> bool:
        if act in (Act.ISSUE, Act.RECORD):
            self._on_issue()
        elif act is Act.LEAVE:
            self.opened.emit(self.view.type, self.view.id)
        else:
            return False
        return True

    def can(self, act: Act) -> bool:
        return act is Act.ISSUE

    def start(self) -> None:
        """Put the focus on the first choice."""
        self.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_to(self, path: Path) -> None:
        """Save the issued dossier into a file outside the vault."""
        if self.issued is not None:
            self.kit.runner.run(self, Lane.WRITER, _Copy(self.kit, self.issued.id, path), self._on_copied)

    def _build(self) -> None:
        tr, look, dossiers = self.kit.tr, self.kit.look, self.kit.desk.dossiers
        self.form = ChoiceBox(look, dossiers.forms(self.view.type))
        self.language = ChoiceBox(look, LANGUAGES)
        self.language.choose("ru" if self.kit.language.code == "ru" else "en")
        self.audience = ChoiceBox(look, dossiers.audiences())
        self.issue_button = button(with_keys(tr(N_("Issue and keep in vault")), Act.ISSUE), "primary")
        self.issue_button.clicked.connect(self._on_issue)
        fields = QFormLayout()
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setHorizontalSpacing(16)
        fields.setVerticalSpacing(8)
        fields.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for words, box in ((N_("Form"), self.form), (N_("Language of the dossier"), self.language),
                           (N_("For whom"), self.audience)):
            label = PlainLabel(tr(words), "label")
            label.setMinimumHeight(40)
            box.setAccessibleName(tr(words))
            box.setMaximumWidth(360)
            fields.addRow(label, padded(box))
        self.about = PlainLabel(tr(N_("The form is filled from what is recorded. What consent withholds from this "
                                      "reader is left out, and gaps are named.")), "secondary", wrap=True)
        self.result = QWidget()
        self._result_box = QVBoxLayout(self.result)
        self._result_box.setContentsMargins(0, 8, 0, 0)
        self._result_box.setSpacing(8)
        self._lay_out(fields)

    def _lay_out(self, fields: QFormLayout) -> None:
        tr = self.kit.tr
        back = button(tr(N_("Back to the record")), "quiet")
        back.clicked.connect(self._on_back)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(tr(N_("Dossier: {record}")).format(record=self.view.title), "page-title"), 1)
        head.addWidget(back)
        column.addLayout(head)
        column.addLayout(limited(self.about, MEASURES.text_width))
        column.addLayout(fields)
        column.addWidget(rule())
        column.addWidget(padded(self.issue_button), 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(limited(self.result, MEASURES.text_width + 120))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner))

    @Slot()
    def _on_back(self) -> None:
        self.opened.emit(self.view.type, self.view.id)

    @Slot()
    def _on_issue(self) -> None:
        if self._working or not self.form.chosen():
            return
        self._working = True
        self.issue_button.setEnabled(False)
        self.said.emit(self.kit.tr(N_("Making the dossier…")))
        work = _Issue(self.kit, self.form.chosen(), self.view.id, self.language.chosen(), self.audience.chosen())
        self.kit.runner.run(self, Lane.WRITER, work, self._on_issued)

    @Slot(object)
    def _on_issued(self, outcome: Outcome) -> None:
        self._working = False
        self.issue_button.setEnabled(True)
        self.said.emit("")
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Issued):
            self.issued = outcome.value
            self._show_issued(outcome.value)

    def _show_issued(self, issued: Issued) -> None:
        while (item := self._result_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        tr, look, language = self.kit.tr, self.kit.look, self.kit.language
        words = language.plural("Issued and kept in the vault: {n} page.", "Issued and kept in the vault: {n} pages.",
                                issued.pages).format(n=issued.pages)
        self._result_box.addWidget(StatusLabel(look, "settled", words))
        warning = StatusLabel(look, "attention", tr(N_(
            "A copy outside the vault is an open file: whoever has the stick or the computer can read it. "
            "The copy is entered in the activity log.")), wrap=True)
        self._result_box.addWidget(warning)
        self.copy_button = button(tr(N_("Save copy outside…")))
        self.copy_button.setIcon(look.icon(Icon.DOSSIER, size=16))
        self.copy_button.clicked.connect(self._on_choose)
        self._result_box.addWidget(padded(self.copy_button), 0, Qt.AlignmentFlag.AlignLeft)
        for title, status, lines in ((N_("Missing"), "attention", issued.gaps),
                                     (N_("Withheld"), "danger", issued.withheld)):
            if lines:
                self._result_box.addWidget(_lines(self.kit, tr(title), status, lines))
        self.copy_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.kit.tr(N_("Save copy outside")), "", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("dossier.pdf")  # no name in a file name
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, path: str) -> None:
        self.save_to(Path(path))

    @Slot(object)
    def _on_copied(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        elif isinstance(outcome, Done):
            self._result_box.addWidget(StatusLabel(self.kit.look, "settled", self.kit.tr(N_("The copy is saved."))))


def _lines(kit: PageKit, title: str, status: str, lines: tuple[str, ...]) -> QWidget:
    frame = card()
    box = QVBoxLayout(frame)
    box.setContentsMargins(16, 8, 12, 12)
    box.setSpacing(4)
    box.addWidget(StatusLabel(kit.look, status, title))
    for line in lines:
        box.addWidget(PlainLabel(line, wrap=True))
    return frame



class _Issue:
    def __init__(self, kit: PageKit, form: str, id_: str, language: str, audience: str) -> None:
        self._dossiers, self._form, self._id = kit.desk.dossiers, form, id_
        self._language, self._audience = language, audience

    def __call__(self) -> object:
        return self._dossiers.issue(self._form, self._id, self._language, self._audience)


class _Copy:
    def __init__(self, kit: PageKit, issued: str, path: Path) -> None:
        self._dossiers, self._issued, self._path = kit.desk.dossiers, issued, path

    def __call__(self) -> object:
        self._dossiers.save_copy(self._issued, self._path)
        return None
