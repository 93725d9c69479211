"""What reaches the vault of what guests do, and from where it came."""

from collections.abc import Sequence
from datetime import date

import msgspec

from palabre.domain.connection_record import ConnectionRecord, Record, communication_of
from palabre.ports.vault import SealedRecords
from palabre.settings import Settings
from palabre.settings.vault import ConfiguredCustodian, ConfiguredInjunction, VaultSettings
from tests.cast import ORIGIN, Stage, assert_done, assert_refused, key, set_stage, settings_of, with_settings
from tests.custody import CUSTODIANS

PEOPLE = tuple(ConfiguredCustodian(name=each.name, key=each.key) for each in CUSTODIANS)
ENJOINED = ConfiguredInjunction(reference="décret 2026-999", since=date(2026, 10, 21), until=date(2027, 10, 20))


class Notebook:
    """A vault that shows what came in."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def seal(self, records: Sequence[Record]) -> list[SealedRecords]:
        self.records += records
        return []

    def forget(self, last: date) -> int:
        return 0

    def read(self) -> list[ConnectionRecord]:
        return [msgspec.json.decode(each.plain, type=ConnectionRecord) for each in self.records]


def with_vault(*injunctions: ConfiguredInjunction) -> Settings:
    return with_settings(settings_of(), vault=VaultSettings(custodians=PEOPLE, injunctions=injunctions))


async def recorded(settings: Settings) -> tuple[Stage, Notebook]:
    stage = await set_stage(settings)
    stage.store.tables.vault = notebook = Notebook()
    return stage, notebook


async def test_a_message_is_recorded_once_with_where_it_came_from_and_nothing_lapsed() -> None:
    stage, notebook = await recorded(with_vault())
    ana = await stage.guest("Ana", "agora")
    notebook.records.clear()
    reply = await ana.post("Bonsoir", client_message_id=(mine := key()))
    assert await ana.post("Bonsoir", client_message_id=mine) == {**reply, "ref": reply["ref"] + 1}
    assert notebook.read() == [
        ConnectionRecord(
            communication=communication_of(reply["message_id"]),
            address=ORIGIN.address,
            port=ORIGIN.port,
            protocols=("http", "websocket"),
        )
    ]
    assert [each.day for each in notebook.records] == [date(2026, 11, 22)]


async def test_under_an_injunction_what_it_orders_is_recorded_too() -> None:
    stage, notebook = await recorded(with_vault(ENJOINED))
    ana = await stage.guest("Ana", "agora")
    reply = await ana.post("Bonsoir")
    kept = notebook.read()[-1]
    assert (kept.content, kept.operation, kept.author) == (reply["message_id"], "created", "Ana")
    assert kept.at == "2026-11-22T12:00:00.000+00:00"


async def test_another_text_is_another_contribution() -> None:
    stage, notebook = await recorded(with_vault(ENJOINED))
    ana = await stage.guest("Ana", "agora")
    reply = await ana.post("Bonsoir")
    assert_done(await ana.ask("message.edit", room="agora", message_id=reply["message_id"], body="Bonsoir !"))
    posted, edited = notebook.read()[-2:]
    assert (posted.communication, posted.operation) == (edited.communication, "created")
    assert edited.operation == "edited"


async def test_a_message_that_waits_is_recorded_when_it_is_written() -> None:
    stage, notebook = await recorded(with_vault())
    ana = await stage.guest("Ana", "agora")
    reply = await ana.post("Mon numéro : 06 12 34 56 78")
    assert reply["status"] == "held", reply
    assert notebook.read()[-1].communication == communication_of(reply["message_id"])


async def test_what_was_never_kept_is_not_recorded() -> None:
    stage, notebook = await recorded(with_vault())
    ana = await stage.guest("Ana", "agora")
    notebook.records.clear()
    assert_refused(await ana.post("  "), "body_empty")
    assert notebook.records == []


async def test_the_names_of_a_session_are_recorded_without_where_it_came_from() -> None:
    stage, notebook = await recorded(with_vault())
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.post())
    assert_done(await ana.ask("nickname.change", room="agora", nickname="Anaïs"))
    named = [each for each in notebook.read() if each.session]
    assert named == [ConnectionRecord(session=ana.visitor.session_id, nickname=name) for name in ("Ana", "Anaïs")]
    # Their year begins when the session ends, tomorrow at the latest.
    assert {each.day for each in notebook.records if b"session" in each.plain} == {date(2026, 11, 23)}


async def test_without_custodians_nothing_is_recorded() -> None:
    stage, notebook = await recorded(settings_of())
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.post())
    assert notebook.records == []
