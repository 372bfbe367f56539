"""Run by Alembic: the connection is handed over keyed and open; there is no ini file and no URL."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
