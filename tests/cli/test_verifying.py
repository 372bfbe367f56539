"""The command review, and what only a clinician may write, over the command line."""

import json

from tests.cli.conftest import Terminal

_JUDGED = {"interpretation": "Fractures of this kind come from a blow."}


def test_steps_are_taken_in_their_order_and_nobody_approves_what_they_wrote(vault: Terminal) -> None:
    (person,) = vault.add("person", {"names": [{"full": "Akhmetov Daniyar"}]})
    assert vault("review", person, "approved").code == 1
    for state in ("reviewed", "legally_reviewed"):
        assert vault.ok("review", person, state, "--reason", "read the file")["state"] == state
    denied = vault("review", person, "approved")
    assert denied.code == 1
    assert "somebody else has to approve it" in denied.out + denied.err
    assert "Akhmetov" not in denied.out + denied.err
    (kept,) = vault.ok("list", "verification")["records"]
    assert vault.ok("get", kept["id"])["values"]["state"] == "legally_reviewed"


def test_a_step_on_nothing_and_a_step_of_no_name_are_refused(vault: Terminal) -> None:
    assert vault("review", "0" * 32, "reviewed").code == 1
    (person,) = vault.add("person", {"names": [{"full": "Akhmetov Daniyar"}]})
    assert vault("review", person, "blessed").code == 2


def test_what_marks_mean_is_not_written_by_who_did_not_say_to_be_a_clinician(vault: Terminal) -> None:
    refused = vault("add", "medical_finding", stdin=json.dumps(_JUDGED).encode())
    assert refused.code == 1
    assert "clinician only" in refused.out + refused.err
    assert "Fractures" not in refused.out + refused.err
    assert vault.ok("list", "medical_finding")["records"] == []
