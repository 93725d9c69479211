"""The Member States of the Union, and the languages each has made official among those of the Union."""

from collections.abc import Mapping

# Regulation No 1 of 1958 and the constitutions of the Member States; codes are ISO 3166 and ISO 639.
OFFICIAL_LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "AT": ("de",),
    "BE": ("nl", "fr", "de"),
    "BG": ("bg",),
    "CY": ("el",),
    "CZ": ("cs",),
    "DE": ("de",),
    "DK": ("da",),
    "EE": ("et",),
    "ES": ("es",),
    "FI": ("fi", "sv"),
    "FR": ("fr",),
    "GR": ("el",),
    "HR": ("hr",),
    "HU": ("hu",),
    "IE": ("ga", "en"),
    "IT": ("it",),
    "LT": ("lt",),
    "LU": ("fr", "de"),
    "LV": ("lv",),
    "MT": ("mt", "en"),
    "NL": ("nl",),
    "PL": ("pl",),
    "PT": ("pt",),
    "RO": ("ro",),
    "SE": ("sv",),
    "SI": ("sl",),
    "SK": ("sk",),
}
# The one most citizens of the Union can read: Regulation (EU) 2022/2065, art. 11(3).
BROADLY_UNDERSTOOD = "en"
