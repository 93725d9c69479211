"""Characters that show nothing, though Unicode counts them as letters, symbols or marks."""

# Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties) among letters and marks, and the empty Braille cell.
INVISIBLE = frozenset(
    (
        "\u034f",
        "\u115f",
        "\u1160",
        "\u17b4",
        "\u17b5",
        "\u2800",
        "\u3164",
        "\uffa0",
        *map(chr, range(0x180B, 0x1810)),
        *map(chr, range(0xFE00, 0xFE10)),
        *map(chr, range(0xE0100, 0xE01F0)),
    )
)
