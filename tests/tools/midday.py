"""Midday: places of the tests are where it is noon; tags and dates change at midnight, which no test waits for."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

NOON = 12


def midday_zone(now: datetime | None = None) -> str:
    """The IANA name of the time zone where it is between 12:00 and 13:00 at `now` (an aware time)."""
    ahead = NOON - (now or datetime.now(UTC)).astimezone(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"  # the sign of these names is the other way round


def at_midday(options: Sequence[str | Path], data: Path) -> list[str | Path]:
    """Options of `serve` for a place where it is noon; a configuration that says its own time zone keeps it."""
    if "--config" not in options:
        written = data.with_name(f"{data.name}-midday.toml")
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(zoned(""))
        return [*options, "--config", written]
    at = options.index("--config") + 1
    configured = Path(options[at])
    said = configured.read_text()
    if "timezone" in said:
        return list(options)
    written = configured.with_name(f"{configured.stem}-midday.toml")
    written.write_text(zoned(said))
    return [*options[:at], written, *options[at + 1 :]]


def zoned(configuration: str) -> str:
    """The configuration with the time zone where it is noon."""
    line = f'timezone = "{midday_zone()}"'
    if "[instance]\n" in configuration:
        return configuration.replace("[instance]\n", f"[instance]\n{line}\n", 1)
    return f"{configuration}\n[instance]\n{line}\n"
