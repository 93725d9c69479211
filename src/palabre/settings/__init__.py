"""The configuration: read from TOML, checked whole, and told in one sentence when it is wrong."""

from palabre.settings.checks import problem_with_bind, problem_with_keys, problem_with_logo
from palabre.settings.duties import DUTIES, Duty
from palabre.settings.reading import SettingsError, demo_file, load_settings, read_settings
from palabre.settings.shape import ConfiguredRoom, Settings

__all__ = [
    "DUTIES",
    "ConfiguredRoom",
    "Duty",
    "Settings",
    "SettingsError",
    "demo_file",
    "load_settings",
    "problem_with_bind",
    "problem_with_keys",
    "problem_with_logo",
    "read_settings",
]
