"""What every file of the repository owes its readers: a size that one reading can hold, and nothing of one machine."""

import re

import pytest

from tests.support.source import all_files, modules, text_files

LIMIT = 400
# Path -> the size it may have until it is split. Only shrinks.
TOO_LONG: dict[str, int] = {}

# Written in pieces, so that this file does not contain what it looks for.
REGISTRIES = re.compile(
    "|".join(
        first + second
        for first, second in [
            (r"py", r"pi\.org"),
            (r"python", r"hosted\.org"),
            (r"registry\.", r"npmjs"),
            (r"npmjs\.", r"(?:org|com)"),
            (r"deb\.", r"debian\.org"),
            (r"security\.", r"debian\.org"),
            (r"proxy\.", r"golang"),
            (r"crates\.", r"io"),
            (r"ghcr\.", r"io"),
            (r"docker\.", r"io"),
        ]
    )
)
MACHINE = re.compile(
    "|".join(
        first + second
        for first, second in [
            (r"(?<![\w.])/wo", r"rk/"),
            (r"(?<![\w.])/ro", r"ot(?:/|\b)"),
            (r"/ho", r"me/[a-z]"),
            (r"/Us", r"ers/[a-z]"),
            (r"[Cc]:\\\\?Us", r"ers"),
            (r"/tm", r"p/team"),
            (r"/opt/py", r"pi"),
            (r"/opt/wh", r"eels"),
            (r"\.py", r"env/versions"),
        ]
    )
)
WEB = re.compile(r"https?" + r"://[\w-]+\.[\w.-]+")
# Who may name an address of the web, and why. Sources cited as data are facts about the world, not connections.
MAY_NAME_THE_WEB = ("LICENSE", "resources/", "docs/", "README.md")
# Names of XML and PDF namespaces: compared byte for byte, never opened.
NAMESPACES = ("www.w3.org", "purl.org", "ns.adobe.com", "www.aiim.org", "schemas.openxmlformats.org")


def test_no_python_file_is_too_long() -> None:
    sizes = {one.path: one.text.count("\n") for one in modules("caseapp", "ui", "tests", "installer", "benchmarks")}
    over = {path: size for path, size in sizes.items() if size > TOO_LONG.get(path, LIMIT)}
    assert not over, f"past {LIMIT} lines, split by verb: {over}"
    idle = [path for path in TOO_LONG if sizes.get(path, 0) <= LIMIT]
    assert not idle, f"exemptions no longer needed: {idle}"


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINE], ids=["registries", "machine"])
def test_no_file_names_a_registry_or_a_machine(pattern: re.Pattern[str]) -> None:
    found = [f"{path}: {hit.group()}" for path, text in text_files() for hit in pattern.finditer(text)]
    assert not found, found


def test_no_code_names_a_host() -> None:
    found = [
        f"{path}: {hit.group()}"
        for path, text in text_files()
        if not path.startswith(MAY_NAME_THE_WEB)
        for hit in WEB.finditer(text)
        if not hit.group().endswith(NAMESPACES)
    ]
    assert not found, found


@pytest.mark.parametrize(
    ("pattern", "planted"),
    [
        (REGISTRIES, "--index-url from py" + "pi.org"),
        (MACHINE, "open('/ro" + "ot/notes')"),
        (MACHINE, "'/ho" + "me/anna/vault'"),
        (WEB, "http" + "s://example.invalid/report"),
    ],
)
def test_the_patterns_bite(pattern: re.Pattern[str], planted: str) -> None:
    assert pattern.search(planted)


def test_all_files_are_walked() -> None:
    names = {path.name for path in all_files()}
    assert {"README.md", "pyproject.toml", "bootstrap.py", "requirements.lock"} <= names
