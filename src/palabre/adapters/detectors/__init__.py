"""Detectors: what finds signals in a text."""

from palabre.adapters.detectors.engine import Engine, shipped_engine
from palabre.adapters.detectors.packs import PackFault, PackFile, read_pack, shipped_packs

__all__ = ["Engine", "PackFault", "PackFile", "read_pack", "shipped_engine", "shipped_packs"]
