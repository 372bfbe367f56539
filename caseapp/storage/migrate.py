"""Bring the frame of a vault to this version: forward only, the whole step in one transaction.

Projections are never migrated; they are rebuilt. Alembic runs embedded: no ini file, no command line (models 12).
"""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from caseapp.storage.errors import NewerSchema, explaining

_SCRIPTS: Final = Path(__file__).with_name("migrations")


def head() -> str:
    """The revision this program writes."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    return revision or ""


def current(connection: Connection) -> str:
    """The revision of an open vault; '' for an empty file. Raises NewerSchema for one that we do not know."""
    with explaining():
        revision = MigrationContext.configure(connection).get_current_revision() or ""
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision and revision not in known:
        raise NewerSchema()
    return revision


def upgrade(connection: Connection) -> None:
    """Run what is missing inside the caller's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    with explaining():
        command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config
