"""The theatre: a place furnished with rooms and people who talk, and the browsers that come to look at it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from playwright.async_api import Browser, expect

from tests.e2e.guests import BrowserGuest, guest
from tests.e2e.moderators import BrowserModerator, addresses
from tests.e2e.scenes.look import Look
from tests.tools.live_client import COOKIE, LiveGuest, new_message_id
from tests.tools.server import PalabreServer, running_server

STAFF_COOKIE = "palabre_staff"
ADULTS = "/r/lune"
NO_CONTENT = 204
CROWD = 201
AT_ONCE = 20
PAGES = 130  # messages of the long room: more than two pages of it
CONFIGURATION = """\
[instance]
name = "Palabre"

[publisher]
name = "Démonstration de Palabre (texte de démonstration)"
address = "1 place de l’Arbre, 00000 Démonstration"
email = "editeur@demonstration.invalid"
phone = "06 39 98 00 00"
director = "Camille Imaginaire (personne imaginaire)"

[host]
name = "Cet ordinateur (texte de démonstration)"
address = "La machine sur laquelle vous avez lancé Palabre"
phone = "06 39 98 00 00"

[contact]
guests = "contact@demonstration.invalid"
authorities = "autorites@demonstration.invalid"
languages = ["fr", "en"]

[allowance]
factor = 20

[[rooms]]
slug = "agora"
name = "Agora"
topic = "La place : on entre, on se salue, on parle de tout."
rules = "On parle comme à voix haute sur une place : à tout le monde, sans viser personne."

[[rooms]]
slug = "cuisine"
name = "Cuisine"
topic = "Que cuisine-t-on ce soir ? Recettes, restes, pâte à pain."
rules = "Donnez les quantités et les temps ; un plat raté se raconte aussi."
pinned = "Samedi à 10 h : soupe partagée place du Marché, chacun apporte un légume."

[[rooms]]
slug = "jardin"
name = "Jardin et balcon"
topic = "Semis d’hiver, boutures, et le compost qui sent bon."

[[rooms]]
slug = "english"
name = "English corner"
topic = "Practise your English with patient people."
rules = "English only, mistakes welcome; correct others only when they ask."
language = "en"

[[rooms]]
slug = "lectures"
name = "Lectures du soir"
topic = "Un livre par jour, ou un par an."

[[rooms]]
slug = "mairie"
name = "Conseil municipal"
topic = "Questions et réponses, une à la fois."
slow_mode = 45

[[rooms]]
slug = "fete"
name = "Fête du quartier"
topic = "Tout le monde est là ce soir."

[[rooms]]
slug = "minuit"
name = "Minuit"
topic = "Pour qui ne dort pas."
readers = "guests"

[[rooms]]
slug = "lune"
name = "Pleine lune"
topic = "Entre adultes, quand la ville dort."
kind = "adult"

[[rooms]]
slug = "loge"
name = "La loge"
topic = "Deux fauteuils, pas un de plus."
capacity = 2

