"""A number of an article that our list does not know: said beside the field, since press and clerks mistype them."""

from typing import Final

from caseapp.domain.law import LawBook
from caseapp.domain.moment import Moment
from caseapp.domain.records.charge import Charge
from caseapp.domain.rules.remark import Remark
from caseapp.domain.text import N_

_UNKNOWN: Final = N_("Article {number} is not in the list of this program. Check the number in the document.")
_LIKELY: Final = N_("Article {number} is not in the list of this program. It may be a slip for {likely}.")
_OTHER: Final = N_("The article in words and the article from the list are not the same.")


def unknown_article(charge: Charge, book: LawBook) -> tuple[Remark, ...]:
    """What is odd about the article of a charge; free text is kept whatever it says."""
    found = book.cited(charge.code, charge.article, _day(charge.law_of)) if charge.article else None
    if found is None:
        return ()
    listed = book.articles.get(charge.listed)
    if listed is not None and listed.number.partition("(")[0] != found.number:
        return (Remark("other-article", "listed", _OTHER),)
    if found.article is not None:
        return ()
    if not found.likely:
        return (Remark("unknown-article", "article", _UNKNOWN, named=(("number", found.number),)),)
    named = (("number", found.number), ("likely", ", ".join(found.likely)))
    return (Remark("unknown-article", "article", _LIKELY, named=named),)


def _day(moment: Moment | None) -> str:
    """The first day that a moment may mean."""
    return moment.start[:10] if moment is not None and len(moment.start) >= 10 else ""
