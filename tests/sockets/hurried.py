"""Runs Palabre with other constants: `hurried.py '{"palabre.gateway.outbound.DRAIN_WITHIN_S": 1}' serve …`.

For the limits that are not settings: an operator has no reason to change them, and a test cannot wait 20 s.
"""

import json
import sys
from importlib import import_module

from palabre.cli import main


def set_constants(constants: dict[str, float]) -> None:
    """Set module constants by their full names; raises AttributeError for one that does not exist."""
    for name, value in constants.items():
        module_name, _, constant = name.rpartition(".")
        module = import_module(module_name)
        getattr(module, constant)
        setattr(module, constant, value)


if __name__ == "__main__":
    set_constants(json.loads(sys.argv[1]))
    sys.exit(main(sys.argv[2:]))
