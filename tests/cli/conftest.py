"""The command line over real encrypted vaults, in this process; only the price of a passphrase is lowered."""

import io
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from caseapp.cli.main import run
from caseapp.runtime.bootstrap import App, compose
from caseapp.security.kdf import Cost

PASSPHRASE = "correct horse battery staple lamp river"


@dataclass(frozen=True)
class Done:
    """What a script sees of one command."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


class Terminal:
    """Calls commands on one vault."""

    def __init__(
        self, app: App, folder: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
    ) -> None:
        self.app, self.folder, self._capsys, self._patch = app, folder, capsys, patch

    def __call__(
        self, *arguments: str, stdin: bytes = b"", secrets: str = PASSPHRASE, options: tuple[str, ...] = ("--json",)
    ) -> Done:
        read, write = os.pipe()
        os.write(write, secrets.encode() + b"\n")
        os.close(write)
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        self._capsys.readouterr()
        try:
            code = run(self.app, ["--vault", str(self.folder), "--passphrase-fd", str(read), *options, *arguments])
        finally:
            os.close(read)
        shown = self._capsys.readouterr()
        return Done(code, shown.out, shown.err)

    def ok(self, *arguments: str, stdin: bytes = b"") -> Any:
        done = self(*arguments, stdin=stdin)
        assert done.code == 0, done.out + done.err
        return done.document

    def add(self, type_: str, *records: dict[str, Any]) -> list[str]:
        lines = "\n".join(json.dumps(record) for record in records).encode()
        ids: list[str] = self.ok("add", type_, stdin=lines)["ids"]
        return ids


@pytest.fixture
def app() -> App:
    return compose(cost=lambda: Cost(64, 1, 1))


@pytest.fixture
def terminal(
    app: App, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Terminal]:
    """Makes a vault of this name and a terminal on it."""
    def make(name: str) -> Terminal:
        made = Terminal(app, tmp_path / name, capsys, monkeypatch)
        made.ok("init", "--label", name, "--alias", name)
        return made

    return make


@pytest.fixture
def vault(terminal: Callable[[str], Terminal]) -> Terminal:
    return terminal("A")
