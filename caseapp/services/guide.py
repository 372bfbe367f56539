"""The guide that ships with the program, read from its own files."""

from functools import cached_property
from pathlib import Path

from caseapp.domain import guide
from caseapp.domain.guide import CHAPTERS, WRITTEN, Chapter


class Guide:
    """``folder``: the program's ``resources/guide``. ``language``: that of the window."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder = folder
        self.code = language if language in WRITTEN else WRITTEN[-1]

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """All of it, some tens of kilobytes, read once when it is first asked for. A missing file is a missing
        chapter: help that fails must not take the window with it."""
        files = [(key, self._folder / self.code / f"{key}.md") for key in CHAPTERS]
        found = [(key, file.read_text(encoding="utf-8")) for key, file in files if file.is_file()]
        return tuple(guide.read(key, text, self.code) for key, text in found)
