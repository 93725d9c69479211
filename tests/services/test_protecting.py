"""Protecting: minors, guests who are not well, and pairs in which one presses the other."""

import pytest

from palabre.domain.prefix import handle_of
from palabre.domain.session import Session
from palabre.ports.vault import Origin
from palabre.settings.moderation import ConfiguredLine
from tests.cast import (
    MINUTE,
    PREFIX,
    Json,
    Stage,
    Tab,
    assert_done,
    assert_refused,
    key,
    restarted,
    set_stage,
    settings_of,
)

AGE, CHILD = "j'ai 16 ans", "j'ai 12 ans"
DISTRESS = "j'ai envie de mourir"
ASKS_AGE, OTHER_APP, PICTURE = "t'as quel âge ?", "viens sur snap", "envoie une photo nue"


async def came_in(stage: Stage, nickname: str) -> tuple[Session, Tab]:
    session = (await stage.session(nickname))[1]
    tab = stage.tab(session)
    await tab.enter()
    return session, tab


async def pair(stage: Stage) -> tuple[Tab, Tab, str]:
    """Bilal, and Ana to whom he may answer: her message is the third."""
    _, ana = await came_in(stage, "Ana")
    _, bilal = await came_in(stage, "Bilal")
    return bilal, ana, (await ana.post("Bonsoir tout le monde"))["message_id"]


def kinds(tab: Tab) -> list[str]:
    return [offer["kind"] for offer in tab.received("care.offered")]


def is_held(reply: Json) -> bool:
    assert_done(reply)
    return reply.get("status") == "held"


def what_happened(stage: Stage) -> list[str]:
    return [deed.what for deed in stage.store.tables.deeds]


async def test_a_stated_age_is_seen_by_nobody_and_its_author_is_told_why_and_offered_lines() -> None:
    stage = await set_stage()
    _, ana = await came_in(stage, "Ana")
    bilal = await stage.guest("Bilal", "agora")
    reply = await ana.post(AGE)
    assert_refused(reply, "screened")
    assert (reply["rule"], reply["words"]) == ("rule-3", [AGE])
    assert "18 ans" in reply["explanation"]
    (offer,) = ana.received("care.offered")
    assert (offer["room"], offer["kind"]) == ("agora", "minor")
    assert [line["number"] for line in offer["lines"]] == ["114", "119", "3018"]
    assert (await stage.store.heads())[1] == 0
    assert AGE not in bilal.text
    assert not kinds(bilal)
    assert_done(await ana.post("Bon, parlons d'autre chose"))


async def test_a_stated_age_protects_over_a_restart_and_no_staff_list_says_so() -> None:
    stage = await set_stage()
    session, ana = await came_in(stage, "Ana")
    await ana.post(AGE)
    kept = await (await restarted(stage)).store.standing(session.id)
    assert kept is not None
    assert kept.protected_ms == stage.clock.now_ms()
    assert kept.closed_ms is None
    assert what_happened(stage) == []


async def test_under_fifteen_writing_closes_kindly_everywhere_and_reading_goes_on() -> None:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    assert_refused(await ana.post(CHILD), "screened")
    assert kinds(ana) == ["writing_closed"]
    for room in ("agora", "cuisine"):
        await ana.enter(room)
        reply = await ana.post("Mais pourquoi ?", room)
        assert_refused(reply, "writing_closed")
        assert "pas une punition" in reply["explanation"]
    assert what_happened(stage) == ["writing_closed"]
    bilal = await stage.guest("Bilal", "agora")
    await bilal.post("Bonsoir")
    assert ana.received("message.posted")
    stage = await restarted(stage)
    found = await stage.house.http.guests.book.find(token)
    assert found is not None
    ana = stage.tab(found)
    await ana.enter()
    assert_refused(await ana.post("Bonsoir"), "writing_closed")


