"""Where passphrases come from: a prompt, or a file descriptor. Never the command line or the environment, which other
programs and shell histories can read."""

import getpass
import os
import warnings
from typing import Final, Protocol

from caseapp.cli.errors import Differs, NoPassphrase
from caseapp.domain.text import N_, Language

MAX_SECRET: Final = 4096  # bytes of UTF-8

OPENS: Final = N_("Passphrase or recovery key: ")
NEW: Final = N_("New passphrase: ")
AGAIN: Final = N_("The same once more: ")


class Secrets(Protocol):
    """Asks for what opens a vault."""

    def ask(self, prompt: str) -> str:
        """One secret. Raises NoPassphrase."""

    def ask_new(self) -> str:
        """A secret about to be set. Raises NoPassphrase, Differs."""


class FromDescriptor:
    """Each secret is the next line of an open descriptor; nothing beyond that line is read."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def ask(self, prompt: str) -> str:
        """The next line. Raises NoPassphrase."""
        del prompt
        line = bytearray()
        try:
            while (byte := os.read(self._descriptor, 1)) not in (b"", b"\n") and len(line) <= MAX_SECRET:
                line += byte
            text = line.removesuffix(b"\r").decode("utf-8")
        except (OSError, UnicodeDecodeError):
            raise NoPassphrase() from None
        if not text or len(line) > MAX_SECRET:
            raise NoPassphrase()
        return text

    def ask_new(self) -> str:
        """The next line: a program does not mistype. Raises NoPassphrase."""
        return self.ask(NEW)


class FromPrompt:
    """A person types, unseen. A terminal that would show the letters is refused."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def ask(self, prompt: str) -> str:
        """What was typed. Raises NoPassphrase."""
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            try:
                typed = getpass.getpass(self._language.text(prompt))
            except (EOFError, OSError, UnicodeDecodeError, getpass.GetPassWarning):
                raise NoPassphrase() from None
        if not typed or len(typed) > MAX_SECRET:
            raise NoPassphrase()
        return typed

    def ask_new(self) -> str:
        """What was typed twice alike. Raises NoPassphrase, Differs."""
        typed = self.ask(NEW)
        if self.ask(AGAIN) != typed:
            raise Differs()
        return typed