[[rooms]]
slug = "atelier"
name = "Atelier"
topic = "Réparer plutôt que jeter."
"""
COCONUT = "Chez nous on la cuit au lait de coco avec des cacahuètes. Même esprit, finalement."
PUMPKIN = "J’ai une courge de trois kilos et deux personnes à table. Des idées qui changent de la soupe ?"
TALK = (
    ("Bilal", PUMPKIN),
    ("Bilal", "La recette est là 🎃, désolé : " + "confiture-de-courge-" * 7 + "maison"),
    ("نور", "في بيتنا نحشوها بالأرز واللوز ثم ندخلها الفرن ساعة كاملة."),
    ("Fatoumata", "Rôtie en cubes, oignons rouges, miel et cumin, 35 min à 200 °C. Le reste se garde trois jours."),
    ("Fatoumata", "Et garde les graines ! Rincées, séchées, dix minutes au four avec du sel."),
    ("Linh", COCONUT),
    ("Rémi", "Achetez mes couteaux, les meilleurs de la région !!!"),
    ("Paulette", "Question bête : il faut l’éplucher ? J’ai de l’arthrose, c’est toute une histoire."),
    ("Chloé", "Jamais épluchée chez moi : une demi-heure entière au four, puis on la coupe une fois molle."),
)
# Chance is the same every time; and Chromium without windows refuses notifications before anyone is asked.
ALIKE = """
Math.random = () => 0.25;
if (window.Notification) Object.defineProperty(Notification, "permission", { get: () => "default" });
"""
ANNOUNCED = "Bienvenue à la soirée recettes. On se retrouve chaque dimanche à 18 h, ici même."
LAST = "@Chloé, tu la mets avec ou sans eau ?"


class Theatre:
    """Where the scenes are played: seen with one look, in a place where these people are."""

    def __init__(self, place: PalabreServer, browser: Browser, look: Look, folder: Path) -> None:
        """`folder` is for the servers a scene starts for itself."""
        self.place = place
        self.browser = browser
        self.look = look
        self.folder = folder
        self.people: dict[str, LiveGuest] = {}
        self._moderators: dict[int, str] = {}
        self.ids: dict[str, str] = {}

    # --- the people on stage

    async def arrive(self, nickname: str, *rooms: str) -> LiveGuest:
        """Someone enters these rooms, or is there already."""
        someone = self.people.get(nickname)
        if someone is None:
            someone = self.people[nickname] = await LiveGuest.arrive(self.place.url, nickname)
        for room in rooms:
            if room not in someone.histories:
                await someone.enter(room)
        return someone

    async def say(self, nickname: str, room: str, text: str, *, answering: str | None = None) -> str:
        """Someone says something; returns the message's id."""
        someone = await self.arrive(nickname, room)
        reply = {} if answering is None else {"reply_to": answering}
        posted = await someone.ask("message.post", room=room, body=text, client_message_id=new_message_id(), **reply)
        assert posted["type"] == "ok", posted
        self.ids[text] = posted["message_id"]
        return str(posted["message_id"])

    async def do(self, nickname: str, command: str, **fields: object) -> None:
        """Any other command, which is carried out."""
        done = await self.people[nickname].ask(command, **fields)
        assert done["type"] == "ok", done

    async def order(self, *words: str, place: PalabreServer | None = None) -> None:
        """The operator orders something: `order("room", "close", "cuisine")`."""
        server = place or self.place
        arguments = ["-P", "-m", "palabre", *words, "--data", str(server.data), *map(str, server.options)]
        child = await asyncio.create_subprocess_exec(sys.executable, *arguments)
        assert await child.wait() == 0

    async def leave(self) -> None:
        """Everyone goes home."""
        await asyncio.gather(*(someone.disconnect() for someone in self.people.values()))

    # --- the team

    async def moderator(self, number: int) -> str:
        """The sign-in of one of the two people of the team, who came in by their address once."""
        if number not in self._moderators:
            token = addresses(self.place)[number].partition("#")[2]
            async with httpx.AsyncClient(base_url=self.place.url, trust_env=False) as door:
                answer = await door.post("/api/sign-in/link", json={"token": token})
                assert answer.status_code == NO_CONTENT, answer.text
                self._moderators[number] = answer.cookies[STAFF_COOKIE]
        return self._moderators[number]

    async def order_from_the_desk(self, path: str, **fields: object) -> None:
        """What the first person of the team asks of the place: `order_from_the_desk("presence", rooms=["agora"])`."""
        cookies = {STAFF_COOKIE: await self.moderator(0)}
        async with httpx.AsyncClient(base_url=self.place.url, cookies=cookies, trust_env=False) as desk:
            answer = await desk.post(f"/api/desk/{path}", json=fields)
            assert answer.status_code == NO_CONTENT, answer.text

    @asynccontextmanager
    async def at_the_desk(self, number: int = 0) -> AsyncIterator[BrowserModerator]:
        """The browser of someone of the team, at the desk."""
        token = await self.moderator(number)
        async with self.newcomer() as person:
            host = urlsplit(person.base).hostname
            cookie = {"name": STAFF_COOKIE, "value": token, "domain": host, "path": "/", "httpOnly": True}
            await person.context.add_cookies([cookie])  # type: ignore[list-item]
            await person.open("/desk")
            desk = BrowserModerator(person)
            await expect(desk.button("signOut")).to_be_visible()
            yield desk

    # --- those who come to look

    @asynccontextmanager
    async def newcomer(self, base: str | None = None, **options: object) -> AsyncIterator[BrowserGuest]:
        """Someone nobody knows yet, with this look; chance suggests them the same nickname every time."""
        async with guest(self.browser, base or self.place.url, **{**self.look.options(), **options}) as someone:
            await someone.page.add_init_script(ALIKE)
            yield someone

    @asynccontextmanager
    async def seen_by(self, nickname: str, base: str | None = None, **options: object) -> AsyncIterator[BrowserGuest]:
        """The browser of someone who is known here already."""
        someone = await self.arrive(nickname)
        async with self.newcomer(base, **options) as known:
            host = urlsplit(known.base).hostname
            cookie = {"name": COOKIE, "value": someone.token, "domain": host, "path": "/", "httpOnly": True}
            await known.context.add_cookies([cookie])  # type: ignore[list-item]
            yield known


