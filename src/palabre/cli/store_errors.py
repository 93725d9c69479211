"""What may go wrong with the data directory, the keys or the store, told plainly."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from palabre import bootstrap
from palabre.cli.failures import Failure
from palabre.ports.store import StoreUnavailable


@contextmanager
def told_plainly(data: Path) -> Iterator[None]:
    """Turn what may go wrong with the data directory, the keys or the store into a Failure."""
    try:
        yield
    except bootstrap.DataDirectoryBusy:
        raise Failure(f"another Palabre already serves the data directory {data}.") from None
    except bootstrap.KeyUnusable as error:
        raise Failure(f"a key cannot be used: {error}.") from None
    except bootstrap.AgeUnusable as error:
        raise Failure(f"ages cannot be proved as configured: {error}.") from None
    except StoreUnavailable as error:
        raise Failure(f"the store cannot be used{f': {error}' if str(error) else ''}.") from None
