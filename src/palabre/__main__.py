"""`python -m palabre`: the command line."""

import gc
import sys

from palabre.cli import main

# What a command imports is there until it ends: looking through it again and again took a tenth of a start.
WHILE_IMPORTING = 50_000

if __name__ == "__main__":
    gc.set_threshold(WHILE_IMPORTING)
    sys.exit(main())
