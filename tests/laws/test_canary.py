"""A canary: what guests write, their names, tokens, tags and addresses reach no log and no repr."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from msgspec import Struct, inspect

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
    inspect.DictType: {},
}


def value_of(shape: inspect.Type, name: str) -> object:
    match shape:
        case inspect.Metadata():
            return value_of(shape.type, name)
        case inspect.StrType():
            return CANARY if name in SENSITIVE else "x"
        case inspect.BytesType():
            return CANARY.encode() if name in SENSITIVE else b"x"
        case inspect.StructType():
            return made(shape.cls)
        case inspect.UnionType():
            return value_of(shape.types[0], name)
        case inspect.LiteralType():
            return shape.values[0]
        case inspect.ListType() | inspect.VarTupleType():
            return (value_of(shape.item_type, name),)
        case inspect.EnumType():
            return next(iter(shape.cls))
    return PLAIN_VALUES[type(shape)]


@pytest.mark.parametrize("kind", sorted(set(structs()), key=lambda kind: (kind.__module__, kind.__name__)))
def test_a_struct_does_not_show_the_guest_it_carries(kind: type[Struct]) -> None:
    assert CANARY not in repr(made(kind))


async def test_nothing_of_a_guest_is_logged_or_shown_in_a_whole_scene(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        stage = await set_stage()
        secrets = await play(stage)
    told = "\n".join([caplog.text, *(f"{record.msg!r} {record.args!r}" for record in caplog.records)])
    assert "command failed: KeyError on MessagePost" in told
    shown = "\n".join(map(repr, [stage.house.live, *stage.tabs, *(tab.visitor for tab in stage.tabs)]))
    for secret in secrets:
        assert secret not in told
        assert secret not in shown.partition("_frames=")[0]


async def play(stage: Stage) -> list[str]:
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
    for frame in (b'{"body":"Un secret', b'{"type":"message.post","ref":1,"body":"Un secret"}', b"Un secret"):
        await guest.send(frame)
    for fault in (StoreUnavailable("Un secret"), KeyError("Un secret")):
        await fail(stage, guest, fault)
    tag = guest.received("room.entered")[0]["you"]["tag"]
    guest.lose()
    await stage.step(20)
    await restarted(stage)
    await stage.house.http.guests.leaving.erase(session)
    await stage.step(5 * HOUR)
    return ["secret", CANARY, "Autre Nom", token, tag, session.id, ORIGIN.address, PREFIX]


async def fail(stage: Stage, guest: Tab, fault: Exception) -> None:
    """Have the store fail in the middle of a post."""

    async def broken(draft: object) -> None:
        raise fault

    works, stage.store.post = stage.store.post, broken  # type: ignore[assignment, method-assign]
    assert_refused(await guest.post("Un texte secret", client_message_id=key()), "unavailable")
    stage.store.post = works  # type: ignore[method-assign]
