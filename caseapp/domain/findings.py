"""What a self-test found. A finding names a place and a count, never a value."""

from dataclasses import dataclass

from caseapp.domain.text import N_, Language

WORDS = {
    "page": N_("A page of the database is damaged ({count})."),
    "structure": N_("The structure of the database is damaged ({count})."),
    "change": N_("A change does not have the content that its author signed ({count})."),
    "changeset": N_("An action does not carry its author's signature ({count})."),
    "unknown-author": N_("An action was signed by somebody whose card is not here ({count})."),
    "chain": N_("An action of this vault does not follow the one before ({count})."),
    "projection": N_("What is shown of a record differs from its history ({count})."),
    "link": N_("The links of a record differ from its history ({count})."),
    "search": N_("A record cannot be found by search ({count})."),
    "blob": N_("A stored file is damaged or missing ({count})."),
    "backup-list": N_("The list of a backup is damaged, or belongs to another vault ({count})."),
    "backup-file": N_("A file of a backup is not as it was written ({count})."),
    "head": N_("The vault does not end where its tip says ({count} changes missing)."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be; ``code`` is a key of ``WORDS``."""

    code: str
    count: int = 1

    def explain(self, language: Language) -> str:
        """The finding in the person's language."""
        return language.text(WORDS[self.code]).format(count=self.count)
