"""Renewing the catalogues: finds what the gate finds, keeps what is translated and reviewed, names what is not."""

import gettext
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from tests.arch.test_catalogues import KEYWORDS, sentences
from tests.installer.test_bootstrap import load
from tests.support.source import ROOT, modules

MARK = "# machine-made, to be reviewed\n"


@pytest.fixture
def helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The helper over a copy of the catalogues."""
    module = load(ROOT / "installer", "catalogues", monkeypatch)
    shutil.copytree(ROOT / "resources" / "i18n", tmp_path / "i18n", ignore=shutil.ignore_patterns("*.mo"))
    monkeypatch.setattr(module, "FOLDER", tmp_path / "i18n")
    return module


def russian(helper: ModuleType) -> Path:
    return Path(helper.FOLDER, "ru", "LC_MESSAGES", "caseapp.po")


def test_it_finds_what_the_gate_finds(helper: ModuleType) -> None:
    asked = {text for one in modules("caseapp", "ui") for text in sentences(one.path, one.text)}
    found = {message.id[0] if isinstance(message.id, tuple) else message.id for message in helper.template()}
    assert helper.KEYWORDS == KEYWORDS
    assert found - {""} == asked


def test_a_second_run_changes_nothing(helper: ModuleType) -> None:
    helper.main()
    once = russian(helper).read_bytes()
    helper.main()
    assert russian(helper).read_bytes() == once


def test_a_lost_translation_is_named(helper: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    path = russian(helper)
    entry = MARK + 'msgid "The disk is full."\nmsgstr "'
    before, after = path.read_text(encoding="utf-8").split(entry)
    path.write_text(before + after.partition("\n\n")[2], encoding="utf-8")
    assert helper.main() == 1
    assert "ru: 'The disk is full.'\n" in capsys.readouterr().out


def test_a_reviewed_translation_is_kept_and_compiled(helper: ModuleType) -> None:
    path = russian(helper)
    entry = 'msgid "The disk is full."\nmsgstr "'
    before, after = path.read_text(encoding="utf-8").split(MARK + entry)
    path.write_text(before + entry + "Места нет." + after[after.index('"') :], encoding="utf-8")
    helper.main()
    assert "\n\n" + entry + 'Места нет."' in path.read_text(encoding="utf-8")
    spoken = gettext.translation("caseapp", localedir=helper.FOLDER, languages=["ru"])
    assert spoken.gettext("The disk is full.") == "Места нет."
