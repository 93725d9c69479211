"""The cast of the authorisation matrix, everything they may ask, and how a cell is asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import get_args

import msgspec

from palabre.domain.binding import encoded
from palabre.domain.standing import Standing
from palabre.http import description, health
from palabre.http.app import GUEST_ROUTES, PAGE_ROUTES, STAFF_ROUTES
from palabre.protocol.commands import AnyCommand
from palabre.settings import ConfiguredRoom
from tests.cast import Stage, set_stage, settings_of
from tests.http.test_notices import NOTICE
from tests.http.test_who_may import ANSWER, BODIES
from tests.services.court import reported
from tests.tools.browser_key import PAGE, Browser
from tests.tools.neighbour import Neighbour, neighbour, newcomer, requested

# In the order they ask: whoever could end something for the others asks last.
WHO = (
    "spectator",
    "new",
    "settled",
    "protected",
    "proven",
    "muted",
    "banned",
    "member",
    "room moderator",
    "moderator",
    "owner",
)
PUBLIC, PRIVATE = "agora", "les voisins"
ROOMS = (ConfiguredRoom(slug="agora", name="Agora"),)
GUEST_BODIES: dict[str, object] = {
    "/api/sessions": {"nickname": "Diane", "locale": "fr"},
    "/api/private-rooms": {"name": "Chez moi"},
    "PATCH /api/private-rooms/{slug:str}": {"name": "Ailleurs"},
    "/api/private-rooms/{slug:str}/members/{tag:str}/removal": {"reason": "Trop de disputes."},
    "/api/conversations/{slug:str}/transcript": {},
    "/api/age/attempts/{attempt_id:str}/code": {"code": "12345678"},
    "/api/age/attempts/{attempt_id:str}/complete": {"response_code": "x"},
    "/api/age/attempts/{attempt_id:str}/presentation": {"response": "x"},
    "/api/me/erasure": {"sure": True},
    "/api/receipt/appeal": {"text": "Je conteste."},
    "/api/notices": NOTICE,
    "/api/challenge": {"payload": "x"},
    "/api/sign-in/passkey/verify": ANSWER,
    "/api/sign-in/link": {"token": "x" * 43},
    "/api/sign-in/recovery": {"code": "x"},
}


@dataclass
class Assembly:
    """Everyone, around agora and the private room of `owner`; `message` and `tag` are hers there."""

    stage: Stage
    slug: str
    code: str
    messages: dict[str, str]
    tags: dict[str, str]
    people: dict[str, Neighbour]
    cookies: dict[str, str] = field(default_factory=dict)

    def room(self, place: str) -> str:
        return self.slug if place == PRIVATE else place

    async def command(self, who: str, kind: str, place: str) -> str:
        """What one of them is answered; they have asked for the room before, let in or not."""
        person = self.people[who]
        room = self.room(place)
        if kind not in ("room.enter", "conversation.list"):
            await person.come(room)
        fields = {"nickname": f"Anatole {WHO.index(who)}"} if kind == "nickname.change" else {}
        reply = await person.tab.ask(kind, **self._fields(kind, place), **fields)
        return str(reply.get("status", "ok")) if reply["type"] == "ok" else str(reply["code"])

    async def route(self, who: str, method: str, path: str, place: str) -> str:
        """What the JSON routes and pages answer: the code of a problem, or the status."""
        person = self.people[who]
        await person.come(self.slug)
        cookies = {"palabre_session": person.token} if person.token else {}
        if who in self.cookies:
            cookies["palabre_staff"] = self.cookies[who]
        address = self._address(path, place)
        body = self._body(method, path, place)
        answer = await requested(self.stage, method, address, body, cookies=cookies, page_key=person.page_key)
        if answer.is_success or answer.is_redirect or "json" not in answer.headers.get("content-type", ""):
            return str(answer.status_code)
        return str(answer.json()["code"])

    def _fields(self, kind: str, place: str) -> dict[str, object]:
        message = {"message_id": self.messages[place]}
        fields: dict[str, dict[str, object]] = {
            "message.post": {"body": "Bonsoir", "client_message_id": "matrix-post"},
            "message.edit": {**message, "body": "Autrement"},
            "message.remove": dict(message),
            "reaction.set": {**message, "reaction": "thanks"},
            "read.mark": {"offset": 1},
            "guest.hide": {"tag": self.tags[place]},
            "age.bind": Browser().answer(encoded(bytes(32)), PAGE),
            "conversation.request": {"tag": self.tags[place]},
            "conversation.quiet": {"on": True},
            **{name: {"request": "r" * 22} for name in REQUESTS},
            "conversation.end": {"conversation": f"c-{'a' * 26}"},
        }
        asked = fields.get(kind, {})
        return {**asked, "room": self.room(place)} if kind in ROOM_COMMANDS else asked

    def _address(self, path: str, place: str) -> str:
        filled = path.replace("{slug:str}", self._slug(path, place)).replace("{tag:str}", self.tags[place])
        filled = filled.replace("{message_id:str}", self.messages[place]).replace("{room_id:int}", str(self._number()))
        filled = filled.replace("{name:str}", "nothing").replace("{number:int}", "99")
        return re.sub(r"\{[^}]*\}", "1", filled)

    def _slug(self, path: str, place: str) -> str:
        return f"private-{self._number()}" if place == PRIVATE and "/desk/" in path else self.room(place)

    def _number(self) -> int:
        room = self.stage.house.http.rooms.directory.by_slug(self.slug)
        return room.id if room else 0

    def _body(self, method: str, path: str, place: str) -> object:
        if method in ("GET", "DELETE"):
            return None
        if path == "/api/invitations":
            return {"code": self.code}
        if path == "/api/invitations/enter":
            return {"code": self.code, "nickname": "Zoé"}
        if path == "/api/reports":
            subject = {"kind": "message", "room": self.room(place), "message_id": self.messages[place]}
            return {"subject": subject, "category": "harassment"}
        if path == "/api/age/attempts":
            return {"method": "demo", "key": KEY}
        found = GUEST_BODIES.get(f"{method} {path}", GUEST_BODIES.get(path))
        return found if found is not None else BODIES.get(re.sub(r"\{[^}]*\}", "1", path), {})


def kinds() -> list[str]:
    """Every command."""
    return [str(each.__struct_config__.tag) for each in get_args(AnyCommand)]


KEY = {"kty": "EC", "crv": "P-256", "x": "A" * 43, "y": "A" * 43}
REQUESTS = ("conversation.withdraw", "conversation.accept", "conversation.decline")
ROOM_COMMANDS = frozenset(
    str(each.__struct_config__.tag)
    for each in get_args(AnyCommand)
    if any(name.name == "room" for name in msgspec.structs.fields(each))
)


def places_of(name: str) -> tuple[str, ...]:
    """Where it is asked: in both rooms, where it names one."""
    names_a_room = name in ROOM_COMMANDS or "{slug:str}" in name or name == "POST /api/reports"
    only_private = "/private-rooms/" in name or "/conversations/" in name
    return (PRIVATE,) if only_private else (PUBLIC, PRIVATE) if names_a_room else ("",)


def routes() -> Iterator[str]:
    """Every route that a browser may ask for, as method and path."""
    for handler in (*GUEST_ROUTES, *STAFF_ROUTES, *PAGE_ROUTES, *health.ROUTES, *description.ROUTES):
        for path in sorted(handler.paths):
            yield from (f"{method} {path}" for method in sorted(handler.http_methods) if method != "OPTIONS")


async def assemble() -> Assembly:
    stage = await set_stage(settings_of(rooms=ROOMS))
    people = {
        "spectator": Neighbour(stage, (await stage.session("Personne"))[1], "", stage.tab()),
        **{who: await newcomer(stage, f"Une {number}") for number, who in enumerate(UNPROVEN)},
        **{who: await neighbour(stage, f"Un {number}") for number, who in enumerate(PROVEN)},
    }
    owner = people["owner"]
    slug = await owner.make("Les voisins", adult=False)
    code = await owner.invite(slug, uses=50)
    for who in ("muted", "banned", "member"):
        await people[who].join(code)
    for person in people.values():
        await person.tab.enter("agora")
    messages = {}
    for place, room in ((PUBLIC, "agora"), (PRIVATE, slug)):
        messages[place] = str((await owner.tab.post("Me voici", room=room))["message_id"])
    tags = {place: tag_of(owner, messages[place]) for place in (PUBLIC, PRIVATE)}
    assembly = Assembly(stage, slug, code, {**messages, "": messages[PUBLIC]}, {**tags, "": tags[PUBLIC]}, people)
    await settle(assembly)
    await staff(assembly)
    return assembly


UNPROVEN = ("new", "settled", "protected", "room moderator", "moderator")
PROVEN = ("proven", "muted", "banned", "member", "owner")


def tag_of(person: Neighbour, message_id: str) -> str:
    posted = (event["message"] for event in person.tab.received("message.posted"))
    return str(next(message["author"]["tag"] for message in posted if message["id"] == message_id))


async def settle(assembly: Assembly) -> None:
    """What was earned, said and decided before anybody asks."""
    stage, people = assembly.stage, assembly.people
    await stage.store.keep_standing(Standing(session_id=people["settled"].session.id, settled_ms=1))
    await people["settled"].tab.post("Bonjour")
    await people["protected"].tab.post("j'ai 16 ans")
    mo, nour = await stage.moderator("Mo"), await stage.moderator("Nour")
    for who, sanction in (("muted", "mute"), ("banned", "ban")):
        culprit = people[who]
        trial = await reported(stage, people["owner"].tab, culprit.tab, mo, nour, room=assembly.slug)
        await trial.decide("mute" if sanction == "mute" else "ban")
    await stage.step(1)


async def staff(assembly: Assembly) -> None:
    """Who of them is of the team."""
    stage = assembly.stage
    agora = stage.house.http.rooms.directory.open_room("agora")
    for who, rooms in (("room moderator", frozenset({agora.id})), ("moderator", None)):
        member = await stage.moderator(who, rooms=rooms)
        assembly.cookies[who] = await stage.signed_in(member)
        assembly.people[who].tab.visitor.staff = member


async def asked(name: str, place: str) -> dict[str, str]:
    """What each is answered, one after the other."""
    assembly = await assemble()
    method, _, path = name.rpartition(" ")
    if method:
        return {who: await assembly.route(who, method, path, place) for who in WHO}
    return {who: await assembly.command(who, name, place) for who in WHO}


def row_of(name: str, place: str, answers: dict[str, str]) -> str:
    """A line of the table: what most are answered, then who is answered otherwise."""
    usual = max(sorted(set(answers.values())), key=[*answers.values()].count)
    others: dict[str, list[str]] = {}
    for who, answer in answers.items():
        if answer != usual:
            others.setdefault(answer, []).append(who)
    told = [usual, *(f"{', '.join(people)}: {answer}" for answer, people in others.items())]
    return f"{f'{name} in {place}' if place else name} | {'; '.join(told)}"
