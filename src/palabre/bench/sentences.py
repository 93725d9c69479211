"""How many guests a machine holds, in one sentence of each language of the place."""

from palabre.bench.sizing import LIMIT_CORES, LIMIT_P99_MS, Limit, Sizing

ENGLISH: dict[Limit, str] = {
    "core": f"what limits is the server's core, {LIMIT_CORES * 100:.0f} % of it used",
    "latency": f"what limits is the time to be told a message, p99 over {LIMIT_P99_MS:.0f} ms",
    "files": "what limits is how many files a process may have open (`ulimit -n`)",
}
FRENCH: dict[Limit, str] = {
    "core": f"la limite est le cœur du serveur, utilisé à {LIMIT_CORES * 100:.0f} %",
    "latency": f"la limite est le délai de réception d’un message, p99 au-delà de {LIMIT_P99_MS:.0f} ms",
    "files": "la limite est le nombre de fichiers qu’un processus peut ouvrir (`ulimit -n`)",
}


def in_english(sizing: Sizing) -> str:
    """The sentence in English."""
    largest = sizing.steps[-1]
    if not sizing.guests:
        return f"This machine: fewer than {sizing.steps[0].guests:,} guests in rooms of {sizing.room:,}."
    how = "measured" if sizing.is_measured else f"extrapolated from {largest.guests:,} on {largest.cores:.2f} of a core"
    unseen = "; other programs kept it too busy to judge how soon a message came" if largest.is_disturbed else ""
    return (
        f"This machine: about {sizing.guests:,} guests in rooms of {sizing.room:,}, each room hearing"
        f" {sizing.messages_per_s:g} messages a second ({how}); {ENGLISH[sizing.limit]}{unseen}."
    )


def in_french(sizing: Sizing) -> str:
    """The sentence in French."""
    largest = sizing.steps[-1]
    if not sizing.guests:
        return f"Cette machine : moins de {spaced(sizing.steps[0].guests)} personnes en salons de {sizing.room}."
    cores = f"{largest.cores:.2f}".replace(".", ",")
    how = "mesuré" if sizing.is_measured else f"extrapolé de {spaced(largest.guests)} sur {cores} cœur"
    unseen = " ; d’autres programmes l’occupaient trop pour juger des délais" if largest.is_disturbed else ""
    pace = f"{sizing.messages_per_s:g}".replace(".", ",")
    return (
        f"Cette machine : environ {spaced(sizing.guests)} personnes en salons de {spaced(sizing.room)}, où tombent"
        f" {pace} messages par seconde ({how}) ; {FRENCH[sizing.limit]}{unseen}."
    )


def spaced(number: int) -> str:
    """Digits in threes, apart by a narrow no-break space."""
    return f"{number:,}".replace(",", "\u202f")
