"""The numbers of the EU age verification profile, as this verifier holds them."""

DOCTYPE = "eu.europa.ec.av.1"
NAMESPACE = DOCTYPE
ELEMENT = "age_over_18"
THRESHOLD = 18
# An honest answer has some 1,500 bytes and 100 items, seven deep.
MAX_BYTES = 64 * 1024
MAX_ITEMS = 1_000
MAX_DEPTH = 12
# By how much an issuer's clock and ours may differ.
CLOCK_SKEW_MS = 60_000
# Three months, of which the longest have 92 days.
MAX_VALIDITY_MS = 92 * 86_400_000
# A digest hides its element behind at least as many random bytes (ISO/IEC 18013-5, §9.1.2.5).
MIN_SALT_BYTES = 16
MAX_CHAIN = 4
MAX_CERTIFICATE_BYTES = 8 * 1024
MAX_ANCHORS = 500
MAX_LIST_BYTES = 4 * 1024 * 1024
# Nobody looked at a list for a year: its issuers are no longer known to be good.
MAX_LIST_LIFE_MS = 366 * 86_400_000
