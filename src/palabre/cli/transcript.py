"""`palabre transcript verify FILE`: whether a transcript of a conversation is as it was made here."""

import argparse
import sys

from palabre import bootstrap
from palabre.cli.failures import Failure
from palabre.domain.transcript import is_authentic
from palabre.settings import load_settings


def verify(arguments: argparse.Namespace) -> int:
    """0 when it is, 1 when it was altered or made elsewhere. Raises Failure."""
    key = bootstrap.transcript_key_beside(load_settings(arguments.config))
    if key is None:
        raise Failure("a demo keeps no key: its transcripts cannot be verified once it has ended")
    try:
        file = arguments.file.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"{arguments.file}: cannot be read as text") from error
    if is_authentic(file, key):
        sys.stdout.write("authentic: this file is as it was made here\n")
        return 0
    sys.stdout.write("not authentic: altered, or made elsewhere\n")
    return 1
