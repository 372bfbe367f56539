"""People who worked apart on one case and now meet in the coordinator's vault: everything that Review is for."""

from dataclasses import dataclass
from pathlib import Path

from caseapp.domain.moment import Moment
from caseapp.services.edits import Edit
from caseapp.services.session import Session
from tests.support.colleagues import Colleagues, person, trusting

NIGHT = Moment("2022-01-07", zone="Asia/Almaty")


@dataclass(frozen=True)
class Quarrel:
    """Ids of what is disputed in the coordinator's vault."""

    two: str  # occupation: two values
    three: str  # workplace: three values
    guarded: str  # a consent: two answers
    withdrawn: str  # withdrawn by one, edited by another
    twins: tuple[str, str]
    waits: str  # a value whose predecessor has not arrived


def write(session: Session, type_: str, id_: str = "", **values: object) -> str:
    id_ = id_ or session.records.new_id()
    session.records.save([Edit(type_, id_, values)], "Change")
    return id_


def take(target: Session, path: Path) -> None:
    with target.exchange.preview(path) as incoming:
        incoming.take_in()


def quarrel(colleagues: Colleagues) -> Quarrel:
    """The coordinator recorded; two monitors went on with it apart; their files are taken in."""
    here = colleagues.here
    serikova, omarov = colleagues.colleague("Serikova"), colleagues.colleague("Omarov")
    trusting(serikova, omarov)
    trusting(omarov, serikova)
    place = write(here, "place", name_ru="Алматы, площадь Республики", name_en="Almaty, Republic Square")
    two = person(here, "Ахметов Данияр Серікұлы", birth=Moment("1994"), sex="male", occupation="not known")
    three = person(here, "Бекова Гүлнар", workplace="school")
    guarded = write(here, "consent", subject=two, partners="yes")
    withdrawn = person(here, "Ким Алексей", occupation="journalist")
    write(here, "act", act_type="detention", victim=two, start=NIGHT, place=place)
    waits = person(here, "Әбдіров Қайрат", occupation="not known")
    stranger = colleagues.colleague("Stranger", met=False)
    trusting(omarov, stranger)
    trusting(stranger, omarov)
    _send_to(colleagues, here, serikova, omarov)
    _send_to(colleagues, omarov, stranger)
    for monitor, job, work, answer in ((serikova, "driver", "school No. 12", "no"), (omarov, "student", "lyceum",
                                                                                   "not_asked")):
        person(monitor, id_=two, occupation=job)
        person(monitor, id_=three, workplace=work)
        write(monitor, "consent", guarded, partners=answer)
    source = write(serikova, "source", name="Жена", connection="relative_victim", reliability="b")
    write(serikova, "account", source=source, about=(two,), credibility="2", received=Moment("2022-01-10"))
    person(here, id_=three, workplace="kindergarten")
    write(serikova, "person", withdrawn, retracted=True, retraction_reason="recorded by mistake")
    person(omarov, id_=withdrawn, occupation="editor")
    other = person(omarov, "Akhmetov Daniyar", birth=Moment("1994", approximate=True), occupation="student")
    write(omarov, "act", act_type="detention", victim=other, start=NIGHT, place=place)
    person(stranger, id_=waits, occupation="cook")
    _send_to(colleagues, stranger, omarov)
    person(omarov, id_=waits, occupation="chef")
    person(here, id_=waits, occupation="baker")
    for monitor in (serikova, omarov):
        take(here, colleagues.file(monitor, f"{monitor.label}.casepkg"))
    return Quarrel(two, three, guarded, withdrawn, (two, other), waits)


def _send_to(colleagues: Colleagues, source: Session, *targets: Session) -> None:
    for target in targets:
        take(target, colleagues.file(source, f"{source.label}-to-{target.label}.casepkg", target=target))

