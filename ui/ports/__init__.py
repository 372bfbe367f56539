"""What the window asks of the services, as small typed protocols of its own; one file a port.

The window is programmed against these and nothing else. Everything here is plain data or a plain call: calls block,
may raise ``CaseappError`` and are run by ``ui.bridge.runner`` on a lane, never in the GUI thread, unless a docstring
says "pure and quick".
"""

from ui.ports.base import Choice, Lane, Saved, Values
from ui.ports.desk import Desk
from ui.ports.dossiers import Dossiers, Issued
from ui.ports.drafts import Drafts
from ui.ports.evidence import Evidence
from ui.ports.quick import Agreed, Quick, QuickRecord, Recorded, Still
from ui.ports.records import FieldView, Link, Records, RecordView, Row, Standing
from ui.ports.search import Hit, Search
from ui.ports.settings import Settings
from ui.ports.vaults import Created, VaultPlace, Vaults
from ui.ports.words import Reading, Readings, Vocabularies

__all__ = [
    "Agreed",
    "Choice",
    "Created",
    "Desk",
    "Dossiers",
    "Drafts",
    "Evidence",
    "FieldView",
    "Hit",
    "Issued",
    "Lane",
    "Link",
    "Quick",
    "QuickRecord",
    "Reading",
    "Readings",
    "RecordView",
    "Recorded",
    "Records",
    "Row",
    "Saved",
    "Search",
    "Settings",
    "Standing",
    "Still",
    "Values",
    "VaultPlace",
    "Vaults",
    "Vocabularies",
]
