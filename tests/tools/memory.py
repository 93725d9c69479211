"""Memory: every text and every run of bytes that something still holds, however deep."""

import gc
import sys
from collections.abc import Iterator
from types import CodeType, FrameType, FunctionType, ModuleType

# What is running, and the program itself, are held by everything: they say nothing of what is kept.
PASSED_BY = (CodeType, FrameType, ModuleType, type)


def texts_held_by(root: object) -> Iterator[bytes]:
    """Of `root` and all it refers to; numbers longer than 32 bits as their bytes, in both orders."""
    seen, waiting = {id(vars(module)) for module in sys.modules.values()}, [root]
    while waiting:
        held = waiting.pop()
        if id(held) in seen or isinstance(held, PASSED_BY):
            continue
        seen.add(id(held))
        yield from spelled(held)
        # Of a function what it closes over, not the module it was written in.
        waiting += gc.get_referents(held.__closure__) if isinstance(held, FunctionType) else gc.get_referents(held)


def spelled(held: object) -> Iterator[bytes]:
    if isinstance(held, str):
        yield held.encode("utf-8", "surrogatepass")
    elif isinstance(held, bytes | bytearray | memoryview):
        yield bytes(held)
    elif isinstance(held, int) and held >> 32:
        width = (held.bit_length() + 7) // 8
        yield from (abs(held).to_bytes(width, "big"), abs(held).to_bytes(width, "little"))
