"""Whatever is decided, undone, contested and over: what is in force is the fold of what was recorded."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from palabre.adapters.grounds import shipped_grounds
from palabre.domain.moderation.sanction import Measure, Sanction
from palabre.domain.moderation.statement import to_transparency_database
from palabre.domain.refusal import Refusal
from tests.contract.ruling import statement
from tests.laws.sanction_play import SANCTION_ACTS, SanctionPlay

# Facts of the database's own validation, as of its commit 69e80a0 (2026-06-24).
SCHEMA = Path(__file__).with_name("transparency_database.schema.json")
MEASURES: tuple[Measure, ...] = ("warning", "mute", "kick", "room_ban", "ban", "removal")
an_act = st.tuples(st.sampled_from(SANCTION_ACTS), st.integers(0, 100_000))
often = settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
validator = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text()))


@often
@given(st.lists(an_act, max_size=25))
async def test_what_is_in_force_is_the_fold_of_the_events(acts: list[tuple[str, int]]) -> None:
    play = await SanctionPlay.begin()
    scene = play.scene
    for kind, number in acts:
        await play.act(kind, number)
        now = scene.stage.clock.now_ms()
        stored = await play.stored()
        standing = [kept.standing() for kept in stored]
        in_force = {each.id for each in standing if each is not None and each.restricts(now)}
        assert in_force == play.folded()
        assert all(kept.statement is not None for kept in stored), "a sanction without a statement"
        for kept in stored:
            assert kept.statement is not None
            assert_valid(to_database(kept.statement))
        silenced = any(each is not None and each.restricts(now) for each in standing)
        assert is_silenced(play) == silenced


def is_silenced(play: SanctionPlay) -> bool:
    """Whether the guest is kept from writing in the room it was about."""
    restraints = play.scene.stage.house.standing.restraints
    try:
        restraints.require_writing(1, play.scene.bilal_id)
    except Refusal as refusal:
        assert refusal.sanction is not None, "refused without its reasons"
        return True
    return False


def to_database(found: Any) -> Any:
    ground = shipped_grounds().find(found.ground)
    assert ground is not None
    return to_transparency_database(found, ground)


def assert_valid(told: Any) -> None:
    """As its database would; on failure with its words."""
    validator.validate(json.loads(msgspec.json.encode(told)))


@given(
    st.sampled_from(MEASURES),
    st.sampled_from(shipped_grounds().all),
    st.booleans(),
    st.booleans(),
    st.integers(0, 3),
    st.sampled_from(("fr", "en")),
)
def test_every_statement_is_one_the_transparency_database_takes(
    measure: Measure, ground: Any, notified: bool, detected: bool, removed: int, language: Any
) -> None:
    until = None if measure in ("warning", "removal") else 1_795_348_860_000
    sanction = Sanction(
        id="s", decision_id="d-1_x", kind=measure, session_id="x", room_id=1, from_ms=1_795_348_800_000, until_ms=until
    )
    made = msgspec.structs.replace(
        statement(sanction), ground=ground.id, notified=notified, detected=detected, removed=removed, language=language
    )
    told = to_transparency_database(made, ground)
    assert_valid(told)
    text = msgspec.json.encode(told).decode()
    assert made.quoted is not None and made.quoted not in text
    assert made.reason not in text