async def test_whose_writing_closed_edits_no_more_and_may_still_take_back() -> None:
    stage = await set_stage()
    _, ana = await came_in(stage, "Ana")
    mine = (await ana.post("Bonsoir"))["message_id"]
    await ana.post(CHILD)
    assert_refused(await ana.ask("message.edit", room="agora", message_id=mine, body="Bonne nuit"), "writing_closed")
    assert_done(await ana.ask("message.remove", room="agora", message_id=mine))


async def test_an_age_said_by_editing_is_not_published_either_and_protects() -> None:
    stage = await set_stage()
    session, ana = await came_in(stage, "Ana")
    mine = (await ana.post("Bonsoir"))["message_id"]
    assert_refused(await ana.ask("message.edit", room="agora", message_id=mine, body=AGE), "screened")
    assert kinds(ana) == ["minor"]
    assert stage.store.tables.standings[session.id].protected_ms is not None


async def test_an_edit_that_would_wait_for_a_person_is_refused() -> None:
    stage = await set_stage()
    _, ana = await came_in(stage, "Ana")
    mine = (await ana.post("Bonsoir"))["message_id"]
    reply = await ana.ask("message.edit", room="agora", message_id=mine, body="voyez www.truc.example")
    assert_refused(reply, "screened")
    assert (reply["rule"], reply["words"]) == ("rule-4", ["www.truc.example"])
    assert "ne peut pas attendre" in reply["explanation"]
    assert "regarde d’abord" not in reply["explanation"]
    kept = await stage.store.message(1, mine)
    assert kept is not None
    assert kept.body == "Bonsoir"
    assert await stage.store.held_messages(None, 10) == []


async def test_distress_is_published_and_met_with_lines_once_every_ten_minutes() -> None:
    stage = await set_stage()
    _, ana = await came_in(stage, "Ana")
    bilal = await stage.guest("Bilal", "agora")
    assert not is_held(await ana.post(DISTRESS))
    assert_done(await ana.post(DISTRESS + " vraiment"))
    assert kinds(ana) == ["self_harm"]
    assert ana.received("care.offered")[0]["lines"][0]["number"] == "3114"
    assert not kinds(bilal)
    assert what_happened(stage) == ["care_offered"]
    await stage.step(10 * MINUTE)
    await ana.post(DISTRESS)
    assert kinds(ana) == ["self_harm"] * 2


async def test_every_tab_of_the_author_in_the_room_is_offered_care() -> None:
    stage = await set_stage()
    session, ana = await came_in(stage, "Ana")
    other = stage.tab(session)
    await other.enter()
    await ana.post(DISTRESS)
    assert kinds(ana) == kinds(other) == ["self_harm"]


async def test_the_lines_are_those_that_are_configured_in_the_language_of_the_session() -> None:
    lines = (
        ConfiguredLine(name="107", number="107", about_fr="Télé-Accueil", about_en="Someone listens"),
        ConfiguredLine(name="Écoute", name_en="Listening", number="116", about_fr="Écoute", about_en="Listening"),
        ConfiguredLine(name="103", number="103", about_fr="Enfants", about_en="Children", kinds=("minor",)),
    )
    settings = settings_of()
    stage = await set_stage(type(settings)(rooms=settings.rooms, live=settings.live, help_lines=lines))
    _, ana = await came_in(stage, "Ana")
    await ana.post(DISTRESS)
    (offer,) = ana.received("care.offered")
    assert offer["lines"] == [
        {"name": "107", "number": "107", "about": "Télé-Accueil"},
        {"name": "Écoute", "number": "116", "about": "Écoute"},
    ]


@pytest.mark.parametrize(("first", "second"), [(ASKS_AGE, OTHER_APP), (OTHER_APP, ASKS_AGE)])
async def test_two_signs_in_one_pair_within_half_an_hour_are_held_and_urgent(first: str, second: str) -> None:
    stage = await set_stage()
    bilal, _, hers = await pair(stage)
    await bilal.post(first, reply_to=hers)
    await stage.step(29 * MINUTE)
    reply = await bilal.post(second, reply_to=hers)
    assert is_held(reply)
    assert what_happened(stage) == ["pair_pressed"]
    assert is_held(await bilal.post("Alors ?", reply_to=hers))
    assert not is_held(await bilal.post("Bonsoir les autres"))


