"""Alembic's entry: runs the revisions on the connection it is handed, or writes their SQL."""

from alembic import context

from palabre.adapters.sql.tables import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    context.configure(dialect_name=context.config.get_main_option("dialect"), target_metadata=metadata)
else:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)

with context.begin_transaction():
    context.run_migrations()
