"""Rules are written, rehearsed, approved by somebody else and retired while guests talk."""

from collections.abc import Mapping, Sequence

import msgspec
import pytest

from palabre.domain.moderation.revision import MAX_OWN_PATTERNS, OwnRule, RuleText
from palabre.domain.moderation.rule import Rule, RuleStatus
from palabre.domain.refusal import Refusal
from palabre.domain.staff import Staff
from palabre.ports.screening import Screening
from palabre.ports.store import StoreUnavailable
from palabre.ports.workshop import RuleFault, Workshop
from palabre.services.board import Board
from palabre.services.rules_in_force import RulesInForce
from palabre.services.ruling import Ruling
from tests.cast import HOUR, Stage, Tab, assert_done, assert_refused, declined, restarted, set_stage

SAMPLE = 50
NO_SOUP = RuleText(
    when='matches and place == "message"',
    verdict="block",
    policy="rule-4",
    explanation={"fr": "Pas de soupe ici.", "en": "No soup here."},
    patterns=("soup*",),
)


@pytest.fixture
async def stage() -> Stage:
    return await set_stage()


@pytest.fixture
def ruling(stage: Stage) -> Ruling:
    return stage.house.http.team.ruling


@pytest.fixture
async def mo(stage: Stage) -> Staff:
    return await stage.moderator("Mo")


@pytest.fixture
async def nour(stage: Stage, mo: Staff) -> Staff:
    return await stage.moderator("Nour")


async def put_in_force(ruling: Ruling, author: Staff, other: Staff, text: RuleText = NO_SOUP) -> None:
    await ruling.write(author, "no-soup", text)
    await ruling.set_status(author, "no-soup", "shadow")
    await ruling.set_status(other, "no-soup", "live")


async def talk(tab: Tab, times: int) -> None:
    """As many harmless messages."""
    for number in range(times):
        assert_done(await tab.post(f"Bonsoir à tous les {number}"))


def hits_of(ruling: Ruling) -> tuple[int, int, int]:
    """What the rule matched live and in shadow, of how many judged."""
    (entry,) = [entry for entry in ruling.entries() if entry.rule.id == "no-soup"]
    return ruling.hits(entry.version)


def statuses(ruling: Ruling, rule_id: str = "no-soup") -> list[RuleStatus]:
    return [entry.rule.status for entry in ruling.entries() if entry.rule.id == rule_id]


async def test_a_rule_goes_from_draft_through_shadow_to_live_under_the_guests(
    stage: Stage, ruling: Ruling, mo: Staff, nour: Staff
) -> None:
    ana = await stage.guest("Ana", "agora")
    version = await ruling.write(mo, "no-soup", NO_SOUP)
    assert_done(await ana.post("Une soupe ce soir"))
    await ruling.set_status(mo, "no-soup", "shadow")
    assert_done(await ana.post("Une bonne soupe"))
    assert ruling.hits(version)[:2] == (0, 1)
    await ruling.set_status(nour, "no-soup", "live")
    refused = await ana.post("Encore et toujours des soupes")
    assert_refused(refused, "screened")
    assert (refused["rule"], refused["words"]) == ("rule-4", ["soupes"])
    assert refused["explanation"] == "Pas de soupe ici."
    assert ruling.hits(version).live == 1
    await ruling.set_status(mo, "no-soup", "retired")
    assert_done(await ana.post("La soupe est prête"))


async def test_it_goes_live_by_somebody_else_than_its_author(ruling: Ruling, mo: Staff, nour: Staff) -> None:
    await ruling.write(mo, "no-soup", NO_SOUP)
    await ruling.set_status(nour, "no-soup", "shadow")
    with declined("needs_another_person"):
        await ruling.set_status(mo, "no-soup", "live")
    await ruling.set_status(nour, "no-soup", "live")
    (entry,) = [entry for entry in ruling.entries() if entry.rule.id == "no-soup"]
    assert (entry.rule.author, entry.rule.approver) == ("M-1", "M-2")


