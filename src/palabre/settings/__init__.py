"""The configuration: read from TOML, checked whole, and told in one sentence when it is wrong."""

from palabre.settings.checks import problem_with_backups, problem_with_bind, problem_with_keys, problem_with_logo
from palabre.settings.duties import DUTIES, standings, unmet
from palabre.settings.duty import Duty, Standing
from palabre.settings.reading import SettingsError, demo_file, load_settings, read_settings
from palabre.settings.shape import ConfiguredRoom, Settings

__all__ = [
    "DUTIES",
    "ConfiguredRoom",
    "Duty",
    "Settings",
    "SettingsError",
    "Standing",
    "demo_file",
    "load_settings",
    "problem_with_backups",
    "problem_with_bind",
    "problem_with_keys",
    "problem_with_logo",
    "read_settings",
    "standings",
    "unmet",
]
