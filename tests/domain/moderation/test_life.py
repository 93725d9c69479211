"""What of a rule stands follows from its revisions alone."""

import msgspec
import pytest

from palabre.domain.moderation.life import lived
from palabre.domain.moderation.revision import NEXT, Revision, RuleText, may_become
from palabre.domain.moderation.rule import RuleStatus

TEXT = RuleText(when="link > 3", verdict="hold", policy="rule-4", explanation={"fr": "Trop.", "en": "Too many."})


def revision(number: int, version: str, status: RuleStatus) -> Revision:
    return Revision(
        rule_id="many-links",
        number=number,
        version=version,
        status=status,
        author="M-1",
        approver="",
        by="M-1",
        at_ms=number,
        text=TEXT,
    )


def stands(*steps: tuple[str, RuleStatus]) -> list[tuple[str, RuleStatus]]:
    """The versions that stand after these steps, with their status."""
    life = lived(revision(number, *step) for number, step in enumerate(steps, 1))
    return [(each.version, each.status) for each in life.standing()]


def test_a_rule_nobody_wrote_does_not_stand() -> None:
    assert stands() == []


def test_one_version_goes_through_its_life() -> None:
    steps: list[tuple[str, RuleStatus]] = [("a", "draft"), ("a", "shadow"), ("a", "live"), ("a", "retired")]
    for count, step in enumerate(steps, 1):
        assert stands(*steps[:count]) == [step]


def test_what_is_in_force_stays_so_until_the_next_version_is_live() -> None:
    begun: list[tuple[str, RuleStatus]] = [("a", "live"), ("b", "draft")]
    assert stands(*begun) == [("a", "live"), ("b", "draft")]
    assert stands(*begun, ("b", "shadow")) == [("a", "live"), ("b", "shadow")]
    assert stands(*begun, ("b", "shadow"), ("b", "live")) == [("b", "live")]


def test_a_newer_draft_replaces_the_one_before() -> None:
    assert stands(("a", "draft"), ("b", "draft")) == [("b", "draft")]


def test_a_version_that_is_braked_is_in_shadow() -> None:
    assert stands(("a", "live"), ("a", "shadow")) == [("a", "shadow")]


def test_retiring_one_version_leaves_the_other() -> None:
    assert stands(("a", "live"), ("b", "shadow"), ("b", "retired")) == [("a", "live")]
    assert stands(("a", "live"), ("b", "shadow"), ("a", "retired")) == [("b", "shadow")]


def test_the_latest_version_is_meant_unless_one_is_named() -> None:
    life = lived([revision(1, "a", "live"), revision(2, "b", "draft")])
    assert [getattr(life.of(version), "version", None) for version in (None, "a", "b", "c")] == ["b", "a", "b", None]


@pytest.mark.parametrize("status", NEXT)
def test_nothing_becomes_live_without_having_been_in_shadow(status: RuleStatus) -> None:
    assert may_become(status, "live") == (status == "shadow")


def test_a_revision_is_kept_whole() -> None:
    kept = msgspec.json.decode(msgspec.json.encode(revision(1, "a", "draft")), type=Revision)
    assert kept == revision(1, "a", "draft")
