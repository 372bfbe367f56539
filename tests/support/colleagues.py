"""Several people with vaults of their own who met, and files between them: for pages of Exchange on real vaults."""

from pathlib import Path

from caseapp.domain.names.person_name import PersonName
from caseapp.services.edits import Edit
from caseapp.services.session import Session
from tests.support.house import PHRASE
from tests.support.live import Live
from ui.desk.desk import VaultDesk


class Colleagues:
    """A coordinator at a window, and colleagues without one."""

    def __init__(self, live: Live, folder: Path, language: str = "en") -> None:
        self.live = live
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.desk: VaultDesk = live.empty("Coordination", language)
        self.here: Session = self.desk._vault.session
        self.others: dict[str, Session] = {}

    def colleague(self, alias: str, *, met: bool = True, sample: bool = False) -> Session:
        """Somebody, who compared cards with the coordinator or only gave theirs."""
        if alias not in self.others:
            place = self.folder / f"vault-{len(self.others)}"
            self.live.app.vaults.create(place, PHRASE, alias, alias=alias, sample=sample)
            session = self.live.app.vaults.open(place, PHRASE)
            session.writer.open()
            self.others[alias] = session
            if not sample:
                trusting(session, self.here)
            if met:
                trusting(self.here, session)
        return self.others[alias]

    def file(self, source: Session, name: str, *roots: str, target: Session | None = None) -> Path:
        """An export file of ``source`` for the coordinator."""
        path = self.folder / name
        source.exchange.export(path, [(target or self.here).card.fp], roots)
        return path

    def close(self) -> None:
        """Everybody goes home."""
        for session in self.others.values():
            session.close()


def trusting(mine: Session, theirs: Session) -> None:
    """``mine`` compared the card of ``theirs``."""
    mine.contacts.add(theirs.card.raw)
    mine.contacts.trust(theirs.card.fp, "compared")


def person(session: Session, full: str = "", id_: str = "", **values: object) -> str:
    """A person, new or changed."""
    id_ = id_ or session.records.new_id()
    named = {"names": (PersonName(full=full),)} if full else {}
    session.records.save([Edit("person", id_, {**named, **values})], "Change")
    return id_


def evening(colleagues: Colleagues) -> tuple[list[Path], str]:
    """Three files from two senders, one of them with a conflict; returns them and the disputed person."""
    omarov, lim = colleagues.colleague("Omarov"), colleagues.colleague("Lim")
    trusting(omarov, lim)
    trusting(lim, omarov)
    disputed = person(omarov, "Ахметов Данияр Серікұлы", occupation="teacher")
    for name in ("Бекова Гүлнар", "Әбдіров Қайрат", "Тулегенов Ерлан"):
        person(omarov, name)
    first = colleagues.file(omarov, "omarov-1.casepkg")
    shared = colleagues.file(omarov, "shared.casepkg", target=lim)
    with lim.exchange.preview(shared) as incoming:
        incoming.take_in()
    shared.unlink()
    person(omarov, id_=disputed, occupation="driver")
    second = colleagues.file(omarov, "omarov-2.casepkg")
    person(lim, id_=disputed, occupation="student")
    person(lim, "Ким Алексей", occupation="journalist")
    return [first, second, colleagues.file(lim, "lim-1.casepkg")], disputed
