"""Which names a text may be calling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.mention import MAX_CALLS, name_key, names_called
from palabre.domain.nickname import MAX_LENGTH, MIN_LENGTH


def called(body: str, *names: str) -> list[str]:
    """Whom a text calls, among these names."""
    keys = {name_key(name): name for name in names}
    found = (next((keys[key] for key in possible if key in keys), None) for possible in names_called(body))
    return [name for name in found if name]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("@Ana", ["Ana"]),
        ("@ana, tu viens ?", ["Ana"]),
        ("Oui @ANA.", ["Ana"]),
        ("(@Ana)", ["Ana"]),
        ("@Ana\nbonsoir", ["Ana"]),
        ("@chloe et @Chloé", ["Chloé", "Chloé"]),
        ("@Ana-Lucía !", ["Ana-Lucía"]),
        ("@Ana-Lucia@Ana", ["Ana-Lucía"]),
        ("@Ana Lucía, bonsoir", ["Ana"]),
        ("@Jean Du Pont est là", ["Jean du Pont"]),
        ("@Jean Dupont", []),
        ("@Anaïs", []),
        ("@Ana2", []),
        ("@Ana_2", []),
        ("ana@Ana.fr", []),
        ("@ Ana", []),
        ("@", []),
        ("@L’Ours", ["L'Ours"]),
    ],
)
def test_a_name_is_called_up_to_where_a_word_ends(body: str, found: list[str]) -> None:
    assert called(body, "Ana", "Chloé", "Ana-Lucía", "Jean du Pont", "L'Ours") == found


def test_the_longest_name_is_called() -> None:
    assert called("@Ana Lucía bonsoir", "Ana", "Ana Lucía") == ["Ana Lucía"]


@given(st.text(alphabet="@aé 1_.\n-'", max_size=300))
def test_what_is_looked_for_could_be_a_nickname_and_is_bounded(body: str) -> None:
    calls = list(names_called(body))
    assert len(calls) <= min(MAX_CALLS, body.count("@"))
    for keys in calls:
        assert len(keys) <= MAX_LENGTH - MIN_LENGTH + 1
        assert [len(key) for key in keys] == sorted(map(len, keys), reverse=True)


@given(st.text(alphabet="abcdefgé-'1", min_size=MIN_LENGTH, max_size=MAX_LENGTH), st.sampled_from(["", " !", ", oui"]))
def test_any_name_is_found_where_it_is_called(name: str, after: str) -> None:
    assert called(f"Dis @{name}{after}", name) == [name]
