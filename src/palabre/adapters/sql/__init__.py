"""The store in a database: SQLite for one node, PostgreSQL for several, over one set of statements."""
