"""Every command in the README works: it is run here, or the test that runs it is named here and exists."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.source import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")

# Run here, in this order, with the interpreter that runs the tests, which is the one that the set-up made.
RUN = (".venv/bin/python main.py --help",)
# What sets up is run by whoever runs this test: running it from inside would have the tests start themselves.
# Each part of it has a test of its own, named here.
ELSEWHERE = {
    "python3 installer/bootstrap.py run": (
        "tests/installer/test_bootstrap.py::test_run_does_the_main_job_with_or_without_a_screen",
        "tests/installer/test_bootstrap.py::test_a_second_start_needs_no_network",
    ),
    "python3 installer/bootstrap.py test": (
        "tests/installer/test_bootstrap.py::test_the_exit_code_of_the_tests_is_honest",
        "tests/docs/test_readme.py::test_ci_calls_the_same_command",
    ),
}


def commands(text: str) -> list[str]:
    """The lines after ``$`` in all console blocks."""
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line[2:].strip() for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def unaccounted(text: str) -> list[str]:
    """Commands that no test runs."""
    return [command for command in commands(text) if command not in RUN and command not in ELSEWHERE]


def table_commands(text: str) -> list[str]:
    """The commands in the overview of the command line."""
    section = text.split("## The command line")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return re.findall(r"`([a-z-]+)`", " ".join(rows))


def start(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The program as the README starts it, with the interpreter that the set-up made."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


def test_every_command_is_accounted_for() -> None:
    assert len(commands(README)) >= 3
    assert not unaccounted(README)
    assert set(RUN) | set(ELSEWHERE) == set(commands(README)), "a command is listed here that the README does not have"


def test_a_new_command_is_noticed() -> None:
    assert unaccounted(README + "\n```console\n$ python3 main.py dance\n```\n") == ["python3 main.py dance"]


@pytest.mark.parametrize("node", [node for nodes in ELSEWHERE.values() for node in nodes])
def test_the_named_tests_exist(node: str) -> None:
    path, name = node.split("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {part.name for part in ast.walk(tree) if isinstance(part, ast.FunctionDef)}


@pytest.mark.parametrize("command", RUN)
def test_the_command_works(command: str) -> None:
    done = start(*command.split()[1:])
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("command", table_commands(README))
def test_each_command_of_the_overview_exists(command: str) -> None:
    done = start("main.py", command, "--help")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_command_that_does_not_exist_is_a_wrong_use() -> None:
    assert start("main.py", "no-such-command", "--help").returncode == 2


def test_ci_calls_the_same_command() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert [line for line in lines if "python3" in line] == ["exec python3 installer/bootstrap.py test"]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:docs|installer|\.ci)/[\w./-]*|LICENSE)`", README))))
def test_each_place_that_is_named_exists(path: str) -> None:
    assert (ROOT / Path(path)).exists()


def test_the_licence_is_apache() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
