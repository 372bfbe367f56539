"""Places, records, forms and search of one open vault, each beside something bare of the same run."""

from collections.abc import Callable, Iterator
from itertools import islice
from statistics import median
from typing import Any, Final

from msgspec.structs import replace

from benchmarks.data import Maker
from benchmarks.stats import Line, percentile
from benchmarks.window.screen import LABELS, Screen, processor
from caseapp.domain.listing import LINKED, NEAR, NO, STATE, Condition, Facet, FacetKind, Query
from caseapp.storage import search
from ui.address import Address
from ui.pages.record_page import RecordPage
from ui.ports import Lists

_OPENED: Final = 4  # records of a type
_WORDS: Final = 4  # typed letter by letter
_PLAIN: Final = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rowid DESC LIMIT 50"
_ORDERED: Final = "SELECT r.id FROM {table} p JOIN record r ON r.no = p.no ORDER BY p._sort, p.no"
_SAMPLED: Final = ("person", "act", "account", "consent", "source", "incident", "case", "place", "organisation")


def places(screen: Screen, rounds: int) -> list[Line]:
    """Every place of the rail: the first time, when it is built, and again."""
    shell, found = screen.shell, []
    for key in list(shell.places):
        first = screen.timed(_Go(screen, key))
        again = []
        for _ in range(rounds):
            screen.timed(_Go(screen, "home" if key != "home" else "settings"))
            again.append(screen.timed(_Go(screen, key)))
        bare = [screen.bare_page() for _ in range(rounds)]
        found += [
            Line(f"place {key}: the first time", _BARE, "ms", (first,), (median(bare),), "<= 150 ms"),
            Line(f"place {key}: again", _BARE, "ms", tuple(again), tuple(bare), "<= 150 ms"),
        ]
    return found


_BARE: Final = f"a bare page of {LABELS} labels, built and painted"


def records(screen: Screen, rounds: int) -> list[Line]:
    """From the click on a line to the painted record, by type; the slowest of each round."""
    found = []
    for type_ in _SAMPLED:
        ids = _spread(screen, type_)
        if not ids:
            continue
        screen.timed(_Open(screen, type_, ids[0]))
        ours, bare = [], []
        for _ in range(rounds):
            taken = []
            for id_ in ids:
                screen.timed(_Go(screen, "home"))
                taken.append(screen.timed(_Open(screen, type_, id_)))
            ours.append(percentile(taken, 0.95))
            bare.append(screen.bare_page())
        found.append(Line(f"page of a record: {type_}, p95", _BARE, "ms", tuple(ours), tuple(bare), "<= 150 ms"))
    return found


def forms(screen: Screen, rounds: int) -> list[Line]:
    """Edit pressed on each section of each type; the slowest section of the type."""
    specs, found = screen.shell.kit.desk.records.specs(), []
    for type_ in _SAMPLED:
        ids = _spread(screen, type_)
        if not ids:
            continue
        screen.timed(_Open(screen, type_, ids[0]))
        page = _record_page(screen)
        slowest: tuple[list[float], list[float], str] = ([0.0], [1.0], "")
        for section, card in page.body.cards.items():
            if card.isHidden():
                continue
            labels = [field.label for field in specs[type_].fields.values() if field.section == section]
            ours, bare = [], []
            for _ in range(rounds):
                ours.append(screen.timed(card.edit))
                card.leave()
                screen.settle()
                bare.append(screen.bare_form(labels))
            if median(ours) > median(slowest[0]):
                slowest = (ours, bare, f"{section}, {len(labels)} fields")
        found.append(Line(f"form: {type_}", "a bare label and line for every field", "ms", tuple(slowest[0]),
                          tuple(slowest[1]), "<= 50 ms", slowest[2]))
    return found