async def test_signs_fade_after_half_an_hour() -> None:
    stage = await set_stage()
    bilal, _, hers = await pair(stage)
    assert not is_held(await bilal.post(ASKS_AGE, reply_to=hers))
    await stage.step(31 * MINUTE)
    assert not is_held(await bilal.post("tu es seule chez toi ?", reply_to=hers))
    assert "pair_pressed" not in what_happened(stage)


async def test_a_pair_is_followed_over_a_restart() -> None:
    stage = await set_stage()
    token, session = await stage.session("Bilal")
    _, ana = await came_in(stage, "Ana")
    hers = (await ana.post("Bonsoir"))["message_id"]
    bilal = stage.tab(session)
    await bilal.enter()
    assert not is_held(await bilal.post(ASKS_AGE, reply_to=hers))
    stage = await restarted(stage)
    found = await stage.house.http.guests.book.find(token)
    assert found is not None
    bilal = stage.tab(found)
    await bilal.enter()
    assert is_held(await bilal.post("tu es seule chez toi ?", reply_to=hers))


async def test_asking_many_guests_the_same_is_a_sign_to_each() -> None:
    stage = await set_stage()
    _, bilal = await came_in(stage, "Bilal")
    replies = []
    for nickname in ("Ana", "Chloé", "Dora"):
        hers = (await (await came_in(stage, nickname))[1].post("Bonsoir"))["message_id"]
        replies.append(await bilal.post(ASKS_AGE, reply_to=hers))
    assert [is_held(reply) for reply in replies] == [False, False, True]


async def test_one_sign_towards_a_stated_minor_is_enough() -> None:
    stage = await set_stage()
    bilal, ana, hers = await pair(stage)
    await ana.post(AGE)
    assert is_held(await bilal.post("tu es seule chez toi ?", reply_to=hers))


async def test_sexual_talk_towards_a_stated_minor_is_blocked_and_ends_what_one_may_say_to_them() -> None:
    stage = await set_stage()
    bilal, ana, hers = await pair(stage)
    await ana.post(AGE)
    blocked = await bilal.post(PICTURE, reply_to=hers)
    assert_refused(blocked, "screened")
    assert blocked["rule"] == "rule-2"
    for body, reply_to in (("ça va ?", hers), ("@Ana ça va ?", None)):
        stopped = await bilal.post(body, **({"reply_to": reply_to} if reply_to else {}))
        assert_refused(stopped, "screened")
        assert (stopped["rule"], stopped.get("words")) == ("rule-2", None)
        assert not {"Ana", "16", "mineur"} & set(stopped["explanation"].split())
    assert_done(await bilal.post("Bonsoir les autres"))
    assert what_happened(stage) == ["pair_pressed"]
    assert not kinds(bilal)


async def test_a_frozen_pair_stays_so_over_a_restart_and_beyond_half_an_hour() -> None:
    stage = await set_stage()
    token, session = await stage.session("Bilal")
    _, ana = await came_in(stage, "Ana")
    hers = (await ana.post("Bonsoir"))["message_id"]
    await ana.post(AGE)
    bilal = stage.tab(session)
    await bilal.enter()
    await bilal.post(PICTURE, reply_to=hers)
    await stage.step(31 * MINUTE)
    stage = await restarted(stage)
    found = await stage.house.http.guests.book.find(token)
    assert found is not None
    bilal = stage.tab(found)
    await bilal.enter()
    assert_refused(await bilal.post("ça va ?", reply_to=hers), "screened")


