"""A disk that is really full: a small memory disk filled to the last bytes, at several fill levels, for every verb.

It says so, exits with 1, what was recorded before is intact, and the same command goes through once there is room.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import PASSPHRASE, Terminal
from tests.faults.test_bad_input import CYRILLIC, RUSSIAN, rows, says_no
from tests.support.trouble import KIB, fill, memory_disk

FREE = (0, 8 * KIB, 64 * KIB, 256 * KIB, 512 * KIB)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """16 MiB of memory disk; skipped where this user may not mount one."""
    with memory_disk(tmp_path / "disk", 16) as made:
        yield made.folder


def test_a_full_disk(terminal: Callable[[str], Terminal], disk: Path, tmp_path: Path) -> None:
    one = terminal("A")
    vault = Terminal(one.app, disk / "vault", one._capsys, one._patch)
    vault.ok("init", "--label", "B", "--alias", "B")
    vault.add("person", {"occupation": "before"})
    for own, other in ((one, vault), (vault, one)):
        card = tmp_path / f"{other.folder.name}.card"
        own.ok("card", "--out", str(card))
        other.ok("trust", str(card), "--how", "compared")
    one.add("person", *({"remarks": os.urandom(15_000).hex()} for _ in range(20)))
    package = tmp_path / "in.casepkg"
    one.ok("export", str(package), "--to", vault.ok("card")["fingerprint"])
    big = tmp_path / "big.bin"
    big.write_bytes(os.urandom(600 * KIB))
    stdin = b"\n".join(b'{"remarks":"' + os.urandom(100 * KIB).hex().encode() + b'"}' for _ in range(3))
    commands: tuple[tuple[tuple[str, ...], bytes], ...] = (
        (("add", "person"), stdin), (("attach", "new", str(big)), b""), (("merge", str(package)), b""),
        (("export", str(disk / "out.casepkg"), "--to", one.ok("card")["fingerprint"]), b""),
    )
    refused = 0
    for arguments, given in commands:
        for free in FREE:
            before = rows(vault)
            filler = fill(disk, free)
            done = vault(*arguments, stdin=given)
            russian = vault(*arguments, stdin=given, options=RUSSIAN) if done.code else None
            filler.unlink()
            if done.code == 0:  # enough room after all
                break
            refused += 1
            says_no(done)
            assert "disk" in done.err or "space" in done.err, (arguments, free, done.err)
            assert russian is not None
            assert CYRILLIC.search(russian.err), russian.err
            assert rows(vault) == before, (arguments, free)
            assert vault("verify").code == 0
            assert not (disk / "out.casepkg").exists()
        else:
            assert vault(*arguments, stdin=given).code == 0, "there is room again"
    assert refused >= len(commands)


def test_the_passphrase_stays_when_there_is_no_room(
    terminal: Callable[[str], Terminal], disk: Path
) -> None:
    maker = terminal("A")
    vault = Terminal(maker.app, disk / "vault", maker._capsys, maker._patch)
    vault.ok("init", "--label", "B")
    filler = fill(disk, 0)
    done = vault("slots", "change-passphrase", secrets=f"{PASSPHRASE}\nanother seven words over a lake")
    filler.unlink()
    says_no(done)
    assert "disk" in done.err
    assert vault("stats").code == 0
    assert vault("slots", "change-passphrase", secrets=f"{PASSPHRASE}\nanother seven words over a lake").code == 0
    assert vault("stats").code == 1, "negative control: with room the old one no longer opens"
