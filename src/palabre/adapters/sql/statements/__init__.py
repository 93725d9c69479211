"""The statements in SQLAlchemy Core, by noun: what `compiled.py` is made from, and read nowhere at run time."""