async def test_the_same_text_in_several_rooms_waits_for_a_person_whoever_says_it() -> None:
    stage = await set_stage(settings_of(allowances=type(settings_of().allowance)()))
    text = "Venez tous découvrir mon nouveau projet"
    rooms = ("agora", "cuisine", "minuit")
    guests = [
        await stage.guest(nickname, room) for nickname, room in zip(("Ana", "Bilal", "Chloé"), rooms, strict=True)
    ]
    texts = (text, text.upper(), text)
    replies = [await guest.post(said, room) for guest, said, room in zip(guests, texts, rooms, strict=True)]
    assert [is_held(reply) for reply in replies] == [False, False, True]
    await stage.step(MINUTE)
    assert not is_held(await guests[2].post(text + " !", "minuit"))


async def test_a_word_cut_into_short_messages_is_read_whole() -> None:
    stage = await set_stage()
    _, ana = await came_in(stage, "Ana")
    assert_done(await ana.post("va te"))
    assert_refused(await ana.post("suicider"), "screened")


async def test_a_retry_of_what_was_posted_shows_no_second_sign() -> None:
    stage = await set_stage()
    bilal, _, hers = await pair(stage)
    mine = key()
    for _ in range(3):
        assert not is_held(await bilal.post(ASKS_AGE, reply_to=hers, client_message_id=mine))


async def next_name(stage: Stage, nickname: str, *, host: str = "203.0.113.200") -> Tab:
    """A new session, from another address: of the same prefix unless said otherwise."""
    _, tab = await came_in(stage, nickname)
    tab.visitor.origin = Origin(host, 50_200)
    return tab


async def test_a_new_name_from_the_same_prefix_goes_on_where_the_first_was() -> None:
    stage = await set_stage()
    bilal, _, hers = await pair(stage)
    assert not is_held(await bilal.post(ASKS_AGE, reply_to=hers))
    await stage.house.http.guests.leaving.leave(session_of(stage, bilal))
    basile = await next_name(stage, "Basile")
    assert is_held(await basile.post("tu es seule chez toi ?", reply_to=hers))
    assert what_happened(stage) == ["pair_pressed"]


async def test_a_name_from_elsewhere_begins_anew() -> None:
    stage = await set_stage()
    bilal, _, hers = await pair(stage)
    await bilal.post(ASKS_AGE, reply_to=hers)
    basile = await next_name(stage, "Basile", host="198.51.100.7")
    assert not is_held(await basile.post("tu es seule chez toi ?", reply_to=hers))


async def test_who_was_stopped_is_stopped_again_at_the_next_names_first_sign() -> None:
    stage = await set_stage()
    bilal, ana, hers = await pair(stage)
    await ana.post(AGE)
    assert_refused(await bilal.post(PICTURE, reply_to=hers), "screened")
    await stage.house.http.guests.leaving.leave(session_of(stage, bilal))
    await stage.step(40 * MINUTE)
    basile = await next_name(stage, "Basile")
    assert is_held(await basile.post(ASKS_AGE, reply_to=hers))
    stopped = await basile.post("Tu dors ?", reply_to=hers)
    assert_refused(stopped, "screened")
    assert stopped["rule"] == "rule-2"


async def test_an_innocent_neighbour_is_not_stopped_nor_made_to_wait() -> None:
    stage = await set_stage()
    bilal, ana, hers = await pair(stage)
    await ana.post(AGE)
    assert_refused(await bilal.post(PICTURE, reply_to=hers), "screened")
    chloe = await next_name(stage, "Chloé")
    for body in ("Bonsoir Ana", "Il fait beau ici", "Tu lis quoi en ce moment ?"):
        assert not is_held(await chloe.post(body, reply_to=hers))


async def test_no_prefix_is_kept_as_it_is() -> None:
    stage = await set_stage()
    bilal, _, hers = await pair(stage)
    await bilal.post(ASKS_AGE, reply_to=hers)
    (shown,) = stage.store.tables.pair_signs.values()
    assert len(shown.prefix) == 32
    assert shown.prefix != handle_of(bytes(32), PREFIX)


def session_of(stage: Stage, tab: Tab) -> Session:
    found = stage.house.welcome.book.live(tab.visitor.session_id or "")
    assert found is not None
    return found