@asynccontextmanager
async def opened(browser: Browser, folder: Path) -> AsyncIterator[Theatre]:
    """A furnished place; its look is chosen by who comes to see."""
    async with running_server(folder / "data", options=["--config", configured(folder, CONFIGURATION)]) as place:
        theatre = Theatre(place, browser, Look(1280, 800, "light", "fr"), folder)
        try:
            await furnish(theatre)
            yield theatre
        finally:
            await theatre.leave()


def configured(folder: Path, text: str) -> Path:
    """The configuration as a file of this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "palabre.toml").write_text(text)
    return folder / "palabre.toml"


async def furnish(theatre: Theatre) -> None:
    """People everywhere, as on an evening in November."""
    await asyncio.gather(_kitchen(theatre), _readers(theatre), _crowd(theatre), _box(theatre))


async def _kitchen(theatre: Theatre) -> None:
    for nickname, text in TALK:
        await theatre.say(nickname, "cuisine", text)
    courge, coco = theatre.ids[PUMPKIN], theatre.ids[COCONUT]
    await theatre.order("room", "announce", "cuisine", ANNOUNCED)
    await theatre.people["Linh"].told(ANNOUNCED)
    await theatre.say("Bilal", "cuisine", "Linh, tu mets combien de lait de coco ?", answering=coco)
    await theatre.say("Linh", "cuisine", "Vingt centilitre pour deux, et un peu de citron vert à la fin.")
    fault = theatre.ids["Vingt centilitre pour deux, et un peu de citron vert à la fin."]
    corrected = "Vingt centilitres pour deux, et un peu de citron vert à la fin."
    await theatre.do("Linh", "message.edit", room="cuisine", message_id=fault, body=corrected)
    taken = await theatre.say("Paulette", "cuisine", "Oups, mauvais salon")
    await theatre.do("Paulette", "message.remove", room="cuisine", message_id=taken)
    for nickname, message, kind in (
        ("Paulette", coco, "thanks"),
        ("Bilal", coco, "thanks"),
        ("Chloé", coco, "like"),
        ("Fatoumata", courge, "funny"),
        ("Linh", fault, "informative"),
        ("Chloé", fault, "thanks"),
    ):
        await theatre.do(nickname, "reaction.set", room="cuisine", message_id=message, reaction=kind)
    await theatre.say("Fatoumata", "cuisine", LAST)


async def _readers(theatre: Theatre) -> None:
    names = ("Ana", "Gaspard", "Chloé", "Malik")
    await theatre.say("Chloé", "atelier", "Bonsoir, je cherche un tournevis cruciforme.")
    for nickname in names:
        await theatre.arrive(nickname, "lectures")
    for number in range(1, PAGES + 1):
        await theatre.say(names[number // 3 % len(names)], "lectures", f"Page {number} : la suite est meilleure.")


async def _crowd(theatre: Theatre) -> None:
    """More people than a roster lists."""
    first = ("Adèle", "Basile", "Camille", "Doria", "Elias", "Fleur", "Gabin", "Hana", "Ilan", "Jeanne", "Karim")
    names = [f"{first[number % len(first)]} {number:03}" for number in range(CROWD)]
    async with LiveGuest(theatre.place.url).http() as door:
        for name in names:
            theatre.people[name] = await _pass(door, theatre.place.url, name)
    for some in range(0, CROWD, AT_ONCE):
        await asyncio.gather(*(theatre.people[name].connect() for name in names[some : some + AT_ONCE]))
    for name in names:
        await theatre.say(name, "fete", f"Bonsoir, ici {name} !")


async def _pass(door: httpx.AsyncClient, url: str, nickname: str) -> LiveGuest:
    """Someone with a session, through a door that stays open for the next one."""
    answer = await door.post("/api/sessions", json={"nickname": nickname, "locale": "fr"})
    door.cookies.clear()
    someone = LiveGuest(url)
    someone.token = answer.cookies[COOKIE]
    return someone


async def _box(theatre: Theatre) -> None:
    for nickname in ("Odile", "Pablo"):
        await theatre.arrive(nickname, "loge")
