"""Detectors: what finds signals in a text."""

from palabre.adapters.detectors.engine import Engine, shipped_engine
from palabre.adapters.detectors.packs import PackFault, PackFile, read_pack, shipped_packs
from palabre.adapters.detectors.workshop import PackWorkshop

__all__ = ["Engine", "PackFault", "PackFile", "PackWorkshop", "read_pack", "shipped_engine", "shipped_packs"]
