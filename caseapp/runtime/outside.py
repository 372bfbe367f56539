"""The little that is kept outside every vault: the window's language, and folders of vaults the person asked to keep.

A strict small file beside the vaults. Anything odd in it is as good as no file: it protects nothing, and a program
that trusts what lies around would be led by it (security, "App hygiene" 7).
"""

import contextlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from caseapp.runtime.languages import CODES

NAME: Final = "outside.json"
_FORMAT: Final = 1
_LARGEST: Final = 64 * 1024
_MOST: Final = 32  # folders
_LONGEST: Final = 4096  # of a path


class Outside:
    """Read when asked, written whole. A failure to write is not worth stopping for: the person is asked again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def language(self) -> str:
        """``en``, ``ru``, ``kk``, or blank."""
        return self._read()[0]

    @property
    def folders(self) -> Sequence[Path]:
        """Vaults in other places, in the order in which they were added."""
        return [Path(each) for each in self._read()[1]]

    def keep_language(self, code: str) -> None:
        """Remember the language of the window."""
        language, folders = self._read()
        if code in CODES and code != language:
            self._write(code, folders)

    def keep_folder(self, folder: Path) -> None:
        """Remember where a vault lies; the person ticked that."""
        language, folders = self._read()
        if str(folder) not in folders:
            self._write(language, [*folders, str(folder)][-_MOST:])

    def forget_folder(self, folder: Path) -> None:
        """No longer remember it."""
        language, folders = self._read()
        if str(folder) in folders:
            self._write(language, [each for each in folders if each != str(folder)])

    def _read(self) -> tuple[str, list[str]]:
        try:
            with self._path.open("rb") as file:
                data = file.read(_LARGEST + 1)
            found = json.loads(data) if len(data) <= _LARGEST else None
        except (OSError, ValueError, RecursionError):
            return "", []
        match found:
            case {"format": 1, "language": str(language), "folders": list(folders), **rest}:
                if not rest and language in ("", *CODES) and len(folders) <= _MOST and all(map(_is_folder, folders)):
                    return language, folders
        return "", []

    def _write(self, language: str, folders: Sequence[str]) -> None:
        text = json.dumps({"folders": list(folders), "format": _FORMAT, "language": language}, ensure_ascii=False)
        beside = self._path.with_name(NAME + ".new")
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            beside.replace(self._path)


def _is_folder(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST and "\0" not in value and Path(value).is_absolute()
