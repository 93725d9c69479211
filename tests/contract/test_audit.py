"""What was done commits to itself, in every store: dense numbers, a digest each, erasure that breaks nothing."""

import msgspec

from palabre.domain.moderation.audit import Audit, Finding, Head
from palabre.domain.moderation.event import Deed, commitment
from palabre.ports.store import Store
from tests.contract.scene import NOON


def deed(subject: str = "", reason: str = "", case_id: str = "", data: bytes = b"") -> Deed:
    return Deed(at_ms=NOON, who="M-1", what="case_claimed", subject=subject, reason=reason, case_id=case_id, data=data)


def without_rows(deed: Deed) -> Deed:
    """As it was handed over: a database binds those of a case to its rows."""
    fields = msgspec.json.decode(deed.data, type=dict[str, msgspec.Raw]) if deed.data else {}
    fields.pop("rows", None)
    return msgspec.structs.replace(deed, data=msgspec.json.encode(fields) if fields else b"")


async def look(store: Store) -> list[Finding]:
    audit = Audit(await store.audit_heads())
    found = [*audit.take(await store.commitments(0, 1_000))]
    return [*found, *audit.end(await store.deeds_done())]


async def test_every_event_has_a_number_without_holes_and_commits_to_all_of_it(store: Store) -> None:
    made = [deed("é", "parce que", "case-1", b'{"room":"agora"}'), deed(), deed("m1")]
    for each in made:
        await store.record_deed(each)
    kept = await store.commitments(0, 10)
    assert [(each.event.id, without_rows(each.event.deed)) for each in kept] == [*enumerate(made, 1)]
    assert await store.commitments(1, 1) == [kept[1]]
    assert len({each.salt for each in kept}) == 3
    for found in kept:
        assert found.salt is not None and len(found.salt) == 16
        assert found.digest == commitment(found.salt, found.event.id, found.event.deed)
    assert await store.deeds_done() == 3
    assert await look(store) == []


async def test_the_events_of_a_case_are_found_in_order(store: Store) -> None:
    for number, case_id in enumerate(("one", "two", "one")):
        await store.record_deed(deed(f"m{number}", case_id=case_id))
    assert [event.deed.subject for event in await store.events_of_case("one")] == ["m0", "m2"]


async def test_an_erased_event_says_nothing_any_more_and_the_tree_stands(store: Store) -> None:
    for subject in ("a", "b", "c"):
        await store.record_deed(deed(subject, "à effacer"))
    audit = Audit(())
    assert [*audit.take(await store.commitments(0, 10))] == []
    await store.add_audit_head(Head(size=3, root=audit.tree.root(), at_ms=NOON, public_key=b"k", signature=b"s"))
    asked = Deed(at_ms=NOON + 1, who="operator", what="event_erased", reason="article 17")
    assert await store.erase_event(2, asked)
    assert not await store.erase_event(2, asked)
    assert not await store.erase_event(9, asked)
    second = (await store.commitments(1, 1))[0]
    assert second.salt is None and second.event.is_erased
    assert second.event.deed == Deed(at_ms=NOON, who="", what="case_claimed")
    assert (await store.commitments(3, 1))[0].event.deed.subject == "2"
    assert await look(store) == []


async def test_heads_are_kept_in_order_of_size(store: Store) -> None:
    heads = [Head(size=size, root=b"r%d" % size, at_ms=NOON + size, public_key=b"k", signature=b"s") for size in (1, 5)]
    for head in reversed(heads):
        await store.add_audit_head(head)
    assert await store.audit_heads() == heads
