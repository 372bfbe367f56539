"""What is installed is what was locked: by hash, for every promised system, under licences that may be combined."""

import importlib.metadata
import json
import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.source import ROOT

INSTALLER = ROOT / "installer"
LOCKS = ("requirements.lock", "requirements-dev.lock")
PLATFORMS = {"linux-x86_64": "linux", "windows-x86_64": "win32", "macos-arm64": "darwin"}
DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})(?= |$)")

# They would send something somewhere, keep secrets in plain files, or bring a second Qt.
BANNED = {"keyrings-alt", "borb", "splink", "pyside6", "pyside6-addons", "requests", "pyqt5", "pyqt6"}
MAY_BE_COMBINED = re.compile(
    r"\bMIT\b|\bBSD|Apache|Mozilla Public License 2\.0|MPL-2\.0|\bPSF-2\.0|\bzlib|LGPL", re.IGNORECASE
)
# Packages whose metadata do not say it in a usable way; read in the licence file they bring, by a person.
READ_BY_HAND = {
    "apsw-sqlite3mc": "zlib (or any licence OSI approves)",
    "pyrage": "MIT",
    "sqlcipher3": "zlib; the SQLCipher inside it BSD-3-Clause",
}


def entries(text: str) -> dict[str, tuple[Requirement, set[str]]]:
    """Package -> what is asked for, and the digests that are accepted."""
    found = {}
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip() and not line.startswith("#"):
            requirement = Requirement(line.split("--hash")[0].strip())
            found[str(canonicalize_name(requirement.name))] = (requirement, set(DIGEST.findall(line)))
    return found


def loose(found: dict[str, tuple[Requirement, set[str]]]) -> list[str]:
    """Entries without one exact version or without a digest, or that name an address."""
    return [
        name
        for name, (requirement, digests) in found.items()
        if not digests or requirement.url or not re.fullmatch(r"==[^*]+", str(requirement.specifier))
    ]


def wanted(requirement: Requirement, platform: str) -> bool:
    """Whether it is installed on that system with the oldest Python we promise."""
    here = {"sys_platform": platform, "python_version": "3.11", "python_full_version": "3.11.0"}
    return requirement.marker is None or requirement.marker.evaluate(here)


@pytest.fixture(params=LOCKS)
def lock(request: pytest.FixtureRequest) -> dict[str, tuple[Requirement, set[str]]]:
    return entries((INSTALLER / request.param).read_text(encoding="utf-8"))


def test_one_version_and_digests_for_each(lock: dict[str, tuple[Requirement, set[str]]]) -> None:
    assert len(lock) > 30
    assert not loose(lock)
    assert not BANNED & set(lock)


@pytest.mark.parametrize("line", ["six==1.17.0", "six>=1.0 --hash=sha256:" + 64 * "0", "six==1.*"])
def test_a_loose_entry_is_seen(line: str) -> None:
    assert loose(entries(line)) == ["six"]


@pytest.mark.parametrize("system", PLATFORMS)
def test_every_system_has_a_wheel_of_everything(system: str) -> None:
    locked = entries((INSTALLER / "requirements-dev.lock").read_text(encoding="utf-8"))
    wheels = json.loads((INSTALLER / "wheels.json").read_text(encoding="utf-8"))[system]
    by_name = {str(canonicalize_name(name)): wheel for name, wheel in wheels.items()}
    asked = {name for name, (requirement, _) in locked.items() if wanted(requirement, PLATFORMS[system])}
    assert asked == set(by_name)
    for name, wheel in by_name.items():
        assert wheel["file"].endswith(".whl")
        assert wheel["sha256"] in locked[name][1], f"{name}: the wheel for {system} is not among the locked digests"


def test_the_smaller_lock_is_part_of_the_larger() -> None:
    small, large = (entries((INSTALLER / name).read_text(encoding="utf-8")) for name in LOCKS)
    assert {n: str(r.specifier) for n, (r, _) in small.items()}.items() <= {
        n: str(r.specifier) for n, (r, _) in large.items()
    }.items()


def test_the_locks_follow_the_project() -> None:
    """A version changed in pyproject.toml without renewing the locks would never be installed."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    locked = entries((INSTALLER / "requirements-dev.lock").read_text(encoding="utf-8"))
    asked = re.findall(r'^    "([\w.-]+)==([\w.]+)",$', text, re.MULTILINE)
    assert len(asked) > 15
    for name, version in asked:
        assert str(locked[str(canonicalize_name(name))][0].specifier) == f"=={version}"


def licence_of(name: str) -> str:
    """What the installed package says of its licence."""
    about = importlib.metadata.metadata(name)
    classifiers = [c for c in about.get_all("Classifier", []) if c.startswith("License ::")]
    return " | ".join(filter(None, [about.get("License-Expression"), *classifiers, about.get("License", "")[:200]]))


def test_every_licence_may_be_combined_with_ours() -> None:
    locked = entries((INSTALLER / "requirements-dev.lock").read_text(encoding="utf-8"))
    here = [name for name, (requirement, _) in locked.items() if wanted(requirement, "linux")]
    odd = {name: licence_of(name) for name in here if name not in READ_BY_HAND}
    odd = {name: licence for name, licence in odd.items() if not MAY_BE_COMBINED.search(licence)}
    assert not odd


def test_nothing_banned_is_installed() -> None:
    """keyrings.alt above all: with it installed, keyring silently becomes a plain file."""
    installed = {str(canonicalize_name(one.name)) for one in importlib.metadata.distributions()}
    assert not BANNED & installed


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "Proprietary", ""])
def test_a_licence_that_cannot_be_combined_is_seen(licence: str) -> None:
    assert not MAY_BE_COMBINED.search(licence)
