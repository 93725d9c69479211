"""A canary: what guests write, their names, tokens, tags and addresses reach no log and no repr."""

import importlib
import json
import logging
import pkgutil
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from msgspec import Struct, inspect

from palabre.ports.store import StoreUnavailable, Window
from tests.cast import HOUR, ORIGIN, PREFIX, Stage, Tab, assert_done, assert_refused, restarted, set_stage

CANARY = "Canari"
SENSITIVE = {"address", "body", "left", "nickname", "payload", "plain", "prefix", "tag", "tags", "token_hash", "words"}
FLOORS = ("domain", "protocol", "ports", "services", "gateway")


def structs() -> Iterator[type[Struct]]:
    """Every struct of the floors that a guest's words travel through."""
    for floor in FLOORS:
        root = importlib.import_module(f"palabre.{floor}")
        for found in pkgutil.walk_packages(root.__path__, f"palabre.{floor}."):
            if not found.name.endswith("__main__"):
                module = importlib.import_module(found.name)
                yield from (
                    kind
                    for kind in vars(module).values()
                    if isinstance(kind, type) and issubclass(kind, Struct) and kind.__module__ == module.__name__
                )


def made(kind: type[Struct]) -> Struct:
    """One of a kind, with a canary wherever a guest could be."""
    if kind is Window:
        return Window("x", 1, 1, [])
    shape = inspect.type_info(kind)
    assert isinstance(shape, inspect.StructType)
    return kind(**{field.name: value_of(field.type, field.name) for field in shape.fields})


PLAIN_VALUES: dict[type[inspect.Type], object] = {
    inspect.IntType: 1,
    inspect.FloatType: 1.0,
    inspect.BoolType: True,
    inspect.AnyType: None,
    inspect.NoneType: None,
    inspect.DateType: date(2026, 11, 23),
    inspect.DictType: {},
    # What acts, behind a port: it holds nothing that a struct would show.
    inspect.CustomType: None,
    inspect.DateTimeType: datetime(2026, 11, 22, tzinfo=UTC),
}


def value_of(shape: inspect.Type, name: str) -> object:
    """A value of this type, for a field of this name."""
    match shape:
        case inspect.Metadata():
            value = value_of(shape.type, name)
        case inspect.StrType():
            value = CANARY if name in SENSITIVE else "x"
        case inspect.BytesType():
            value = CANARY.encode() if name in SENSITIVE else b"x"
        case inspect.StructType():
            value = made(shape.cls)
        case inspect.UnionType():
            value = value_of(shape.types[0], name)
        case inspect.LiteralType():
            value = shape.values[0]
        case inspect.EnumType():
            value = next(iter(shape.cls))
        case _:
            value = compound_of(shape, name)
    return value


def compound_of(shape: inspect.Type, name: str) -> object:
    """The same, for what is made of several values, or is never a guest's."""
    match shape:
        case inspect.ListType() | inspect.VarTupleType() | inspect.FrozenSetType():
            return (value_of(shape.item_type, name),)
        case inspect.TupleType():
            return tuple(value_of(item, name) for item in shape.item_types)
        case inspect.NamedTupleType() | inspect.DataclassType():
            return shape.cls(**{field.name: value_of(field.type, field.name) for field in shape.fields})
    return PLAIN_VALUES[type(shape)]


KINDS = {f"{kind.__module__}.{kind.__name__}": kind for kind in structs()}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_struct_does_not_show_the_guest_it_carries(name: str) -> None:
    assert CANARY not in repr(made(KINDS[name]))


async def test_nothing_of_a_guest_is_logged_or_shown_in_a_whole_scene(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with caplog.at_level(logging.DEBUG):
        stage = await set_stage()
        secrets = await play(stage, monkeypatch)
    told = "\n".join([caplog.text, *(f"{record.msg!r} {record.args!r}" for record in caplog.records)])
    assert "command failed: KeyError on MessagePost" in told
    shown = "\n".join(map(repr, [stage.house.live, *(tab.visitor for tab in stage.tabs)]))
    for secret in secrets:
        assert secret not in told
        assert secret not in shown


async def play(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two guests do everything that can be done, and have everything go wrong; returns what must not be seen."""
    token, session = await stage.session(f"{CANARY} jaune")
    guest, other = stage.tab(session), await stage.guest("Autre Nom", "agora")
    await guest.enter()
    posted = await guest.post("Un texte secret")
    assert_done(posted)
    here = {"room": "agora", "message_id": posted["message_id"]}
    assert_done(await guest.ask("message.edit", **here, body="Un autre secret"))
    assert_refused(await other.ask("message.remove", **here), "not_yours")
    assert_done(await guest.ask("nickname.change", room="agora", nickname=f"{CANARY} vert"))
    await good_company(stage, guest, other, here)
    for frame in (b'{"body":"Un secret', b'{"type":"message.post","ref":1,"body":"Un secret"}', b"Un secret"):
        await guest.send(frame)
    for fault in (StoreUnavailable("Un secret"), KeyError("Un secret")):
        await post_badly(stage, guest, fault, monkeypatch)
    tag = guest.received("room.entered")[0]["you"]["tag"]
    guest.lose()
    await stage.step(20)
    await restarted(stage)
    await stage.house.http.guests.leaving.erase(session)
    await stage.step(5 * HOUR)
    return ["secret", CANARY, "Autre Nom", token, tag, session.id, ORIGIN.address, PREFIX]


async def good_company(stage: Stage, guest: Tab, other: Tab, here: dict[str, str]) -> None:
    """They react, write, mark, call and hide one another; the operator speaks."""
    assert_done(await other.post("Un secret pour @Canari vert"))
    assert_done(await other.ask("reaction.set", **here, reaction="thanks"))
    assert_refused(await other.ask("reaction.set", room="agora", message_id="m404", reaction="thanks"), "not_found")
    assert_done(await other.ask("typing.start", room="agora"))
    assert_done(await other.ask("read.mark", room="agora", offset=1))
    tag = guest.received("message.posted")[0]["message"]["author"]["tag"]
    assert_done(await other.ask("guest.hide", room="agora", tag=tag))
    assert_refused(await other.ask("guest.hide", room="agora", tag=f"{tag}x"), "not_found")
    for body in ("Un secret public", " "):
        entry = json.dumps({"slug": "agora", "body": body}).encode()
        await stage.store.append_control("room.announce", entry, stage.clock.now_ms())
    await stage.house.steering.follow()
    await stage.step(2)


async def post_badly(stage: Stage, guest: Tab, fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Post while the store fails."""

    async def broken(draft: object, record: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(stage.store, "post", broken)
        assert_refused(await guest.post("Un texte secret"), "unavailable")
