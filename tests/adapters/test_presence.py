"""Presence: whose tag it is, and finding someone by the beginning of a name."""

import pytest

from palabre.adapters.presence import MemoryPresence
from palabre.domain.presence import Person

AGORA, CUISINE = 1, 2


def listing(*nicknames: str) -> MemoryPresence:
    """Agora with these guests listed and present."""
    presence = MemoryPresence()
    for number, nickname in enumerate(nicknames):
        presence.arrive(AGORA, number, f"session-{number}")
        presence.list_person(AGORA, f"session-{number}", Person(nickname, f"tag-{number}"))
    return presence


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("", ["Ana", "Anne-Éliâne", "Bilal", "Chloé", "Jean de la Lune", "ÉLODIE"]),
        ("an", ["Ana", "Anne-Éliâne"]),
        ("  AN ", ["Ana", "Anne-Éliâne"]),
        ("chloe", ["Chloé"]),
        ("CHLOÉ", ["Chloé"]),
        ("el", ["Anne-Éliâne", "ÉLODIE"]),
        ("lune", ["Jean de la Lune"]),
        ("de  la", ["Jean de la Lune"]),
        ("une", []),
        ("chloée", []),
        (".*", []),
        ("zoé", []),
    ],
)
def test_someone_is_found_by_the_beginning_of_a_nickname_or_a_word_of_it(name: str, found: list[str]) -> None:
    presence = listing("Chloé", "Bilal", "Jean de la Lune", "ÉLODIE", "Ana", "Anne-Éliâne")
    assert [person.nickname for person in presence.find(AGORA, name, 20)] == found


def test_only_so_many_are_found_in_the_order_of_the_roster() -> None:
    presence = listing(*(f"Ana {number:03}" for number in range(300, 0, -1)))
    assert presence.find(AGORA, "ana", 3) == presence.people(AGORA)[:3] == presence.find(AGORA, "", 3)
    assert presence.find(AGORA, "ana", 0) == ()
    assert presence.find(CUISINE, "ana", 3) == ()


def test_who_left_or_only_reads_is_not_found() -> None:
    presence = listing("Ana", "Bilal")
    presence.arrive(AGORA, 9, "session-of-a-reader")
    presence.depart(AGORA, 0, lost=False, now=0.0)
    assert [person.nickname for person in presence.find(AGORA, "", 20)] == ["Bilal"]


def test_a_tag_tells_whose_it_is_also_after_they_left() -> None:
    presence = listing("Ana", "Bilal")
    presence.depart(AGORA, 0, lost=False, now=0.0)
    assert presence.session_of(AGORA, "tag-0") == "session-0"
    assert presence.session_of(AGORA, "tag-1") == "session-1"
    assert presence.session_of(AGORA, "tag-2") is None
    assert presence.session_of(CUISINE, "tag-0") is None


def test_a_tag_of_yesterday_or_of_an_ended_session_is_of_nobody() -> None:
    presence = listing("Ana", "Bilal")
    presence.retag(AGORA, lambda session_id: f"new-{session_id}")
    presence.forget("session-1")
    assert presence.session_of(AGORA, "tag-0") is None
    assert presence.session_of(AGORA, "new-session-0") == "session-0"
    assert presence.session_of(AGORA, "new-session-1") is None