@pytest.mark.parametrize(("path", "refused"), [((), "live"), (("retired",), "live"), (("shadow",), "draft")])
async def test_no_step_of_its_life_is_left_out(
    ruling: Ruling, mo: Staff, nour: Staff, path: tuple[RuleStatus, ...], refused: RuleStatus
) -> None:
    await ruling.write(mo, "no-soup", NO_SOUP)
    for status in path:
        await ruling.set_status(nour, "no-soup", status)
    with declined("status_refused"):
        await ruling.set_status(nour, "no-soup", refused)


async def test_a_new_version_is_rehearsed_beside_the_one_in_force(
    stage: Stage, ruling: Ruling, mo: Staff, nour: Staff
) -> None:
    ana = await stage.guest("Ana", "agora")
    await put_in_force(ruling, mo, nour)
    broader = await ruling.write(nour, "no-soup", msgspec.structs.replace(NO_SOUP, patterns=("soup*", "potage*")))
    await ruling.set_status(nour, "no-soup", "shadow")
    assert statuses(ruling) == ["live", "shadow"]
    assert_done(await ana.post("Un potage"))
    assert_refused(await ana.post("Une soupe"), "screened")
    assert ruling.hits(broader)[:2] == (0, 2)
    await ruling.set_status(mo, "no-soup", "live")
    assert statuses(ruling) == ["live"]
    assert_refused(await ana.post("Un potage encore"), "screened")


async def test_what_stands_survives_a_restart(stage: Stage, ruling: Ruling, mo: Staff, nour: Staff) -> None:
    await put_in_force(ruling, mo, nour)
    version = ruling.version
    stage = await restarted(stage)
    assert stage.house.http.team.ruling.version == version
    assert_refused(await (await stage.guest("Ana", "agora")).post("Une soupe"), "screened")


async def test_what_another_node_changed_is_followed(stage: Stage, ruling: Ruling, mo: Staff, nour: Staff) -> None:
    other = await restarted(stage)
    await put_in_force(ruling, mo, nour)
    await other.step(1)
    assert other.house.http.team.ruling.version == ruling.version


async def test_every_change_is_recorded_and_ordered(stage: Stage, ruling: Ruling, mo: Staff, nour: Staff) -> None:
    await put_in_force(ruling, mo, nour)
    told = [(event.deed.who, event.deed.what) for event in reversed(await stage.store.moderation_events(100, 10))]
    assert told == [("M-1", "rule_written"), ("M-1", "rule_shadowed"), ("M-2", "rule_approved")]
    assert [entry.kind for entry in await stage.store.control_after(0)] == ["rules.changed"] * 3


async def test_of_a_shipped_rule_only_the_status_changes(stage: Stage, ruling: Ruling, mo: Staff) -> None:
    with declined("rule_refused") as found:
        await ruling.write(mo, "threat", NO_SOUP)
    assert found.refusal.field == "id"
    await ruling.set_status(mo, "threat", "shadow")
    assert statuses(ruling, "threat") == ["shadow"]
    verdict = ruling.in_force.judge("je vais te tuer")
    assert "threat" in {fired.rule.id for fired in verdict.shadow} - {fired.rule.id for fired in verdict.fired}


@pytest.mark.parametrize(
    ("changes", "field", "place"),
    [
        ({"when": "matches and linkk > 1"}, "when", (1, 13)),
        ({"when": "matches and\n link ="}, "when", (2, 7)),
        ({"when": "matches", "patterns": ()}, "when", (1, 1)),
        ({"when": "link > 1 and link < 1"}, "when", (1, 1)),
        ({"patterns": ("soup*", "/(soup/")}, "patterns", (2, None)),
        ({"patterns": ("/(?=soup)/",)}, "patterns", (1, None)),
        ({"patterns": ("*",)}, "patterns", (1, None)),
        ({"explanation": {"fr": "Pas de soupe.", "en": " "}}, "explanation", (None, None)),
    ],
)
async def test_a_rule_that_cannot_be_used_is_refused_with_its_place(
    ruling: Ruling, mo: Staff, changes: dict[str, object], field: str, place: tuple[int | None, int | None]
) -> None:
    wrong = msgspec.structs.replace(NO_SOUP, **changes)
    with declined("rule_refused") as found:
        await ruling.write(mo, "no-soup", wrong)
    assert (found.refusal.field, (found.refusal.line, found.refusal.column)) == (field, place)
    (fault, *_) = await ruling.check(mo, "no-soup", wrong)
    assert (fault.field, fault.sentence) == (field, found.refusal.words)
    assert statuses(ruling) == []


