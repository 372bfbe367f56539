"""Who is who behind the fingerprints of the history, for the reading side."""

from caseapp.security import card as cards
from caseapp.storage import frame
from caseapp.storage.reader import Reader


def aliases(reader: Reader) -> dict[str, str]:
    """Fingerprint as hex -> the alias on the card that is here. Reader lane."""
    return {contact.fp.hex(): cards.decode(contact.card).alias for contact in frame.contacts(reader.sql)}
