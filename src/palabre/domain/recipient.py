"""Recipients: the public keys of age, as text (Bech32, BIP 173)."""

PREFIX = "age"
ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
KEY_WORDS = 52
CHECKSUM_WORDS = 6


def is_recipient(text: str) -> bool:
    """Whether it is an X25519 recipient of age, its checksum right."""
    prefix, one, data = text.partition("1")
    if prefix != PREFIX or not one or len(data) != KEY_WORDS + CHECKSUM_WORDS or not set(data) <= set(ALPHABET):
        return False
    expanded = [ord(each) >> 5 for each in prefix] + [0] + [ord(each) & 31 for each in prefix]
    return polymod([*expanded, *map(ALPHABET.index, data)]) == 1


def polymod(values: list[int]) -> int:
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for place, part in enumerate(GENERATOR):
            checksum ^= part if (top >> place) & 1 else 0
    return checksum
