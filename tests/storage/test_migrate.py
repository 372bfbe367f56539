"""The frame moves forward only: what the revisions make is what the schema declares, and what was there stays."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection
from sqlalchemy.schema import CreateTable

from caseapp.storage import migrate, schema
from caseapp.storage.engine import DatabaseKey, connect_raw, driver_of, engine_of
from caseapp.storage.errors import NewerSchema

KEY = DatabaseKey(bytes(range(48)))


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    return engine_of(lambda: connect_raw(tmp_path / "vault.db", KEY, write=True)).connect()


def upgrade_to(connection: Connection, revision: str) -> None:
    config = migrate._config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def tables(connection: Connection) -> dict[str, str]:
    rows = driver_of(connection).execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: "".join(sql.split()).replace('"', "") for name, sql in rows
            if name == "fts_dirty" or not name.startswith(("fts", "alembic"))}


def test_the_revisions_make_what_the_schema_declares(connection: Connection) -> None:
    with connection.begin():
        migrate.upgrade(connection)
    made = tables(connection)
    assert set(made) == set(schema.metadata.tables)
    for name, table in schema.metadata.tables.items():
        declared = "".join(str(CreateTable(table).compile(connection)).split()).replace('"', "")
        assert made[name] == declared, name
    assert migrate.current(connection) == migrate.head()
    connection.close()


def test_a_vault_of_the_first_version_keeps_its_rows(connection: Connection) -> None:
    with connection.begin():
        upgrade_to(connection, "0001")
        sql = driver_of(connection)
        sql.execute("INSERT INTO setting VALUES ('vault', x'7b7d')")
        sql.execute("INSERT INTO blob VALUES (x'00', x'01', 3, 'name', 'secret', 7)")
        sql.execute("INSERT INTO held(hash, author, package, document) VALUES (x'01', x'02', x'03', x'04')")
    assert "derivative" not in tables(connection)
    with connection.begin():
        migrate.upgrade(connection)
    sql = driver_of(connection)
    assert sql.execute("SELECT count(*) FROM setting").fetchone() == (1,)
    assert sql.execute("SELECT name FROM blob").fetchone() == ("name",)
    assert sql.execute("SELECT count(*) FROM derivative").fetchone() == (0,)
    assert sql.execute("SELECT hash, author, package, piece, document FROM held").fetchall() == [
        (b"\1", b"\2", b"\3", 0, b"\4")]
    connection.close()


def test_a_failed_step_leaves_the_old_version(connection: Connection) -> None:
    with connection.begin():
        upgrade_to(connection, "0001")
        driver_of(connection).execute("CREATE TABLE derivative (in_the_way INTEGER)")
    with pytest.raises(Exception, match=r"."), connection.begin():  # whatever the driver says
        migrate.upgrade(connection)
    assert migrate.current(connection) == "0001"
    connection.close()


def test_a_newer_vault_is_refused(connection: Connection) -> None:
    with connection.begin():
        migrate.upgrade(connection)
        driver_of(connection).execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerSchema):
        migrate.current(connection)
    connection.close()