async def test_patterns_are_limited_in_number(ruling: Ruling, mo: Staff) -> None:
    many = tuple(f"soupe{number}" for number in range(MAX_OWN_PATTERNS + 1))
    with declined("too_many_rules"):
        await ruling.write(mo, "no-soup", msgspec.structs.replace(NO_SOUP, patterns=many))


async def test_only_who_answers_for_the_whole_place_changes_rules(stage: Stage, ruling: Ruling) -> None:
    for member in (await stage.moderator(rooms=frozenset({1})), await stage.moderator(role="custodian")):
        with declined("not_for_you"):
            await ruling.write(member, "no-soup", NO_SOUP)
        with declined("not_for_you"):
            await ruling.set_status(member, "threat", "retired")


async def test_nobody_decides_on_a_rule_that_is_none(ruling: Ruling, mo: Staff) -> None:
    with declined("rule_unknown"):
        await ruling.set_status(mo, "no-soup", "shadow")


async def test_a_young_rule_that_hits_too_much_loses_its_effect_and_its_author_is_told(
    stage: Stage, ruling: Ruling, mo: Staff, nour: Staff
) -> None:
    ana = await stage.guest("Ana", "agora")
    await put_in_force(ruling, mo, nour)
    for _ in range(3):
        assert_refused(await ana.post("Une soupe"), "screened")
    await stage.step(1)
    assert statuses(ruling) == ["live"]
    await talk(ana, SAMPLE - 3)
    await stage.step(1)
    assert statuses(ruling) == ["shadow"]
    assert ruling.braked() == ("no-soup",)
    assert_done(await ana.post("Une soupe"))
    (event,) = await stage.store.moderation_events(100, 1)
    assert (event.deed.who, event.deed.what, event.deed.reason) == ("palabre", "rule_braked", "3 / 50")
    await ruling.set_status(nour, "no-soup", "live")
    assert ruling.braked() == ()


async def test_a_rule_that_hits_seldom_keeps_its_effect(stage: Stage, ruling: Ruling, mo: Staff, nour: Staff) -> None:
    ana = await stage.guest("Ana", "agora")
    await put_in_force(ruling, mo, nour)
    await talk(ana, 60)
    for _ in range(3):
        await ana.post("Une soupe")
    await stage.step(1)
    assert statuses(ruling) == ["live"]


async def test_a_rule_of_a_day_is_braked_no_more(stage: Stage, ruling: Ruling, mo: Staff, nour: Staff) -> None:
    await put_in_force(ruling, mo, nour)
    stage.clock.step(24 * HOUR)
    ana = await stage.guest("Ana", "agora")
    await talk(ana, SAMPLE)
    for _ in range(3):
        assert_refused(await ana.post("Une soupe"), "screened")
    await stage.step(1)
    assert statuses(ruling) == ["live"]


async def test_what_a_rule_matched_is_known_over_a_restart_and_so_is_the_brake(
    stage: Stage, ruling: Ruling, mo: Staff, nour: Staff
) -> None:
    ana = await stage.guest("Ana", "agora")
    await talk(ana, 5)
    await put_in_force(ruling, mo, nour)
    for _ in range(2):
        assert_refused(await ana.post("Une soupe"), "screened")
    await talk(ana, SAMPLE - 10)
    before = hits_of(ruling)
    assert before == (2, 0, SAMPLE - 8)
    await stage.step(1)
    stage = await restarted(stage)
    ruling = stage.house.http.team.ruling
    assert hits_of(ruling) == before
    bilal = await stage.guest("Bilal", "agora")
    await talk(bilal, 7)
    assert_refused(await bilal.post("Une soupe"), "screened")
    assert hits_of(ruling) == (3, 0, SAMPLE)
    await stage.step(1)
    assert statuses(ruling) == ["shadow"]
    await stage.step(1)
    later = (await restarted(stage)).house.http.team.ruling
    assert later.braked() == ("no-soup",)
    assert hits_of(later) == (0, 0, 0)


