"""A case made by hand, with all that a case file can hold. Private persons are invented; IINs are synthetic vectors."""

import hashlib
from types import MappingProxyType

from caseapp.disclosure.audience import Audience
from caseapp.domain.entity import Entity, Issue, Standing
from caseapp.domain.moment import Moment
from caseapp.domain.names.identifier import Identifier
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.records import ALL
from caseapp.domain.records.account import Account
from caseapp.domain.records.act import Act
from caseapp.domain.records.case import Case
from caseapp.domain.records.consent import Consent
from caseapp.domain.records.exhibit import Exhibit
from caseapp.domain.records.incident import Incident
from caseapp.domain.records.involvement import Involvement
from caseapp.domain.records.organisation import Organisation
from caseapp.domain.records.person import Person
from caseapp.domain.records.place import Place
from caseapp.domain.records.relationship import Relationship
from caseapp.domain.records.reported_figure import ReportedFigure
from caseapp.domain.records.source import Source
from caseapp.domain.records.stay import Stay
from caseapp.domain.spec import Record, RecordId
from caseapp.domain.values import BlobRef, Point
from caseapp.dossier.case_file import BlobFacts, CaseFile

SPECS = {spec.type: spec for spec in ALL}
ALMATY = "Asia/Almaty"
NOW = 1_642_000_000  # 12 January 2022
SERIKOVA, OMAROV = "a1" * 32, "b2" * 32
HASH = hashlib.sha256(b"video").digest()
KAZAKH_STORY = ("Әкем Ғалым үйге Қаңтардың 7-сі күні келмеді. "
                "Өтеген, Ұлан, Үміт, Һасан, Іңкәр куә болды. ӘәҒғҚқҢңӨөҰұҮүҺһІі")


def id_of(n: int) -> RecordId:
    """A time-ordered id of the tests."""
    return f"017e3000000070008000{n:012x}"


(VICTIM, WIFE, OFFICER, WITNESS, SQUARE, IVS, POLICE, CSTO, INCIDENT, DETENTION, BEATING, INVOLVED_1, INVOLVED_2,
 STAY_1, STAY_2, SOURCE_1, SOURCE_2, SOURCE_3, ACCOUNT_1, ACCOUNT_2, EXHIBIT, FIGURE_1, FIGURE_2, CASE, CONSENT_1,
 CONSENT_2, TIE, ALMATY_CITY, INVOLVED_3) = map(id_of, range(29))


def at(start: str, end: str = "", approximate: bool = False) -> Moment:
    """A moment in Almaty."""
    return Moment(start, end, approximate, ALMATY)


def records() -> dict[RecordId, Record]:
    """The records by id."""
    return {**_people(), **_places(), **_events(), **_evidence()}


def _people() -> dict[RecordId, Record]:
    return {
        VICTIM: Person(
            names=(PersonName("Ахметов Данияр Серікұлы", "Ахметов", "Данияр", "Серікұлы", "Cyrl", "kk"),
                   PersonName("Akhmetov Daniyar", "Akhmetov", "Daniyar", script="Latn", language="en",
                              kind="transliteration")),
            sex="male", birth=Moment("1994", approximate=True), life_status="alive", occupation="driver",
            identifiers=(Identifier("iin", "010101100008", note="synthetic"),), citizenship=("kz",),
            phone="+7 701 555 01 02", remarks="Working remark never printed", physical_description="Scar on the chin",
        ),
        WIFE: Person(names=(PersonName("Бекова Гүлнар", "Бекова", "Гүлнар", script="Cyrl"),
                            PersonName("Bekova Gulnar", "Bekova", "Gulnar", script="Latn")),
                     sex="female", life_status="alive", birth=Moment("1996-03-05"), occupation="teacher"),
        OFFICER: Person(names=(PersonName("Жұмабаев Қ.", "Жұмабаев", "Қ.", script="Cyrl"),), official=True,
                        occupation="police investigator"),
        WITNESS: Person(description="unknown man, about 30, grey coat", age_reported=30),
        TIE: Relationship(subject=WIFE, kind="spouse", other=VICTIM, basis="said by herself"),
        CONSENT_1: Consent(subject=VICTIM, given_by="self", store="yes", asked=at("2022-01-10"), how="oral",
                           explained="Risks, right to withdraw"),
        CONSENT_2: Consent(subject=WIFE, given_by="self", asked=at("2022-01-11")),
    }


def _places() -> dict[RecordId, Record]:
    return {
        ALMATY_CITY: Place(name_ru="Алматы", name_en="Almaty", name_kk="Алматы", zone=ALMATY),
        SQUARE: Place(name_ru="площадь Республики, Алматы", name_en="Republic Square, Almaty",
                      name_kk="Республика алаңы, Алматы", zone=ALMATY, parent=ALMATY_CITY,
                      position=Point(43_238_000, 76_945_000)),
        IVS: Place(name_ru="ИВС г. Алматы", name_en="IVS of Almaty", zone=ALMATY),
        POLICE: Organisation(name_ru="Департамент полиции города Алматы", name_en="Police Department of Almaty",
                             name_kk="Алматы қаласының Полиция департаменті", other_names="ДП Алматы"),
        CSTO: Organisation(name_en="Collective Security Treaty Organization (CSTO)", other_names="ОДКБ, ҰҚШҰ",
                           name_ru="Организация Договора о коллективной безопасности (ОДКБ)"),
    }


