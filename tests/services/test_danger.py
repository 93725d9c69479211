"""A threat to a life: what is known of it in one file, for a person to send; made and sent are recorded."""

import hashlib

import msgspec

from palabre.domain.danger import FORMAT, DangerFile
from palabre.services.danger import Danger
from tests.cast import Stage, declined, refused
from tests.services.court import INSISTING, trial


def danger_of(stage: Stage) -> Danger:
    return stage.house.http.orders.danger


def read(file: bytes) -> DangerFile:
    return msgspec.json.decode(file, type=DangerFile)


async def test_the_file_has_the_words_their_times_the_room_and_what_was_decided() -> None:
    play = await trial("danger")
    await play.decide("mute")
    file = read(await danger_of(play.stage).make(play.mo, play.case_id, "json", "fr"))
    assert (file.format, file.reference, file.made_by, file.room) == (FORMAT, play.case_id, "M-1", "agora")
    assert (file.nickname, file.categories) == ("Bilal", ("danger",))
    (text,) = [text for text in file.texts if text.reported]
    assert (text.who, text.body, text.message_id, text.nickname) == ("subject", INSISTING, play.message_id, "Bilal")
    assert [made.measure for made in file.decisions] == ["mute"]
    assert file.connections.message_ids == (play.message_id,)
    assert file.connections.days == ("2026-11-22",)


async def test_who_reported_and_who_else_spoke_is_in_no_file() -> None:
    play = await trial("danger")
    await play.ana.post("Laisse-moi tranquille")
    file = await danger_of(play.stage).make(play.mo, play.case_id, "json", "fr")
    others = [text for text in read(file).texts if text.who != "subject"]
    assert [(text.who, text.nickname, text.tag) for text in others] == [("A", None, None)]
    assert b"Ana" not in file
    assert play.bilal_id.encode() not in file


async def test_the_pdf_has_the_same_inside_and_is_the_same_each_time() -> None:
    play = await trial("danger")
    danger = danger_of(play.stage)
    pdf = await danger.make(play.mo, play.case_id, "pdf", "fr")
    assert pdf.startswith(b"%PDF-")
    assert b"/EmbeddedFile" in pdf
    assert await danger.make(play.mo, play.case_id, "pdf", "fr") == pdf
    assert await danger.make(play.mo, play.case_id, "pdf", "en") != pdf


async def test_that_it_was_made_and_to_whom_a_person_sent_it_is_recorded_without_a_word_of_it() -> None:
    play = await trial("danger")
    file = await danger_of(play.stage).make(play.mo, play.case_id, "json", "fr")
    await danger_of(play.stage).sent(play.mo, play.case_id, "Plateforme PHAROS", "2026-17")
    made, told = play.stage.store.tables.deeds[-2:]
    assert (made.what, made.who, made.case_id) == ("danger.made", "M-1", play.case_id)
    assert hashlib.sha256(file).hexdigest() in made.data.decode()
    assert (told.what, told.reason, told.case_id) == ("danger.told", "Plateforme PHAROS · 2026-17", play.case_id)
    assert INSISTING not in str((made.data, made.reason, told.data))


async def test_whoever_decides_on_the_case_makes_it_and_nobody_else() -> None:
    play = await trial("danger")
    danger, stage = danger_of(play.stage), play.stage
    custodian = await stage.moderator("K", role="custodian")
    elsewhere = await stage.moderator("Zoé", rooms=frozenset({99}))
    for member in (custodian, elsewhere):
        with declined("not_for_you"):
            await danger.make(member, play.case_id, "json", "fr")
        with declined("not_for_you"):
            await danger.sent(member, play.case_id, "PHAROS", "")
    with refused("not_found"):
        await danger.make(play.mo, "nothing", "json", "fr")
