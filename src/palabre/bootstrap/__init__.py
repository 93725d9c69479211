"""The composition root: the only part that names adapters."""

from palabre.adapters.detectors import PackFault
from palabre.adapters.sealing import KeyUnusable
from palabre.adapters.sql.sqlite import DataDirectoryBusy
from palabre.bootstrap.house import House, build
from palabre.bootstrap.screening import problem_with_rooms, screening, shipped_screening, workshop
from palabre.bootstrap.serving import opened_house, raise_limits, receive, serve
from palabre.bootstrap.stores import (
    head_signer_of,
    is_served,
    migrate,
    open_store,
    store_beside,
    transcript_key_beside,
    usage,
)
from palabre.bootstrap.ways import AgeUnusable, trusted_list_told

__all__ = [
    "AgeUnusable",
    "DataDirectoryBusy",
    "House",
    "KeyUnusable",
    "PackFault",
    "build",
    "head_signer_of",
    "is_served",
    "migrate",
    "open_store",
    "opened_house",
    "problem_with_rooms",
    "raise_limits",
    "receive",
    "screening",
    "serve",
    "shipped_screening",
    "store_beside",
    "transcript_key_beside",
    "trusted_list_told",
    "usage",
    "workshop",
]
