"""How the tables came to be: Alembic revisions, run on SQLite and PostgreSQL alike."""
