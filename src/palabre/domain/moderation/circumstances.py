"""Circumstances: what is known around a text when it is judged: a decision rests on it, the text and the rules only."""

from typing import Literal

from msgspec import Struct

from palabre.domain.room import RoomKind

Trust = Literal["new", "settled"]
Cover = Literal["attended", "unattended", "shield"]
# What the text is: some rules are about names only.
Place = Literal["message", "nickname"]

SHORT = 24
REMEMBERED = 5


class Circumstances(Struct, frozen=True):
    """`said` are the author's last short messages, oldest first; only the last five are looked at.

    `pair_signs` is None while nobody counts them: unknown, which is not none; so is `same_text_rooms`, in how many
    rooms the same was said within a minute. `to_minor`: it is said to someone who said they are a minor.
    `invites_many`: with it, its author has asked so many guests within a day to be somewhere at some time.
    """

    room: RoomKind = "general"
    trust: Trust = "settled"
    cover: Cover = "attended"
    place: Place = "message"
    said: tuple[str, ...] = ()
    pair_signs: int | None = None
    to_minor: bool = False
    same_text_rooms: int | None = None
    invites_many: bool = False

    def facts(self) -> dict[str, str | int | bool | None]:
        """As rules ask for them."""
        return {
            "room": self.room,
            "trust": self.trust,
            "cover": self.cover,
            "place": self.place,
            "pair_signs": self.pair_signs,
            "to_minor": self.to_minor,
            "same_text_rooms": self.same_text_rooms,
            "invites_many": self.invites_many,
        }

    def known(self) -> tuple[str | int | bool | None, ...]:
        """The values of the facts: what rules cannot tell apart is equal."""
        return (
            self.room,
            self.trust,
            self.cover,
            self.place,
            self.pair_signs,
            self.to_minor,
            self.same_text_rooms,
            self.invites_many,
        )

    def lead(self) -> str:
        """The short messages just before, as one text: a word may be cut into several messages."""
        return " ".join(self.said[-REMEMBERED:])


ORDINARY = Circumstances()
