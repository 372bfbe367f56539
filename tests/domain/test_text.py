"""Sentences with their places filled."""

import pytest

from caseapp.domain.text import filled


@pytest.mark.parametrize(("sentence", "places", "said"), [
    ("Taken {when}.", {"when": "11 января 2022 г."}, "Taken 11 января 2022 г."),
    ("Taken {when}.", {"when": "11 January 2022"}, "Taken 11 January 2022."),
    ("Wait…", {}, "Wait…"),
    ("{text}", {"text": "and so on..."}, "and so on..."),
    ("{text}.", {"text": "{when}"}, "{when}."),
])
def test_one_stop_ends_a_sentence(sentence: str, places: dict[str, str], said: str) -> None:
    assert filled(sentence, **places) == said
