"""`python -m palabre.protocol.export [--check]`, from the root of the project: writes or checks what is generated."""

import sys
from pathlib import Path

from palabre.protocol.export.files import stale, write


def main(arguments: list[str]) -> int:
    """Return 0, or 1 when `--check` finds something stale, or 2 for other arguments."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: python -m palabre.protocol.export [--check]\n")
        return 2
    found = stale(Path.cwd()) if arguments else write(Path.cwd())
    for path in found:
        sys.stdout.write(f"{'stale' if arguments else 'written'}: {path}\n")
    return 1 if arguments and found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
