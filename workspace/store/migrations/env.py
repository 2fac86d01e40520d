"""Alembic's entry: runs the migrations of one file on the connection that ``migrate.upgrade`` opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