async def test_counts_that_cannot_be_kept_are_kept_later(stage: Stage, ruling: Ruling, mo: Staff, nour: Staff) -> None:
    ana = await stage.guest("Ana", "agora")
    await put_in_force(ruling, mo, nour)
    assert_refused(await ana.post("Une soupe"), "screened")
    stage.store.tables.writable = False
    with pytest.raises(StoreUnavailable):
        await stage.house.tallying.step()
    assert_refused(await ana.post("Une soupe"), "screened")
    stage.store.tables.writable = True
    await stage.house.tallying.step()
    await stage.house.tallying.step()
    assert hits_of((await restarted(stage)).house.http.team.ruling) == (2, 0, 2)


async def test_the_operator_promotes_from_the_command_line(stage: Stage, ruling: Ruling, mo: Staff) -> None:
    await ruling.write(mo, "no-soup", NO_SOUP)
    for status in ("shadow", "live"):
        order = msgspec.json.encode({"id": "no-soup", "to": status})
        await stage.store.append_control("rules.promote", order, stage.clock.now_ms())
        await stage.step(1)
    (entry,) = [entry for entry in ruling.entries() if entry.rule.id == "no-soup"]
    assert (entry.rule.status, entry.rule.approver) == ("live", "operator")


async def test_an_order_that_cannot_be_carried_out_stops_nothing(stage: Stage, ruling: Ruling) -> None:
    for data in (b'{"id":"nothing","to":"live"}', b'{"id":3}'):
        await stage.store.append_control("rules.promote", data, stage.clock.now_ms())
    await stage.store.append_control("room.close", b'{"slug":"minuit"}', stage.clock.now_ms())
    await stage.step(1)
    assert (await stage.store.rooms())[2].closed
    assert ruling.problem is None


class BrokenWorkshop:
    """A workshop whose builds fail, as after an upgrade that knows a signal no more."""

    def __init__(self, whole: Workshop) -> None:
        self._whole = whole

    def shipped(self) -> Mapping[str, Rule]:
        return self._whole.shipped()

    def version(self, own: OwnRule) -> str:
        return self._whole.version(own)

    def check(self, own: OwnRule) -> list[RuleFault]:
        return []

    def build(self, shipped: Sequence[Rule], own: Sequence[OwnRule]) -> Screening:
        raise RuleFault("no-soup", "when", "unknown signal `matches`", 1, 1)


async def test_when_the_rules_cannot_be_built_the_old_ones_stay_in_force(
    stage: Stage, ruling: Ruling, mo: Staff
) -> None:
    in_force = RulesInForce(stage.house.http.team.rehearsing.in_force.screening)
    board = Board(stage.clock, stage.house.health)
    broken = Ruling(stage.store, BrokenWorkshop(ruling.workshop), in_force, stage.clock, board, sample=SAMPLE)
    before = in_force.version
    with declined("rule_refused"):
        await broken.write(mo, "no-soup", NO_SOUP)
    assert await stage.store.revisions() == []
    await ruling.write(mo, "no-soup", NO_SOUP)
    await broken.start()
    assert (in_force.version, broken.problem) == (before, "no-soup: unknown signal `matches`")


async def test_of_two_nodes_that_change_a_rule_at_once_one_wins(stage: Stage, ruling: Ruling, mo: Staff) -> None:
    other = (await restarted(stage)).house.http.team.ruling
    await ruling.write(mo, "no-soup", NO_SOUP)
    with pytest.raises(Refusal, match="conflict"):
        await other.write(mo, "no-soup", NO_SOUP)
