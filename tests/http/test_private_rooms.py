"""Private rooms from their making to their end, by those in them, and as nothing at all to everyone else."""

import pytest

from palabre.domain.invitation import EMPTY_MS, MAX_INVITATIONS, MAX_OWNED_ROOMS
from palabre.domain.member import REPORTABLE_MS
from palabre.domain.room import place_slug
from tests.cast import HOUR, Stage, assert_done, assert_refused, restarted, set_stage
from tests.http.conftest import assert_problem
from tests.tools.neighbour import Neighbour, at_desk, neighbour, newcomer, requested

NOWHERE = place_slug("private", bytes(16))


@pytest.fixture
async def stage() -> Stage:
    return await set_stage()


@pytest.fixture
async def ana(stage: Stage) -> Neighbour:
    return await neighbour(stage, "Ana")


async def test_a_guest_makes_a_room_invites_and_both_talk(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    bilal = await neighbour(stage, "Bilal")
    assert await bilal.join(await ana.invite(slug)) == slug
    assert_done(await ana.tab.post("Bienvenue", room=slug))
    await stage.step(1)
    assert [event["message"]["body"] for event in bilal.tab.received("message.posted")] == ["Bienvenue"]
    assert (await bilal.ask("GET", "/api/private-rooms")).json()["rooms"][0]["name"] == "Les voisins"


async def test_only_a_proven_adult_makes_a_room_and_three_at_most(stage: Stage, ana: Neighbour) -> None:
    chloe = await newcomer(stage, "Chloé")
    assert_problem(await chloe.ask("POST", "/api/private-rooms", {"name": "Chez moi"}), 403, "proof_required")
    for number in range(MAX_OWNED_ROOMS):
        await ana.make(f"Salon {number}")
    refused = await ana.ask("POST", "/api/private-rooms", {"name": "Un de trop"})
    assert_problem(refused, 409, "too_many_rooms")


@pytest.mark.parametrize("name", ["   ", "sale bougnoule"])
async def test_the_name_of_a_room_is_screened(ana: Neighbour, name: str) -> None:
    assert (await ana.ask("POST", "/api/private-rooms", {"name": name})).json()["code"] in ("body_empty", "screened")


async def test_to_who_is_not_in_it_a_room_is_not_there_to_the_byte(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    message = (await ana.tab.post("Entre nous", room=slug))["message_id"]
    bilal = await neighbour(stage, "Bilal")
    await bilal.make("Ailleurs")
    asked: tuple[tuple[str, str, object], ...] = (
        ("GET", "/api/rooms/{}/messages", None),
        ("GET", f"/api/rooms/{{}}/messages/{message}", None),
        ("GET", "/api/rooms/{}/people?name=a", None),
        ("GET", "/r/{}", None),
        ("GET", "/api/private-rooms/{}", None),
        ("PATCH", "/api/private-rooms/{}", {"name": "Pris"}),
        ("DELETE", "/api/private-rooms/{}", None),
        ("POST", "/api/private-rooms/{}/leave", {}),
        ("POST", "/api/private-rooms/{}/invitations", {}),
        ("GET", "/api/private-rooms/{}/invitations", None),
    )
    for method, path, body in asked:
        there = await bilal.ask(method, path.format(slug), body)
        nowhere = await bilal.ask(method, path.format(NOWHERE), body)
        assert there.status_code == nowhere.status_code == 404, path
        if not path.startswith("/r/"):
            assert there.content == nowhere.content, path
    report = {"subject": {"kind": "message", "room": slug, "message_id": message}, "category": "harassment"}
    elsewhere = {**report, "subject": {"kind": "message", "room": NOWHERE, "message_id": message}}
    answers = [await bilal.ask("POST", "/api/reports", body) for body in (report, elsewhere)]
    assert answers[0].status_code == 404
    assert answers[0].content == answers[1].content


async def test_every_command_of_who_is_not_in_it_is_answered_as_for_no_room(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    message = (await ana.tab.post("Entre nous", room=slug))["message_id"]
    bilal = await neighbour(stage, "Bilal")
    await bilal.make("Ailleurs")
    commands: tuple[tuple[str, dict[str, object]], ...] = (
        ("room.enter", {}),
        ("room.leave", {}),
        ("message.post", {"body": "Bonsoir", "client_message_id": "x1"}),
        ("message.edit", {"message_id": message, "body": "Bonsoir"}),
        ("message.remove", {"message_id": message}),
        ("reaction.set", {"message_id": message, "reaction": "like"}),
        ("typing.start", {}),
        ("read.mark", {"offset": 1}),
        ("nickname.change", {"nickname": "Basile"}),
        ("guest.hide", {"tag": "x"}),
    )
    for kind, fields in commands:
        there = await bilal.tab.ask(kind, room=slug, **fields)
        nowhere = await bilal.tab.ask(kind, room=NOWHERE, **fields)
        assert {**there, "ref": 0} == {**nowhere, "ref": 0}, kind
        assert there["type"] == "failed"


async def test_it_is_in_no_list_no_page_and_no_figure(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make("Le jardin secret")
    bilal = await neighbour(stage, "Bilal")
    for path in ("/api/rooms", "/", "/r/agora", "/api/private-rooms", "/api/hidden"):
        text = (await bilal.ask("GET", path)).text
        assert slug not in text, path
        assert "jardin secret" not in text, path
    assert stage.house.health.metrics()["palabre_rooms"] == len(stage.house.settings.rooms)


async def test_the_title_of_its_page_does_not_name_it(ana: Neighbour) -> None:
    slug = await ana.make("Le jardin secret")
    title = (await ana.ask("GET", f"/r/{slug}")).text.partition("<title>")[2].partition("</title>")[0]
    assert title
    assert "jardin secret" not in title


async def test_an_invitation_is_good_for_its_hours_and_uses(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    once = await ana.invite(slug, uses=1)
    short = await ana.invite(slug, hours=1)
    bilal, chloe = await neighbour(stage, "Bilal"), await neighbour(stage, "Chloé")
    await bilal.join(once)
    assert_problem(await chloe.accept(once), 404, "invitation_ended")
    stage.clock.step(HOUR)
    assert_problem(await chloe.accept(short), 404, "invitation_ended")


async def test_unknown_revoked_and_expired_are_one_same_answer(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    code = await ana.invite(slug)
    (told,) = (await ana.ask("GET", f"/api/private-rooms/{slug}/invitations")).json()["invitations"]
    assert code not in str(told)
    assert (await ana.ask("DELETE", f"/api/private-rooms/{slug}/invitations/{told['id']}")).status_code == 204
    bilal = await neighbour(stage, "Bilal")
    revoked, unknown = await bilal.accept(code), await bilal.accept("A" * 22)
    assert_problem(revoked, 404, "invitation_ended")
    assert revoked.content == unknown.content


async def test_a_room_has_so_many_invitations_at_a_time(ana: Neighbour) -> None:
    slug = await ana.make()
    for _ in range(MAX_INVITATIONS):
        await ana.invite(slug)
    refused = await ana.ask("POST", f"/api/private-rooms/{slug}/invitations", {})
    assert_problem(refused, 409, "too_many_invitations")


async def test_who_looks_at_an_invitation_sees_what_they_enter_and_that_it_is_screened(
    stage: Stage, ana: Neighbour
) -> None:
    code = await ana.invite(await ana.make())
    seen = (await requested(stage, "POST", "/api/invitations", {"code": code})).json()
    assert seen == {
        "name": "Les voisins",
        "members": "< 5",
        "adult": False,
        "opened": False,
        "rules": "/rules",
        "screened": True,
    }


async def test_who_proved_nothing_does_not_come_in_and_a_minor_is_told_it_is_over(stage: Stage, ana: Neighbour) -> None:
    code = await ana.invite(await ana.make())
    bilal, chloe = await newcomer(stage, "Bilal"), await newcomer(stage, "Chloé")
    assert_problem(await bilal.accept(code), 403, "proof_required")
    await chloe.tab.enter("agora")
    await chloe.tab.post("j'ai 16 ans")
    told = await chloe.accept(code)
    assert_problem(told, 404, "invitation_ended")
    assert told.content == (await chloe.accept("A" * 22)).content


async def test_who_is_removed_is_told_why_and_nothing_more_reaches_them(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    code, bilal = await ana.invite(slug), await neighbour(stage, "Bilal")
    await bilal.join(code)
    people = (await ana.ask("GET", f"/api/private-rooms/{slug}")).json()["people"]
    (tag,) = [person["tag"] for person in people if not person["you"]]
    message = (await ana.tab.post("Avant", room=slug))["message_id"]
    removed = await ana.ask("POST", f"/api/private-rooms/{slug}/members/{tag}/removal", {"reason": "Trop de disputes."})
    assert removed.status_code == 204, removed.text
    await ana.tab.post("Après", room=slug)
    await stage.step(2)
    assert "Après" not in bilal.tab.text
    (told,) = bilal.tab.received("membership.ended")
    assert (told["why"], told["reason"]) == ("removed", "Trop de disputes.")
    assert_refused(await bilal.tab.ask("room.enter", room=slug), "not_found")
    assert_refused(await bilal.tab.post("Encore", room=slug), "not_entered")
    assert_problem(await bilal.accept(code), 404, "invitation_ended")
    (over,) = (await bilal.ask("GET", "/api/private-rooms")).json()["ended"]
    assert over["reason"] == "Trop de disputes."
    report = {"subject": {"kind": "message", "room": slug, "message_id": message}, "category": "harassment"}
    assert (await bilal.ask("POST", "/api/reports", report)).status_code == 201


async def test_the_removed_come_back_by_a_newer_invitation_only(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    first, second = await ana.invite(slug), await ana.invite(slug)
    bilal = await neighbour(stage, "Bilal")
    await bilal.join(first)
    people = (await ana.ask("GET", f"/api/private-rooms/{slug}")).json()["people"]
    path = f"/api/private-rooms/{slug}/members/{people[1]['tag']}/removal"
    await ana.ask("POST", path, {"reason": "Assez."})
    assert_problem(await bilal.accept(second), 404, "invitation_ended")
    chloe = await neighbour(stage, "Chloé")
    assert_problem(await chloe.accept(first), 404, "invitation_ended")
    stage.clock.step(1)
    assert await bilal.join(await ana.invite(slug)) == slug


async def test_only_its_owner_changes_removes_and_closes(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    bilal = await neighbour(stage, "Bilal")
    await bilal.join(await ana.invite(slug))
    tag = (await ana.ask("GET", f"/api/private-rooms/{slug}")).json()["people"][0]["tag"]
    for method, path, body in (
        ("PATCH", "", {"name": "À moi"}),
        ("DELETE", "", None),
        ("POST", "/invitations", {}),
        ("GET", "/invitations", None),
        ("POST", f"/members/{tag}/removal", {"reason": "Non."}),
    ):
        assert_problem(await bilal.ask(method, f"/api/private-rooms/{slug}{path}", body), 409, "not_yours")
    changed = await ana.ask("PATCH", f"/api/private-rooms/{slug}", {"name": "Les amis", "slow_seconds": 10})
    assert (changed.json()["name"], changed.json()["slow_seconds"]) == ("Les amis", 10)
    assert bilal.tab.received("room.changed")[-1]["info"]["name"] == "Les amis"


async def test_a_cookie_alone_opens_nothing_of_a_private_room(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    thief = Neighbour(stage, ana.session, ana.token, stage.tab(ana.session))
    assert_problem(await thief.ask("GET", f"/api/private-rooms/{slug}"), 403, "proof_unbound")
    assert_problem(await thief.ask("DELETE", f"/api/private-rooms/{slug}"), 403, "proof_unbound")
    assert_refused(await thief.tab.ask("room.enter", room=slug), "proof_unbound")


async def test_a_closed_room_is_over_for_everyone_and_reportable_for_a_day(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    bilal = await neighbour(stage, "Bilal")
    await bilal.join(await ana.invite(slug))
    message = (await ana.tab.post("Adieu", room=slug))["message_id"]
    assert (await ana.ask("DELETE", f"/api/private-rooms/{slug}")).status_code == 204
    assert bilal.tab.received("membership.ended")[0]["why"] == "closed"
    assert_refused(await bilal.tab.ask("room.enter", room=slug), "room_closed")
    await stage.step(6)
    report = {"subject": {"kind": "message", "room": slug, "message_id": message}, "category": "harassment"}
    assert (await bilal.ask("POST", "/api/reports", report)).status_code == 201
    stage.clock.step(REPORTABLE_MS / 1_000)
    await stage.step(6)
    assert stage.house.http.rooms.directory.by_slug(slug) is None
    assert slug not in [room.slug for room in await stage.store.rooms()]


async def test_who_leaves_is_out_and_the_room_goes_on_without_an_owner(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    bilal = await neighbour(stage, "Bilal")
    await bilal.join(await ana.invite(slug))
    assert (await ana.ask("POST", f"/api/private-rooms/{slug}/leave", {})).status_code == 204
    assert_refused(await ana.tab.ask("room.enter", room=slug), "not_found")
    assert_done(await bilal.tab.post("Toujours là", room=slug))
    info = (await bilal.ask("GET", f"/api/private-rooms/{slug}")).json()
    assert [person["owner"] for person in info["people"]] == [False]


async def test_whose_proof_ends_is_out_of_every_private_room_at_once(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    bilal = await neighbour(stage, "Bilal")
    await bilal.join(await ana.invite(slug))
    await stage.house.adulthood.upholding.end(bilal.session.id, "ended")
    await ana.tab.post("Sans Bilal", room=slug)
    await stage.step(2)
    assert "Sans Bilal" not in bilal.tab.text
    assert_refused(await bilal.tab.ask("room.enter", room=slug), "proof_required")


async def test_a_room_nobody_is_in_for_a_day_closes(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    room = stage.house.http.rooms.directory.by_slug(slug)
    assert room is not None
    ana.tab.lose()
    await stage.step(30)
    stage.clock.step(EMPTY_MS / 1_000)
    await stage.step(6)
    closed = stage.house.http.rooms.directory.by_id(room.id)
    assert closed is not None
    assert closed.closed


async def test_a_moderator_comes_in_visibly_and_only_once_an_hour(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    (row,) = (await at_desk(stage, "Mo", "GET", "/api/desk/private-rooms")).json()["rooms"]
    assert slug not in str(row)
    for _ in range(2):
        assert (await at_desk(stage, "Mo", "GET", f"/api/desk/rooms/{row['handle']}/messages")).status_code == 200
    await stage.step(1)
    said = [event["message"]["body"] for event in ana.tab.received("message.posted")]
    assert said == ["Une personne de l’équipe · M-1 est entrée."]


async def test_the_desk_calls_it_by_number_and_never_by_its_slug(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make("Le jardin secret")
    bilal = await neighbour(stage, "Bilal")
    await bilal.join(await ana.invite(slug))
    message = (await bilal.tab.post("Va-t’en d’ici", room=slug))["message_id"]
    report = {"subject": {"kind": "message", "room": slug, "message_id": message}, "category": "harassment"}
    assert (await ana.ask("POST", "/api/reports", report)).status_code == 201
    state = await at_desk(stage, "Mo", "GET", "/api/desk/state")
    (case,) = state.json()["cases"]
    shown = (await at_desk(stage, "Mo", "GET", f"/api/desk/cases/{case['id']}")).text
    for text in (state.text, shown):
        assert slug not in text
        assert stage.house.http.rooms.directory.all()[-1].handle in text


async def test_a_moderator_of_some_rooms_sees_nothing_of_it_in_their_state(stage: Stage, ana: Neighbour) -> None:
    await ana.make("Le jardin secret")
    member = await stage.moderator("Nour", rooms=frozenset({1}))
    cookies = {"palabre_staff": await stage.signed_in(member)}
    assert "jardin secret" not in (await requested(stage, "GET", "/api/desk/state", cookies=cookies)).text


async def test_an_opened_room_is_entered_without_proof_and_written_in_while_watched(
    stage: Stage, ana: Neighbour
) -> None:
    slug = await ana.make()
    (row,) = (await at_desk(stage, "Mo", "GET", "/api/desk/private-rooms")).json()["rooms"]
    opened = await at_desk(stage, "Mo", "POST", f"/api/desk/private-rooms/{row['id']}/open", {})
    assert opened.json()["opened"] is True
    bilal = await newcomer(stage, "Bilal")
    assert await bilal.join(await ana.invite(slug)) == slug
    assert_refused(await bilal.tab.post("Bonsoir", room=slug), "unattended")
    watched = await at_desk(stage, "Mo", "POST", "/api/desk/presence", {"rooms": [row["handle"]], "active": True})
    assert watched.is_success, watched.text
    assert_done(await bilal.tab.post("Bonsoir", room=slug))


async def test_the_team_goes_in_by_its_number_and_is_announced(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    handle = stage.house.http.rooms.directory.all()[-1].handle
    page = await at_desk(stage, "Mo", "GET", f"/r/{handle}")
    assert page.status_code == 200
    assert slug in page.text
    assert (await ana.ask("GET", f"/r/{handle}")).status_code == 404
    tab = stage.tab()
    tab.visitor.staff = await stage.moderator("Nour")
    assert_done(await tab.ask("room.enter", room=slug))
    await stage.step(1)
    said = [event["message"]["body"] for event in ana.tab.received("message.posted")]
    assert said == ["Une personne de l’équipe · M-2 est entrée."]


async def test_a_moderator_of_some_rooms_sees_no_private_one(stage: Stage, ana: Neighbour) -> None:
    await ana.make()
    member = await stage.moderator("Nour", rooms=frozenset({1}))
    cookies = {"palabre_staff": await stage.signed_in(member)}
    listed = await requested(stage, "GET", "/api/desk/private-rooms", cookies=cookies)
    assert listed.json() == {"rooms": []}


async def test_an_invitation_is_refused_in_a_public_room(stage: Stage, ana: Neighbour) -> None:
    code = await ana.invite(await ana.make())
    await ana.tab.enter("agora")
    refused = await ana.tab.post(f"Venez http://127.0.0.1:8000/invitation#{code}", room="agora")
    assert_refused(refused, "screened")
    assert refused["rule"] == "rule-4"


async def test_members_rooms_and_invitations_outlive_a_restart(stage: Stage, ana: Neighbour) -> None:
    slug = await ana.make()
    code = await ana.invite(slug)
    again = await restarted(stage)
    session = await again.house.http.guests.book.find(ana.token)
    assert session is not None
    back = Neighbour(again, session, ana.token, again.tab(session), ana.browser)
    assert_done(await back.come(slug))
    bilal = await neighbour(again, "Bilal")
    assert await bilal.join(code) == slug


async def test_who_never_came_back_after_a_restart_is_a_member_no_more_once_their_session_is_over(
    stage: Stage, ana: Neighbour
) -> None:
    slug = await ana.make()
    bilal = await neighbour(stage, "Bilal")
    await bilal.join(await ana.invite(slug))
    again = await restarted(stage)
    room = again.house.http.rooms.directory.by_slug(slug)
    assert room is not None
    assert len(again.house.members.of(room.id)) == len((ana, bilal))
    await again.store.end_session(bilal.session.id, again.clock.now_ms())
    await again.step(120)
    assert [member.session_id for member in again.house.members.of(room.id)] == [ana.session.id]
