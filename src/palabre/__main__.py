"""`python -m palabre`: the command line."""

import sys

from palabre.cli import main

if __name__ == "__main__":
    sys.exit(main())