def _events() -> dict[RecordId, Record]:
    return {
        INCIDENT: Incident(title="Violence and suppression in Almaty", start=at("2022-01-05"), place=SQUARE,
                           narrative="Clashes between protesters and police. Shooting into crowds was shown in "
                                     "social media footage."),
        DETENTION: Act(
            act_type="detention", victim=VICTIM, start=at("2022-01-07"), place=SQUARE, incident=INCIDENT,
            narrative="Ахметов Данияр was stopped near the square by men in uniform without insignia.\n"
                      "His wife Бекова Гүлнар (Bekova) looked for him at the Police Department; Бековой не ответили.",
            detained=at("2022-01-07T18:00", "2022-01-07T24:00"), protocol=at("2022-01-08T09:30"), no_judge=True,
            ended=at("2022-01-10T08:00", "2022-01-10T14:00"), ended_how="released", limit_ground="mass_riots",
            minor="no", certainty="reported", stated_reason="Участие в массовых беспорядках", stated_by="investigator",
        ),
        BEATING: Act(act_type="violence_in_custody", victim=VICTIM, start=at("2022-01-08"), place=IVS, means=("baton",),
                     narrative="Beaten in the IVS.", physical_consequences="Bruises on the back"),
        INVOLVED_1: Involvement(act=DETENTION, perpetrator=POLICE, certainty="alleged", alternatives="a",
                                basis="uniforms"),
        INVOLVED_2: Involvement(act=DETENTION, perpetrator=CSTO, certainty="alleged", alternatives="a"),
        INVOLVED_3: Involvement(act=BEATING, perpetrator=OFFICER, certainty="alleged", uniform="mask",
                                basis="recognised by voice"),
        STAY_1: Stay(person=VICTIM, place_detail="police bus", arrived=at("2022-01-07T19:00"),
                     left=at("2022-01-07T23:00"), act=DETENTION),
        STAY_2: Stay(person=VICTIM, place=IVS, arrived=at("2022-01-08T09:00"), left=at("2022-01-10T08:00"),
                     act=DETENTION, authority=POLICE),
    }


def _evidence() -> dict[RecordId, Record]:
    return {
        SOURCE_1: Source(who=WIFE, kind="relative", reliability="b"),
        SOURCE_2: Source(name="Statement of three organisations", kind="document", reliability="f"),
        SOURCE_3: Source(name="Нұрлан, сосед", kind="witness", confidential=True),
        ACCOUNT_1: Account(source=SOURCE_1, about=(DETENTION, VICTIM), received=at("2022-01-09"), language="kk",
                           text=KAZAKH_STORY, translation="My father Ghalym did not come home on 7 January.",
                           translated_by="machine", credibility="2"),
        ACCOUNT_2: Account(title="What the statement says", source=SOURCE_2, about=(INCIDENT,),
                           received=Moment("2022-01"), text="What appear to be lethal rounds were used.",
                           language="en", credibility="6"),
        EXHIBIT: Exhibit(title="Video from the square <3", linked=(DETENTION,), original_name="IMG_0001.mp4",
                         file=BlobRef(HASH.hex(), 123456, "video/mp4"), acquired=at("2022-01-09"), original="copy"),
        FIGURE_1: ReportedFigure(counts="dead", value=164, date=Moment("2022-01-09"), status="retracted",
                                 claimant_stated="Telegram channel of the Information Ministry",
                                 status_reason="called a technical error", parts="Almaty: 103\nKyzylorda: 21"),
        FIGURE_2: ReportedFigure(counts="dead", value=164, date=Moment("2022-01-11"), status="disputed",
                                 claimant_stated="OHCHR briefing", derived_from=FIGURE_1),
        CASE: Case(title="Akhmetov, January 2022", number="2022-001", persons=(VICTIM,), acts=(DETENTION, BEATING),
                   summary="Detention and ill-treatment of Akhmetov in Almaty, as told by his wife Bekova."),
    }


def entities() -> tuple[Entity, ...]:
    """The entities; the occupation of the victim is in conflict between two authors."""
    names = {type(spec.struct()): spec.type for spec in ALL}
    driver = Standing("driver", SERIKOVA, 1_641_900_000_000_000)
    student = Standing("student", OMAROV, 1_641_910_000_000_000)
    conflict = MappingProxyType({"occupation": Issue(conflict=True, standing=(driver, student))})
    return tuple(
        Entity(id, names[type(record)], "", record, issues=conflict if id == VICTIM else MappingProxyType({}))
        for id, record in sorted(records().items())
    )


def case_file(audience: Audience = Audience.LAWYER, sample: bool = True) -> CaseFile:
    """The case as handed to a form."""
    return CaseFile(
        subject=CASE, entities=entities(), authors={SERIKOVA: "Serikova", OMAROV: "Omarov"},
        blobs={EXHIBIT: BlobFacts(HASH, 123456, "IMG_0001.mp4")}, audience=audience,
        organisation="Kazakhstan International Bureau for Human Rights and Rule of Law (KIBHR)", author="A. Serikova",
        dossier_id="D1-2022-001", version=1, now=NOW, zone=ALMATY, snapshot=hashlib.sha256(b"state").digest(),
        sample=sample,
    )
