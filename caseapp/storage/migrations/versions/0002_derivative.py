"""Thumbnails are blobs: which blob was made of which. Frozen."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENT = (
    "CREATE TABLE derivative ( parent BLOB NOT NULL, kind TEXT NOT NULL, child BLOB NOT NULL, CONSTRAINT pk_derivative "
    "PRIMARY KEY (parent, kind) ) WITHOUT ROWID, STRICT"
)


def upgrade() -> None:
    """Make the table; nothing that was there is touched."""
    op.execute(STATEMENT)
