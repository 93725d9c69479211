"""What simulated guests are called, and what they say."""

from collections.abc import Iterator
from itertools import product

NAMES = ("Ana", "Bilal", "Diane", "Elias", "Farid", "Gwen", "Hugo", "Jules", "Karim", "Nadia", "Paula", "Samir", "Vera")
# 0 and 1 look like letters: two names may then be the same to the server.
DIGITS = "23456789"
MILLION = 1_000_000
SENTENCES = (
    "La pluie s’arrête enfin, on sort les chaises.",
    "Quelqu’un a déjà essayé le pain au levain sans pétrir ? Le mien ne lève pas, et je ne sais pas ce que je rate.",
    "Oui, toujours.",
    "I would start with the small pan: the large one never gets hot enough in the middle, whatever the recipe says.",
    "Bonsoir tout le monde",
    "On se retrouve au marché samedi, côté fontaine, et chacun apporte ce qu’il veut faire goûter aux autres.",
    "No idea, sorry.",
    "Merci pour l’adresse du menuisier, il est passé ce matin et la porte ferme enfin comme il faut.",
    "Pas mal du tout, cette émission d’hier soir.",
    "C’est noté, je regarde et je te réponds demain.",
)


def nicknames() -> Iterator[str]:
    """Names that no two guests share, however the server compares them."""
    for length in range(2, 9):
        for digits in product(DIGITS, repeat=length):
            yield f"{NAMES[sum(map(int, digits)) % len(NAMES)]} {''.join(digits)}"


def sentence(number: int) -> str:
    """The body of a message: never the same twice, so that nobody seems to repeat themselves.

    No number in it is so long that it could be a telephone number: screening would hold it.
    """
    return f"{SENTENCES[number % len(SENTENCES)]} ({number // MILLION % MILLION} ou {number % MILLION})"
