"""The source as data: which files there are and what stands in them, read once for all the rules in ``tests/arch``."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What is made here and never kept: the same folders that .gitignore names, and those of version control.
NOT_OURS = {".git", ".venv", "__pycache__", "build", "dist", "out"}
TEXT = {".py", ".md", ".toml", ".txt", ".lock", ".json", ".po", ".pot", ".cfg", ".svg", ".qss", ".sh", ".css", ".yml"}


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its path from the root with slashes, its text, its syntax tree."""

    path: str
    text: str
    tree: ast.Module


def module(path: str, text: str) -> Module:
    """A module from its text; the planted offenders of the rules come this way."""
    return Module(path, text, ast.parse(text))


@cache
def all_files() -> tuple[Path, ...]:
    """Every file of the project, generated ones aside."""
    found = []
    for folder, names, files in os.walk(ROOT):
        names[:] = [name for name in names if name not in NOT_OURS and not name.endswith(("_cache", ".egg-info"))]
        names[:] = [name for name in names if name != ".hypothesis"]
        found += [Path(folder, name) for name in files if not name.endswith((".mo", ".pyc"))]
    return tuple(sorted(found))


@cache
def text_files() -> tuple[tuple[str, str], ...]:
    """Every file meant for readers, as (path from the root, text)."""
    chosen = (path for path in all_files() if path.suffix in TEXT or (path.suffix == "" and not _is_binary(path)))
    return tuple((path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in chosen)


def _is_binary(path: Path) -> bool:
    """Golden files are named as the program names its own: without an ending."""
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return path.is_relative_to(ROOT / "tests" / "golden")
    return False


@cache
def modules(*rooms: str) -> tuple[Module, ...]:
    """The Python files under the given rooms, such as ``caseapp/history`` or ``main.py``."""
    found = []
    for path in all_files():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix == ".py" and any(name == room or name.startswith(f"{room}/") for room in rooms):
            found.append(module(name, path.read_text(encoding="utf-8")))
    return tuple(found)


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last part of the name that is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def docstrings(tree: ast.AST) -> set[int]:
    """Identities of the constant nodes that are docstrings or other bare strings: prose, not data."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every string that is data: docstrings aside."""
    prose = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node


@cache
def record_types() -> frozenset[str]:
    """The names of all record types, read from their declarations."""
    found = set()
    for one in modules("caseapp/domain/records"):
        for name, call in calls(one.tree):
            if name == "record_spec" and call.args and isinstance(call.args[0], ast.Constant):
                found.add(str(call.args[0].value))
    return frozenset(found)