def visit(screen: Screen) -> None:
    """Show every place, a record of every type, a search and the filters of a long list."""
    for key in list(screen.shell.places):
        screen.timed(_Go(screen, key))
    for type_ in _SAMPLED:
        for id_ in _spread(screen, type_):
            screen.timed(_Open(screen, type_, id_))
    line = screen.shell.header.search.line
    line.setFocus()
    for letter in "ахмет":
        screen.timed(_Key(screen, line, letter))


def typing(screen: Screen, rounds: int) -> list[Line]:
    """A letter at a time into the search of the window and into that of a list, until what was found is painted."""
    words = _words()
    screen.timed(_Go(screen, "people"))
    line, pane = screen.shell.header.search.line, _people(screen).panes["person"].search
    found = []
    for name, target in (("search of the window", line), ("search of a list", pane)):
        ours, plain, echoes = [], [], []
        for _ in range(rounds):
            taken, theirs, shown = [], [], []
            for word in words:
                target.setFocus()
                target.clear()
                screen.settle()
                for at in range(len(word)):
                    key = _Key(screen, target, word[at])
                    shown.append(processor(key))
                    taken.append(shown[-1] + screen.timed(_idle))
                    theirs.append(screen.read(_Plain(screen, word[: at + 1])))
            ours.append(percentile(taken, 0.95))
            plain.append(percentile(theirs, 0.95))
            echoes.append(percentile(shown, 0.95))
            target.clear()
            target.textEdited.emit("")
            screen.settle()
        found += [
            Line(f"{name}: from key to painted rows, p95", "plain FTS5 query, p95", "ms", tuple(ours), tuple(plain),
                 "<= 100 ms"),
            Line(f"{name}: from key to letter, p95", "plain FTS5 query, p95", "ms", tuple(echoes), tuple(plain)),
        ]
    return found


def questions(screen: Screen, rounds: int) -> list[Line]:
    """What lists and filters ask, on the reading thread alone."""
    lists, found = screen.shell.kit.desk.lists, []
    for type_ in ("person", "act"):
        female = Query(type_).with_condition(
            Condition("sex", one_of=("female",)) if type_ == "person" else Condition("act_type", one_of=("detention",)))
        gaps = Query(type_, conditions=(Condition(STATE, one_of=("gaps",)),))
        asked: list[tuple[str, Callable[[], object]]] = [
            ("all", _Ask(lists.find, Query(type_))), ("one filter", _Ask(lists.find, female)),
            ("with gaps", _Ask(lists.find, gaps)),
            ("counts of the states", _Ask(lists.values, Query(type_), Facet(FacetKind.CHOICES, STATE))),
        ]
        asked += _compound(lists, type_, female, _spread(screen, "act", 2)[-1])
        ids = _spread(screen, type_, 100)
        asked.append(("a page of 100 rows", _Ask(lists.rows, Query(type_), ids, ())))
        for view in lists.facets(type_):
            if view.facet.kind is FacetKind.PERIOD:
                asked.append((f"dates {view.facet.via} {view.facet.field}", _Ask(lists.periods, female, view.facet)))
            if view.facet.kind in (FacetKind.CHOICES, FacetKind.RECORDS) and view.facet.spec is not None:
                asked.append((f"filter {view.facet.via} {view.facet.field}", _Ask(lists.values, female, view.facet)))
        table = screen.session.reader.tables[type_].name
        plain = [screen.read(_Timed(_Sql(screen, _ORDERED.format(table=table)))) for _ in range(rounds)]
        worst: dict[str, tuple[str, list[float]]] = {}
        for name, work in asked:
            ours = [screen.read(_Timed(work)) for _ in range(rounds)]
            kind = name.split(" ")[0]
            if kind in ("filter", "dates"):
                worst[kind] = max(worst.get(kind, ("", [0.0])), (name, ours), key=lambda one: median(one[1]))
                continue
            found.append(_question(f"list of {type_}: {name}", ours, plain))
        for kind, words in (("filter", "the slowest filter"), ("dates", "the slowest calendar")):
            found.append(_question(f"list of {type_}: {words}", worst[kind][1], plain, worst[kind][0]))
    return found


