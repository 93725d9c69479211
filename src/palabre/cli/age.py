"""What `palabre check` says of proofs of age: by which methods, and what adult rooms still wait for."""

from palabre import bootstrap
from palabre.settings import Settings
from palabre.settings.age import NEEDED_WAYS


def told_of(settings: Settings) -> str:
    """One sentence. Raises AgeUnusable."""
    ways = settings.age.ways(settings.mode)
    told = f"{', '.join(ways) or 'no method'}{bootstrap.trusted_list_told(settings)}"
    missing = what_is_missing(settings)
    return f"{told}; {missing}" if missing else told


def what_is_missing(settings: Settings) -> str:
    """Why adult rooms stay shut, or nothing."""
    age = settings.age
    if age.can_open(settings.mode):
        return ""
    ways = age.ways(settings.mode)
    if settings.mode == "demo":
        return "adult rooms stay shut: `age.methods` leaves none"
    lacks = [] if "human" in ways else ["`human` among `age.methods`, for whoever no machine can help"]
    if age.machines(settings.mode) < NEEDED_WAYS:
        lacks.insert(0, f"{NEEDED_WAYS} methods beside it (`age.trusted_list`, `[[age.oidc]]`)")
    return f"adult rooms stay shut without {' and '.join(lacks)}"
