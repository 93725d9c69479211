"""The command line: results on standard output, everything else on standard error, exit ≠ 0 on any error."""

import os
import sys
from collections.abc import Sequence

from palabre.cli.arguments import parser
from palabre.cli.failures import Failure
from palabre.settings import SettingsError

__all__ = ["main"]

CONFIGURATION_REFUSED = 2
INTERRUPTED = 130
UNREAD = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0 done, 1 failed, 2 wrong arguments or configuration."""
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except SettingsError as error:
        print(f"palabre: {error}", file=sys.stderr)
        return CONFIGURATION_REFUSED
    except Failure as failure:
        print(f"palabre: {failure}", file=sys.stderr)
        return failure.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone, as `head` does; Python would complain again at its own end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
