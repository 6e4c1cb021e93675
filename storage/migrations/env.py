"""Alembic's way in. The connection, its transaction and its safety are storage.migrate's."""

from alembic import context

from storage.workings import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # SQLite undoes tables too, once the driver leaves transactions to us
)
context.run_migrations()
