"""Protection is never observable: whatever is said afterwards, others are told the same to the byte."""

import asyncio
import re
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import Tab, set_stage, texts_in

# Refused alike: a stated age protects its author, a slur does not.
AGE, OTHERWISE = "j'ai 16 ans", "sale bougnoule"
SAYINGS = ("Bonsoir", "@Ana ça va ?", "@Bilal oui", "tu fais quoi ?", "voyez www.truc.example", "j'ai envie de mourir")
# What a guest may show another without a second sign: one alone changes nothing for anyone.
WHO = ("ana", "bilal", "chloe")


@dataclass(frozen=True)
class Act:
    """One thing a guest does; `about` counts back among the messages there are."""

    who: str
    what: str
    body: str
    about: int


ACTS = st.builds(
    Act,
    who=st.sampled_from(WHO),
    what=st.sampled_from(("post", "reply", "edit", "remove", "react", "type", "hide", "enter")),
    body=st.sampled_from(SAYINGS),
    about=st.integers(0, 3),
)


async def play(refused: str, acts: list[Act]) -> tuple[bytes, bytes]:
    """Ana is refused once, then everyone acts: all that Bilal and Chloé were ever sent."""
    stage = await set_stage()
    tabs = {name: await stage.guest(name.title(), "agora") for name in WHO}
    messages = [(await tab.post(f"Me voici, {name}", client_message_id=f"first-{name}")) for name, tab in tabs.items()]
    ids = [message["message_id"] for message in messages]
    tags = [event["message"]["author"]["tag"] for event in tabs["ana"].received("message.posted")]
    await tabs["ana"].post(refused, client_message_id="refused")
    for number, act in enumerate(acts):
        await perform(tabs[act.who], act, ids, tags, f"act-{number}")
        await stage.step(2)
    return bytes(tabs["bilal"].pipe.written), bytes(tabs["chloe"].pipe.written)


async def perform(tab: Tab, act: Act, ids: list[str], tags: list[str], client_id: str) -> None:
    about = ids[-1 - act.about % len(ids)]
    match act.what:
        case "post" | "reply":
            more = {"reply_to": about} if act.what == "reply" else {}
            reply = await tab.post(act.body, client_message_id=client_id, **more)
            ids += [reply["message_id"]] if "offset" in reply else []
        case "edit":
            await tab.ask("message.edit", room="agora", message_id=about, body=act.body)
        case "remove":
            await tab.ask("message.remove", room="agora", message_id=about)
        case "react":
            await tab.ask("reaction.set", room="agora", message_id=about, reaction="like")
        case "type":
            await tab.ask("typing.start", room="agora")
        case "hide":
            await tab.ask("guest.hide", room="agora", tag=tags[act.about % len(tags)], hidden=act.body == "Bonsoir")
        case _:
            await tab.enter()


@settings(max_examples=25, deadline=None)
@given(st.lists(ACTS, max_size=12))
def test_others_are_told_the_same_whether_someone_is_protected_or_not(acts: list[Act]) -> None:
    assert asyncio.run(play(AGE, acts)) == asyncio.run(play(OTHERWISE, acts))


def test_a_third_guest_sees_nothing_of_one_who_presses_a_minor() -> None:
    pressing = [
        Act("bilal", "reply", "envoie une photo nue", 2),
        Act("bilal", "reply", "tu es seule chez toi ?", 2),
        Act("chloe", "post", "Bonsoir", 0),
    ]
    told = [told_of(asyncio.run(play(refused, pressing))[1]) for refused in (AGE, OTHERWISE)]
    assert told[0] == told[1]


def told_of(data: bytes) -> str:
    """The frames, each message under the number in which it came: ids are drawn, also for what nobody sees."""
    text = b"\n".join(texts_in(data)).decode()
    for number, message_id in enumerate(dict.fromkeys(re.findall(r'"id":"([\w-]+)"', text))):
        text = text.replace(message_id, f"message-{number}")
    return text
