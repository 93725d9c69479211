"""Evidence is sealed with every version there was, and outlives the message."""

from palabre.adapters.sealing import AesGcmSealer
from palabre.domain.moderation.evidence import AFTER, BEFORE
from palabre.domain.room import Room
from palabre.ports.cases import Author, Wanted
from palabre.ports.store import Store
from tests.contract.reporting import about, file, pieces_of, taken
from tests.contract.scene import ANA, BILAL, CHLOE, HOUR, MINUTE, NOON, announcement, say


async def test_every_version_of_a_message_that_was_edited_removed_and_whose_author_left(
    store: Store, agora: Room
) -> None:
    threat = await say(store, agora, "Je vais te tuer", by=ANA)
    await store.edit(agora.id, threat.message_id, ANA, "Je vais te retrouver", NOON + MINUTE)
    await store.remove(agora.id, threat.message_id, ANA, NOON + 2 * MINUTE)
    await store.end_session(ANA, NOON + 3 * MINUTE)
    filed = await file(store, about(agora, ANA, threat), "danger", at_ms=NOON + HOUR)
    first, second = await store.pieces(filed.case.id)
    assert (first.text.body, second.text.body) == ("Je vais te tuer", "Je vais te retrouver")
    assert (first.text.version, second.text.version) == (1, 2)
    assert (first.text.at_ms, second.text.at_ms) == (NOON, NOON + MINUTE)
    assert second.text.removed == "author"
    assert first.reported
    assert second.reported


async def test_what_was_erased_is_still_under_seal(store: Store, agora: Room) -> None:
    threat = await say(store, agora, "Je vais te tuer", by=ANA)
    await store.erase(ANA, NOON + MINUTE)
    assert await store.guest_of(agora.id, f"tag-{ANA}-{agora.id}") is None
    author = await store.author_of(agora.id, f"tag-{ANA}-{agora.id}")
    assert author is not None
    assert author.session_id == ANA
    (text,) = await store.texts(agora.id, Wanted(message_id=threat.message_id))
    assert (text.body, text.removed) == ("Je vais te tuer", "erased")


async def test_the_texts_around_a_message_are_those_before_and_after_it(store: Store, agora: Room) -> None:
    said = [await say(store, agora, f"texte {n}", by=BILAL) for n in range(60)]
    texts = await store.texts(agora.id, Wanted(message_id=said[20].message_id))
    assert [text.offset for text in texts] == list(range(21 - BEFORE, 21 + AFTER + 1))
    assert await store.texts(agora.id, Wanted(message_id="nothing")) == []


async def test_the_texts_of_a_guest_are_their_own_after_an_offset(store: Store, agora: Room) -> None:
    for n in range(3):
        await say(store, agora, f"d'Ana {n}", by=ANA)
        await say(store, agora, f"de Chloé {n}", by=CHLOE)
    texts = await store.texts(agora.id, Wanted(session_id=ANA, after=1))
    assert [text.body for text in texts] == ["d'Ana 1", "d'Ana 2"]
    everybody = await store.texts(agora.id, Wanted(after=4))
    assert [text.body for text in everybody] == ["d'Ana 2", "de Chloé 2"]


async def test_more_evidence_is_added_once_and_a_removal_is_noted(store: Store, agora: Room) -> None:
    threat = await say(store, agora, "Je vais te tuer", by=ANA)
    subject = about(agora, ANA, threat)
    filed = await file(store, subject)
    await store.remove(agora.id, threat.message_id, ANA, NOON + MINUTE)
    await say(store, agora, "Au revoir", by=ANA)
    assert await store.add_pieces(filed.case.id, await taken(store, subject)) == 1
    assert await store.add_pieces(filed.case.id, await taken(store, subject)) == 0
    removed, later = await store.pieces(filed.case.id)
    assert (removed.text.body, removed.text.removed, removed.text.hidden_ms) == (
        "Je vais te tuer",
        "author",
        NOON + MINUTE,
    )
    assert (later.text.body, later.reported) == ("Au revoir", False)
    sealed = [event for event in await store.events_of_case(filed.case.id) if event.deed.what == "evidence_sealed"]
    assert len(sealed) == 2


async def test_a_message_that_was_evidence_may_be_reported_next(store: Store, agora: Room) -> None:
    first, second = await say(store, agora, "Un", by=ANA), await say(store, agora, "Deux", by=ANA)
    filed = await file(store, about(agora, ANA, second))
    assert [piece.reported for piece in await store.pieces(filed.case.id)] == [False, True]
    await file(store, about(agora, ANA, first), by=CHLOE)
    assert [piece.reported for piece in await store.pieces(filed.case.id)] == [True, True]


