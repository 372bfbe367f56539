"""The guide's texts become data: chapters, sections with their pages, plain blocks."""

from caseapp.domain.guide import Block, Kind, Section, about, read

TEXT = """# Recording

You write down what happened,
often tired.

<!-- topics: home, quick -->
## In a minute

![A page](../pictures/page.png)

1. Press `Ctrl+N`.
2. Choose **Record**, and
   wait.

- A point

## Nothing of a page

Said.
"""


def test_a_text_becomes_plain_blocks() -> None:
    found = read("monitor", TEXT, "en")
    assert found.title == "Recording"
    assert found.blocks == (Block(Kind.TEXT, "You write down what happened, often tired."),)
    assert found.sections == (
        Section("In a minute", (
            Block(Kind.STEP, "Press Ctrl+N.", 1), Block(Kind.STEP, "Choose “Record”, and wait.", 2),
            Block(Kind.POINT, "A point"),
        ), ("home", "quick")),
        Section("Nothing of a page", (Block(Kind.TEXT, "Said."),)),
    )


def test_words_of_the_window_stand_in_the_quotation_marks_of_the_language() -> None:
    assert read("monitor", TEXT, "ru").sections[0].blocks[1].text == "Choose «Record», and wait."


def test_the_nearest_topic_comes_first_and_nothing_twice() -> None:
    first, second = Section("a", (), ("people",)), Section("b", (), ("record", "people"))
    chapter = read("monitor", "# T", "en")
    chapters = [type(chapter)("k", "T", (), (first, second))]
    assert about(chapters, ("record", "people")) == (second, first)
    assert about(chapters, ("evidence",)) == ()
