"""What the documents for engineers name exists: files, modules, commands, the functions of the recipes."""

import ast
import re
import textwrap

import pytest

from tests.support.source import ROOT

DOCUMENTS = ("ARCHITECTURE.md", "CONTRIBUTING.md", "docs/testing.md", "docs/guide/README.md")
MADE = ("hearing.py", "d2_custody.py", "out/")  # what a recipe tells to make, and what a command makes
PATH = re.compile(r"`((?:caseapp|ui|tests|docs|resources|installer|benchmarks)/[\w./-]+)`")
MODULE = re.compile(r"python -m ((?:tests|benchmarks)[\w.]*)")
LINES = {"ARCHITECTURE.md": 130}  # two pages


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def missing(source: str) -> list[str]:
    """Paths and modules that a document names and that are not there."""
    paths = [each for each in PATH.findall(source) if not each.endswith(MADE) and not (ROOT / each).exists()]
    modules = [name.replace(".", "/") for name in MODULE.findall(source)]
    return paths + [each for each in modules if not any(
        (ROOT / part).exists() for part in (f"{each}.py", f"{each}/__main__.py"))]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_named_exists(name: str) -> None:
    assert not missing(text(name))


def test_what_does_not_exist_is_noticed() -> None:
    assert missing("`caseapp/dance.py`, `.venv/bin/python -m tests.dance`") == ["caseapp/dance.py", "tests/dance"]


def test_the_folders_of_the_picture_exist() -> None:
    named = re.findall(r"^  ([a-z]{2,}) {2,}", text("ARCHITECTURE.md"), re.MULTILINE)
    assert len(named) >= 10
    assert not [each for each in named if not any((ROOT / top / each).is_dir() for top in ("caseapp", "ui"))]


@pytest.mark.parametrize("name", LINES)
def test_a_short_document_stays_short(name: str) -> None:
    assert text(name).count("\n") <= LINES[name]


def test_the_recipes_call_what_is_there() -> None:
    """The names that the Python of the recipes imports or calls, looked up where the recipe says they live."""
    frame = ast.parse(text("caseapp/dossier/forms/frame.py"))
    made = {node.name for node in frame.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert {"opened", "finished", "Built"} <= made
    for module, name in (("evidence", "chronology"), ("detention", "section"), ("front", "unverified"),
                         ("front", "signature"), ("front", "cover")):
        tree = ast.parse(text(f"caseapp/dossier/forms/{module}.py"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("block", re.findall(r"^ {0,3}```python\n(.*?)^ {0,3}```", text("CONTRIBUTING.md"),
                                             re.MULTILINE | re.DOTALL))
def test_the_python_of_the_recipes_is_python(block: str) -> None:
    ast.parse(textwrap.dedent(block))
