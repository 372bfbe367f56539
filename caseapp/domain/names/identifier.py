"""A number or document that names a person: IIN, passport, identity card."""

from typing import Literal

import msgspec

from caseapp.domain.text import N_
from caseapp.domain.text_hygiene import require_line

Scheme = Literal["iin", "passport", "id_card", "other"]

MAX_IDENTIFIER = 1000  # bytes of UTF-8


class Identifier(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """An identifier as written on the document: text, never an integer, since leading zeros count.

    Nothing is checked beyond safe text: a wrong number on a document is a fact too. ``iin.inspect`` says what is odd.
    """

    scheme: Scheme = "other"
    value: str = ""
    issued_by: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        require_line(self.value, N_("Number"), MAX_IDENTIFIER)
        require_line(self.issued_by, N_("Issued by"), MAX_IDENTIFIER)
        require_line(self.note, N_("Note"), MAX_IDENTIFIER * 4)

    def __repr__(self) -> str:
        """The scheme alone: an IIN in a log would give away birth date and sex."""
        return f"Identifier(scheme={self.scheme!r})"