async def test_evidence_outlives_the_log(store: Store, agora: Room, sealer: AesGcmSealer) -> None:
    threat = await say(store, agora, "Je vais te tuer", by=ANA)
    filed = await file(store, about(agora, ANA, threat))
    await store.expire(agora.id, NOON + HOUR, 100)
    assert await store.message(agora.id, threat.message_id) is None
    (piece,) = await store.pieces(filed.case.id)
    assert (piece.text.body, piece.text.nickname, piece.altered) == ("Je vais te tuer", "Ana", False)


async def test_the_operator_has_no_tag_to_report(store: Store, agora: Room) -> None:
    written = announcement(agora)
    await store.post(written)
    assert await store.author_of(agora.id, written.author.tag) is None
    assert await store.author_of(agora.id, "nobody") is None
    texts = await store.texts(agora.id, Wanted(message_id=written.id))
    assert [piece.text.session_id for piece in pieces_of(texts, None)] == ["operator"]


async def test_a_message_past_its_hours_is_found_with_every_version_for_a_day_and_shown_to_nobody(
    store: Store, agora: Room
) -> None:
    before = await say(store, agora, "Bonsoir", by=BILAL, at_ms=NOON)
    threat = await say(store, agora, "Je vais te tuer", by=ANA, at_ms=NOON + 1)
    await store.edit(agora.id, threat.message_id, ANA, "Je vais te retrouver", NOON + MINUTE)
    kept = await say(store, agora, "Salut", by=CHLOE, at_ms=NOON + 2 * HOUR)
    await store.expire(agora.id, NOON + HOUR, 500, now_ms=NOON + 2 * HOUR)
    assert await store.message(agora.id, threat.message_id) is None
    assert [text.body for text in await store.texts(agora.id, Wanted())] == ["Salut"]
    texts = await store.texts(agora.id, Wanted(message_id=threat.message_id))
    assert [(text.message_id, text.body, text.version) for text in texts] == [
        (before.message_id, "Bonsoir", 1),
        (threat.message_id, "Je vais te tuer", 1),
        (threat.message_id, "Je vais te retrouver", 2),
        (kept.message_id, "Salut", 1),
    ]
    assert "" not in {text.nickname for text in texts}
    assert [text.hidden_ms for text in texts] == [NOON + 2 * HOUR, NOON + MINUTE, NOON + 2 * HOUR, None]
    of_ana = await store.texts(agora.id, Wanted(session_id=ANA))
    assert [text.version for text in of_ana] == [1, 2]
    around = await store.texts(agora.id, Wanted(message_id=kept.message_id, before=1))
    assert [text.body for text in around] == ["Je vais te tuer", "Je vais te retrouver", "Salut"]
    filed = await file(store, about(agora, ANA, threat), "danger", at_ms=NOON + 3 * HOUR)
    assert "Je vais te retrouver" in [piece.text.body for piece in await store.pieces(filed.case.id)]


async def test_a_tag_is_of_who_wrote_under_it_for_as_long_as_that_is_under_seal(store: Store, agora: Room) -> None:
    threat = await say(store, agora, "Je vais te tuer", by=ANA, at_ms=NOON)
    tag = (await store.texts(agora.id, Wanted(message_id=threat.message_id)))[0].tag
    await store.expire(agora.id, NOON + HOUR, 500, now_ms=NOON + 2 * HOUR)
    assert await store.author_of(agora.id, tag) == Author(session_id=ANA, at_ms=NOON)
    await store.destroy_sealed(NOON + 24 * HOUR, 500)
    assert await store.author_of(agora.id, tag) is None


async def test_a_day_after_it_was_delivered_nothing_is_left_of_it(store: Store, agora: Room) -> None:
    said = [await say(store, agora, f"texte {n}", at_ms=NOON + n) for n in range(3)]
    await store.remove(agora.id, said[2].message_id, ANA, NOON + HOUR)
    await store.expire(agora.id, NOON + 1, 500, now_ms=NOON + 24 * HOUR)
    assert await store.texts(agora.id, Wanted(message_id=said[0].message_id)) == []
    await store.expire(agora.id, NOON + HOUR, 500, now_ms=NOON + 2 * HOUR)
    assert await store.texts(agora.id, Wanted(message_id=said[1].message_id, before=0, following=0)) != []
    removed = await store.texts(agora.id, Wanted(message_id=said[2].message_id, before=0, following=0))
    assert [(text.body, text.removed) for text in removed] == [("texte 2", "author")]
    assert await store.destroy_sealed(NOON + 24 * HOUR + 1, 1) == 1
    assert await store.texts(agora.id, Wanted(message_id=said[1].message_id)) == []
    assert await store.destroy_sealed(NOON + 25 * HOUR, 500) == 2
    assert await store.destroy_sealed(NOON + 25 * HOUR, 500) == 0
    assert await store.texts(agora.id, Wanted(message_id=said[2].message_id)) == []