def _compound(lists: Lists, type_: str, female: Query, middle: str) -> list[tuple[str, Callable[[], object]]]:
    """Not, or, no such record, and the same place at the same time as one in the middle of the list."""
    (one,) = female.conditions
    via, field = ("safeguard.person", "outcome") if type_ == "person" else ("involvement.act", "certainty")
    against = Query(type_, conditions=(replace(one, negated=True),))
    either = Query(type_, conditions=(replace(one, group=1), Condition(STATE, one_of=("gaps",), group=1)))
    without = Query(type_, conditions=(Condition(LINKED, via, one_of=(NO,)),))
    of_no = Query(type_, conditions=(Condition(field, via, one_of=("given", "confirmed"), negated=True),))
    near = Query(type_, conditions=(Condition(NEAR, one_of=(middle,), days=3),))
    return [
        ("not", _Ask(lists.find, against)), ("or", _Ask(lists.find, either)),
        ("without a linked record", _Ask(lists.find, without)), ("no linked record of a kind", _Ask(lists.find, of_no)),
        ("same place, same time", _Ask(lists.find, near)),
        ("counts of the states, or", _Ask(lists.values, either, Facet(FacetKind.CHOICES, STATE))),
    ]


def _question(name: str, ours: list[float], plain: list[float], note: str = "") -> Line:
    return Line(name, "all ids of the list in order, raw driver", "ms", tuple(ours), tuple(plain), note=note)


def _spread(screen: Screen, type_: str, count: int = _OPENED) -> list[str]:
    ids = screen.shell.kit.desk.records.specs() and screen.read(_Ids(screen, type_))
    step = max(1, len(ids) // count)
    return list(ids[::step])[:count]


def _record_page(screen: Screen) -> RecordPage:
    page: Any = screen.shell.page()
    return page.record if isinstance(page.record, RecordPage) else page


def _people(screen: Screen) -> Any:
    return screen.shell.page()


def _words() -> list[str]:
    return list(islice(_some_words(), _WORDS))


def _some_words() -> Iterator[str]:
    maker = Maker(str, seed=5)
    while True:
        yield str(maker.person("", "").values["names"][0].surname)
        yield maker.words(1)


def _idle() -> None:
    """The letter is sent already."""


class _Go:
    def __init__(self, screen: Screen, place: str) -> None:
        self._screen, self._place = screen, place

    def __call__(self) -> None:
        self._screen.shell.go(self._place)


class _Open:
    def __init__(self, screen: Screen, type_: str, id_: str) -> None:
        self._screen, self._address = screen, Address(type=type_, id=id_)

    def __call__(self) -> None:
        self._screen.shell.show_address(self._address)


class _Key:
    def __init__(self, screen: Screen, target: Any, letter: str) -> None:
        self._screen, self._target, self._letter = screen, target, letter

    def __call__(self) -> None:
        self._screen.key(self._target, self._letter)
        self._target.repaint()


class _Plain:
    def __init__(self, screen: Screen, text: str) -> None:
        self._sql, self._text = screen.session.reader, text

    def __call__(self) -> float:
        words = search.match_expression(self._text) or '""'
        return processor(lambda: self._sql.sql.execute(_PLAIN, (words,)).fetchall())


class _Sql:
    def __init__(self, screen: Screen, statement: str) -> None:
        self._reader, self._statement = screen.session.reader, statement

    def __call__(self) -> None:
        self._reader.sql.execute(self._statement).fetchall()


class _Ids:
    def __init__(self, screen: Screen, type_: str) -> None:
        self._screen, self._type = screen, type_

    def __call__(self) -> Any:
        return self._screen.shell.kit.desk.records.ids(self._type)


class _Ask:
    def __init__(self, ask: Callable[..., object], *given: object) -> None:
        self._ask, self._given = ask, given

    def __call__(self) -> object:
        return self._ask(*self._given)


class _Timed:
    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work

    def __call__(self) -> float:
        return processor(self._work)


__all__ = ["forms", "places", "questions", "records", "typing"]
