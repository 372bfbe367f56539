"""Deadlines over the command line."""

from pathlib import Path

from tests.cli.conftest import Terminal


def test_deadlines_are_listed_and_written_once(vault: Terminal, tmp_path: Path) -> None:
    (person,) = vault.add("person", {"names": [{"full": "Akhmetov Daniyar"}]})
    (step,) = vault.add("remedy_step", {"persons": [person], "reply_due": {"start": "2199-01-01"}})
    assert vault.ok("deadlines")["deadlines"] == []
    out = tmp_path / "dates.ics"
    found, = vault.ok("deadlines", "--days", "70000", "--ics", str(out))["deadlines"]
    assert (found["id"], found["field"], found["overdue"]) == (step, "reply_due", False)
    assert b"SUMMARY:Reply due: A. D.\r\n" in out.read_bytes()
    assert vault("deadlines", "--ics", str(out)).code == 1  # nothing is overwritten
