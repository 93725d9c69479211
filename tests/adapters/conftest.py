"""The same bus, sealer and databases as the suite of the store."""

from tests.contract.conftest import bus, migrated_database, migrated_url, passed_on, published, sealer

__all__ = ["bus", "migrated_database", "migrated_url", "passed_on", "published", "sealer"]
