"""Me and this vault: the name on the contact card, the vault's own name, zone and place; below, what opens it."""

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from caseapp.domain.preferences import PREFERENCES
from caseapp.domain.spec import CLINICIAN
from caseapp.domain.text import N_
from ui.actions import Act
from ui.address import Address
from ui.bridge.outcome import Done, Outcome
from ui.pages.page import PageKit, button, padded
from ui.pages.settings.doors_card import DoorsCard
from ui.pages.settings.parts import Card, SettingsPage, failed, focus, plain
from ui.ports import Choice, Lane, Me, MeView, Settings
from ui.widgets.choices import ChoiceBox
from ui.widgets.fields import MarkedLine
from ui.widgets.labels import PlainLabel

ROLE: Final = "role"
ROLES: Final = (
    ("", N_("Not said")), ("monitor", N_("Monitor")), ("lawyer", N_("Lawyer")), ("coordinator", N_("Coordinator")),
)


class MePage(SettingsPage):
    """Two short forms, each recorded with one button, and the doors."""

    title = N_("Me and this vault")

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.view: MeView | None = None
        self._build_me()
        self._build_clinician()
        self._build_vault()
        self.doors = DoorsCard(kit, self)
        self.column.addWidget(self.doors)

    def start(self) -> None:
        focus(self.alias)

    def reload(self) -> None:
        self.ask(Lane.WRITER, self.kit.desk.me.look, self._on_looked, "look")
        self.doors.reload()

    def show_address(self, address: Address) -> None:
        if address.note == "drill":
            self.doors.drill()
            self.area.ensureWidgetVisible(self.doors)

    def perform(self, act: Act) -> bool:
        if act is not Act.RECORD:
            return False
        if self.vault_card.isAncestorOf(self.focusWidget() or self):
            self._on_record_vault()
        elif self.clinician_card.isAncestorOf(self.focusWidget() or self):
            self._on_record_clinician()
        elif self.me_card.isAncestorOf(self.focusWidget() or self):
            self._on_record_me()
        else:
            return False
        return True

    def can(self, act: Act) -> bool:
        inside = self.focusWidget()
        return act is Act.RECORD and inside is not None and any(
            card.isAncestorOf(inside) for card in (self.vault_card, self.me_card, self.clinician_card))

    # --- building

    def _build_me(self) -> None:
        kit, tr = self.kit, self.kit.tr
        self.me_card = Card(kit, N_("Me"), N_(
            "Others see this name on your contact card and beside what you recorded. It need not be your real one. A "
            "new name makes a new card; who trusted the old one need not compare again."
        ))
        self.alias = MarkedLine(kit.look)
        self.alias.setAccessibleName(tr(N_("My name")))
        self.me_card.field(tr(N_("My name")), self.alias)
        self.card_role = MarkedLine(kit.look)
        self.card_role.setAccessibleName(tr(N_("My work, in a word or two (on the card)")))
        self.me_card.field(tr(N_("My work, in a word or two (on the card)")), self.card_role)
        self.role: ChoiceBox | None = None
        if ROLE in PREFERENCES:
            self.role = ChoiceBox(kit.look, [Choice(id_, tr(words)) for id_, words in ROLES[1:]], blank=tr(ROLES[0][1]))
            self.role.choose(str(kit.desk.settings.get(ROLE)))
            self.role.setAccessibleName(tr(N_("What Home shows first")))
            self.role.activated.connect(self._on_role)
            self.me_card.box.addWidget(plain(tr(N_("What Home shows first")), "label"))
            self.me_card.box.addWidget(padded(self.role))
        self.me_button = button(tr(N_("Record my name")), "primary")
        self.me_button.clicked.connect(self._on_record_me)
        self.me_card.row(self.me_button)
        self.column.addWidget(self.me_card)

    def _build_clinician(self) -> None:
        kit, tr = self.kit, self.kit.tr
        self.clinician_card = Card(kit, N_("I am a clinician"), N_(
            "Doctors and psychologists who examine people write here their profession and the number of their licence. "
            "They alone can fill in what marks and findings mean. Leave it blank if you are none."
        ))
        self.clinician = MarkedLine(kit.look)
        self.clinician.setAccessibleName(tr(N_("My profession and number")))
        self.clinician.setText(str(kit.desk.settings.get(CLINICIAN)))
        self.clinician_card.field(tr(N_("My profession and number")), self.clinician)
        self.clinician_button = button(tr(N_("Record my profession")))
        self.clinician_button.clicked.connect(self._on_record_clinician)
        self.clinician_card.row(self.clinician_button)
        self.column.addWidget(self.clinician_card)

    def _build_vault(self) -> None:
        kit, tr = self.kit, self.kit.tr
        self.vault_card = Card(kit, N_("This vault"))
        self.label = MarkedLine(kit.look)
        self.label.setAccessibleName(tr(N_("Name of the vault")))
        self.vault_card.field(tr(N_("Name of the vault")), self.label)
        self.zone = ChoiceBox(kit.look, kit.desk.me.zones())
        self.zone.setAccessibleName(tr(N_("Time zone of new events")))
        self.vault_card.box.addWidget(plain(tr(N_("Time zone of new events")), "label"))
        self.vault_card.box.addWidget(padded(self.zone))
        self.vault_button = button(tr(N_("Record the vault's name and zone")))
        self.vault_button.clicked.connect(self._on_record_vault)
        self.vault_card.row(self.vault_button)
        self.facts = PlainLabel("", "secondary", wrap=True).selectable()
        self.facts.setAccessibleName(tr(N_("About this vault")))
        self.vault_card.box.addWidget(self.facts)
        self.column.addWidget(self.vault_card)

    # --- reading

    @Slot(object)
    def _on_looked(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None:
            self.unread(error)
        if not isinstance(outcome, Done) or not isinstance(outcome.value, MeView):
            return
        fresh = self.view is None
        self.view = outcome.value
        if fresh:
            self.alias.setText(self.view.alias)
            self.card_role.setText(self.view.role)
            self.label.setText(self.view.label)
            self.zone.choose(self.view.zone)
        self.facts.setText(self._facts(self.view))

    def _facts(self, view: MeView) -> str:
        tr = self.kit.tr
        lines = [
            tr(N_("Folder: {folder}")).format(folder=str(view.folder)),
            tr(N_("Made: {date}")).format(date=self.day(view.created)),
            tr(N_("Recorded actions: {count}. Evidence files: {files}.")).format(
                count=view.actions, files=view.evidence),
        ]
        each = tr(N_("{what}: {count}"))
        if view.counts:
            lines.append(" · ".join(each.format(what=what, count=count) for what, count in view.counts))
        return "\n".join(lines)

    # --- recording

    @Slot()
    def _on_record_me(self) -> None:
        work = _Rename(self.kit.desk.me, self.alias.text(), self.card_role.text())
        self.ask(Lane.WRITER, work, self._on_renamed)

    @Slot(object)
    def _on_renamed(self, outcome: Outcome) -> None:
        self._told(outcome, self.me_card, self.kit.tr(N_("Your new name is on your contact card.")), self.alias)

    @Slot()
    def _on_record_clinician(self) -> None:
        work = _Put(self.kit.desk.settings, CLINICIAN, self.clinician.text().strip())
        self.ask(Lane.WRITER, work, self._on_clinician)

    @Slot(object)
    def _on_clinician(self, outcome: Outcome) -> None:
        marked = bool(self.kit.desk.settings.get(CLINICIAN))
        words = N_("Recorded. You can fill in interpretations.") if marked else N_(
            "Recorded. Interpretations are for reading only.")
        self._told(outcome, self.clinician_card, self.kit.tr(words), self.clinician)

    @Slot()
    def _on_record_vault(self) -> None:
        work = _Relabel(self.kit.desk.me, self.label.text(), self.zone.chosen())
        self.ask(Lane.WRITER, work, self._on_relabelled)

    @Slot(object)
    def _on_relabelled(self, outcome: Outcome) -> None:
        words = self.kit.tr(N_("Recorded. The zone is in force when the vault is opened the next time."))
        self._told(outcome, self.vault_card, words, self.label)

    def _told(self, outcome: Outcome, card: Card, words: str, field: QWidget) -> None:
        error = failed(outcome)
        if error is not None:
            card.said.fail(error)
            focus(field)
        elif isinstance(outcome, Done):
            card.said.say("settled", words)
            self.view = None
            self.reload()

    @Slot()
    def _on_role(self) -> None:
        if self.role is not None:
            self.ask(Lane.WRITER, _Put(self.kit.desk.settings, ROLE, self.role.chosen()), self._on_put, "role")

    @Slot(object)
    def _on_put(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None:
            self.me_card.said.fail(error)


class _Rename:
    def __init__(self, me: Me, alias: str, role: str) -> None:
        self._me, self._alias, self._role = me, alias, role

    def __call__(self) -> None:
        self._me.rename(self._alias, self._role)


class _Relabel:
    def __init__(self, me: Me, label: str, zone: str) -> None:
        self._me, self._label, self._zone = me, label, zone

    def __call__(self) -> None:
        self._me.relabel(self._label)
        self._me.set_zone(self._zone)


class _Put:
    def __init__(self, settings: Settings, name: str, value: str) -> None:
        self._settings, self._name, self._value = settings, name, value

    def __call__(self) -> None:
        self._settings.put(self._name, self._value)
