"""The staff, their ways in, what they did and the rules they wrote: the same in every store."""

import msgspec
import pytest

from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.revision import Revision, RuleText
from palabre.domain.refusal import Refusal
from palabre.domain.staff import LINK_MS, STAFF_IDLE_MS, STAFF_MAX_AGE_MS, Staff, StaffLink, StaffSession
from palabre.ports.store import Store
from tests.contract.scene import HOUR, NOON

MO = b"link-of-mo"
NOUR = b"link-of-nour"
SESSION = b"session-of-mo"
TEXT = RuleText(
    when="link > 0",
    verdict="hold",
    policy="rule-4",
    explanation={"fr": "Un lien.", "en": "A link."},
    patterns=("cas*no",),
)


def deed(what: str = "signed_in", **more: object) -> Deed:
    return msgspec.convert({"at_ms": NOON, "who": "M-1", "what": what, **more}, Deed)


def revision(rule_id: str = "no-links", number: int = 1, **more: object) -> Revision:
    first = Revision(
        rule_id=rule_id,
        number=number,
        version="0123456789ab",
        status="draft",
        author="M-1",
        approver="",
        by="M-1",
        at_ms=NOON,
        text=TEXT,
    )
    return msgspec.structs.replace(first, **more)


async def test_members_are_numbered_in_order_and_keep_their_rooms(store: Store) -> None:
    mo = await store.add_staff("Mo", "moderator", None)
    nour = await store.add_staff("Nour", "owner", frozenset({2, 7}))
    assert (mo.id, nour.id) == ("M-1", "M-2")
    assert await store.staff() == [mo, nour]
    assert await store.staff() == [
        Staff(number=1, name="Mo", role="moderator"),
        Staff(number=2, name="Nour", role="owner", rooms=frozenset({2, 7})),
    ]


async def test_a_link_works_once_and_leaves_a_session(store: Store) -> None:
    await store.add_staff_link(StaffLink(MO, 1, NOON + LINK_MS))
    opened = await store.use_staff_link(MO, SESSION, NOON)
    assert opened == StaffSession(SESSION, 1, NOON, NOON)
    assert await store.find_staff_session(SESSION) == opened
    assert await store.use_staff_link(MO, b"another", NOON) is None
    assert await store.find_staff_session(b"another") is None


async def test_a_link_that_is_stale_or_of_nobody_opens_nothing(store: Store) -> None:
    await store.add_staff_link(StaffLink(MO, 1, NOON + LINK_MS))
    assert await store.use_staff_link(MO, SESSION, NOON + LINK_MS) is None
    assert await store.use_staff_link(NOUR, SESSION, NOON) is None


async def test_a_sign_in_ends_when_asked_and_moves_forward_only(store: Store) -> None:
    await store.add_staff_link(StaffLink(MO, 1, NOON + LINK_MS))
    await store.use_staff_link(MO, SESSION, NOON)
    for seen_ms in (NOON + 1_000, NOON + 1):
        await store.touch_staff_session(SESSION, seen_ms)
    found = await store.find_staff_session(SESSION)
    assert found is not None and found.seen_ms == NOON + 1_000
    await store.end_staff_session(SESSION)
    assert await store.find_staff_session(SESSION) is None


async def test_what_is_past_its_end_is_swept(store: Store) -> None:
    for link, session in ((MO, SESSION), (NOUR, b"session-of-nour")):
        await store.add_staff_link(StaffLink(link, 1, NOON + LINK_MS))
        await store.use_staff_link(link, session, NOON)
    await store.add_staff_link(StaffLink(MO, 1, NOON + LINK_MS))
    await store.touch_staff_session(SESSION, NOON + STAFF_IDLE_MS)
    await store.sweep_staff(NOON + STAFF_IDLE_MS)
    assert await store.find_staff_session(SESSION) is not None
    assert await store.find_staff_session(b"session-of-nour") is None
    assert await store.use_staff_link(MO, b"third", NOON) is None
    await store.touch_staff_session(SESSION, NOON + STAFF_MAX_AGE_MS)
    await store.sweep_staff(NOON + STAFF_MAX_AGE_MS)
    assert await store.find_staff_session(SESSION) is None


async def test_what_was_done_is_read_page_by_page_the_latest_first(store: Store) -> None:
    for number in range(5):
        await store.record_deed(deed("message_released", subject=f"m{number}", at_ms=NOON + number))
    first = await store.moderation_events(2**31 - 1, 2)
    assert [event.deed.subject for event in first] == ["m4", "m3"]
    then = await store.moderation_events(first[-1].id, 10)
    assert [event.deed.subject for event in then] == ["m2", "m1", "m0"]
    assert then[-1].deed == deed("message_released", subject="m0")


async def test_an_order_is_kept_with_who_gave_it(store: Store) -> None:
    await store.order(deed("shield_raised"), "shield", b'{"on":true}')
    (event,) = await store.moderation_events(2**31 - 1, 10)
    last = await store.last_control("shield")
    assert last is not None
    assert (event.deed.what, last.data, last.at_ms) == ("shield_raised", b'{"on":true}', NOON)
    await store.order(deed("shield_lowered"), "shield", b'{"on":false}')
    last = await store.last_control("shield")
    assert last is not None and last.data == b'{"on":false}'
    assert await store.last_control("rules.changed") is None


async def test_revisions_of_rules_are_kept_in_order_and_told(store: Store) -> None:
    second = revision(number=2, status="shadow", at_ms=NOON + HOUR, braked=True, approver="M-2")
    shipped = revision("slur", text=None, status="retired", author="", by="M-2")
    for each in (revision(), shipped, second):
        await store.add_revision(each, deed("rule_written", subject=each.rule_id))
    assert await store.revisions() == [revision(), second, shipped]
    assert len(await store.moderation_events(2**31 - 1, 10)) == 3
    assert [entry.kind for entry in await store.control_after(0)] == ["rules.changed"] * 3


async def test_of_two_who_change_a_rule_at_once_one_wins(store: Store) -> None:
    await store.add_revision(revision(), deed("rule_written"))
    with pytest.raises(Refusal, match="conflict"):
        await store.add_revision(revision(status="retired"), deed("rule_retired"))
    assert await store.revisions() == [revision()]
    assert len(await store.moderation_events(2**31 - 1, 10)) == 1
    assert len(await store.control_after(0)) == 1
