"""Words that differ between two texts: the rest of both texts is the same, whatever the texts are."""

from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.word_diff import differing

WORDS = st.lists(st.sampled_from(["он", "пришёл", "домой", "в", "9", "часов", ",", "."]), max_size=12)


def without(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    kept, at = [], 0
    for start, end in spans:
        kept.append(text[at:start])
        at = end
    return " ".join([*kept, text[at:]]).split()


@given(WORDS, WORDS)
def test_what_is_not_marked_is_the_same_on_both_sides(first: list[str], second: list[str]) -> None:
    old, new = " ".join(first), " ".join(second)
    gone, come = differing(old, new)
    assert without(old, gone) == without(new, come)
    assert (old == new) == (not gone and not come)


def test_one_word_of_a_testimony_is_marked_alone() -> None:
    gone, come = differing("Его держали в ИВС два дня.", "Его держали в СИЗО два дня.")
    assert [("Его держали в ИВС два дня."[a:b]) for a, b in gone] == ["ИВС"]
    assert [("Его держали в СИЗО два дня."[a:b]) for a, b in come] == ["СИЗО"]


def test_a_book_is_not_compared_word_by_word() -> None:
    """Comparing grows with the square of the words; a person does not wait for that."""
    old, new = "слово " * 20_000, "другое " * 20_000
    assert differing(old, new) == (((0, len(old)),), ((0, len(new)),))
