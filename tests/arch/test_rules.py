"""Every house rule over the whole source, and every rule shown to go red on a planted offender.

Exemptions carry a reason and only shrink: one that is no longer needed fails the test.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from tests.arch import rules
from tests.support.source import Module, module, modules, record_types

PRODUCT = ("caseapp", "ui", "main.py")
GENERIC = ("caseapp/history", "caseapp/storage", "caseapp/exchange", "caseapp/disclosure", "ui/forms", "ui/models",
           "ui/delegates")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, where it holds, what breaks it, what does not, and who is excused for which reason."""

    check: Callable[[Module], Iterator[str]]
    rooms: tuple[str, ...]
    bad: str
    good: str
    excused: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.check.__name__


RULES = (
    Rule(
        rules.lambda_connected_with_self,
        ("ui",),
        "b.clicked.connect(lambda: self.close())\n",
        "b.clicked.connect(self.close)\n",
    ),
    Rule(
        rules.waits_in_the_event_loop,
        ("ui",),
        "dialog.exec()\n",
        "dialog.open()\n",
        {"ui/app.py": "the one event loop of the program"},
    ),
    Rule(
        rules.colour_literals,
        ("ui",),
        "style = 'color: #a1b2c3;'\n",
        "style = f'color: {tokens.text};'\n",
        {"ui/style/tokens.py": "where colours get their names"},
    ),
    Rule(
        rules.built_sentences,
        PRODUCT,
        "language.text(f'{n} persons')\n",
        "language.text('{n} persons').format(n=n)\n",
    ),
    Rule(
        rules.blind_except,
        PRODUCT,
        "try:\n    go()\nexcept Exception:\n    pass\n",
        "try:\n    go()\nexcept BaseException:\n    undo()\n    raise\n",
        {"ui/bridge/inline.py": "a lane without threads: whatever was raised goes to whoever asked",
         "caseapp/box/child.py": "a parser's errors on hostile bytes are without number; all of them mean: broken",
         "caseapp/box/rows_child.py": "the same, of tables"},
    ),
    Rule(rules.reaches_out, PRODUCT, "from PySide6.QtNetwork import QLocalServer\n", "from PySide6 import QtCore\n"),
    Rule(
        rules.names_a_record_type, GENERIC, "if record.type == 'person':\n    pass\n", "kind = record.type\n",
        {"caseapp/disclosure/consent.py": "who must be asked is a rule about persons and sources, in one file"},
    ),
    Rule(rules.formatted_log, PRODUCT, "log.info(f'opened {name}')\n", "log.info('opened %d', count)\n"),
    Rule(rules.imports_main, ("caseapp", "ui"), "import main\n", "import math\n"),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_holds_everywhere(rule: Rule) -> None:
    found = {one.path: list(rule.check(one)) for one in modules(*rule.rooms)}
    offenders = [f"{path}: {what}" for path, whats in found.items() if path not in rule.excused for what in whats]
    assert not offenders, "\n".join([rule.check.__doc__ or "", *offenders])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_goes_red_on_an_offender(rule: Rule) -> None:
    assert list(rule.check(module("planted.py", rule.bad)))
    assert not list(rule.check(module("planted.py", rule.good)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_excuse_is_kept_for_nothing(rule: Rule) -> None:
    found = {one.path: list(rule.check(one)) for one in modules(*rule.rooms)}
    idle = [path for path in rule.excused if not found.get(path)]
    assert not idle, f"no longer needed: {idle}"


def test_the_record_types_are_seen() -> None:
    """Without them the rule about generic code would pass on anything."""
    assert {"person", "act", "incident", "case"} <= record_types()
