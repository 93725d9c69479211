"""Publishing: a change of the rules is a version with its date, and everyone present is told once."""

from msgspec.structs import replace

from palabre.domain.published import digest_of_rules
from palabre.http.rules_text import rules_document, rules_in
from palabre.http.site import Contact, HouseRule, Site
from palabre.settings import Settings
from tests.cast import HOUR, NOON, Stage, restarted, set_stage, settings_of, with_settings

LISTEN = HouseRule(title="On écoute", text="On laisse finir. {email} n’est pas rempli ici.")


def told_in(stage: Stage, room: str) -> list[str]:
    """What the place itself said in a room."""
    found = stage.house.http.rooms.directory.by_slug(room)
    assert found is not None
    return [post.message.body for post in stage.store.tables.posts.values() if post.room_id == found.id]


async def test_a_place_has_rules_from_its_first_start_and_says_nothing_of_it() -> None:
    stage = await set_stage()
    (version,) = stage.house.http.publishing.versions
    document = await stage.house.http.publishing.document(version)
    assert (version.number, version.at_ms, version.digest) == (1, NOON, digest_of_rules(document))
    assert told_in(stage, "agora") == []


async def test_a_restart_with_the_same_rules_publishes_nothing() -> None:
    stage = await set_stage()
    again = await restarted(stage)
    assert len(again.house.http.publishing.versions) == 1
    assert told_in(again, "agora") == []


async def test_a_house_rule_makes_a_version_and_those_present_are_told() -> None:
    first = await set_stage()
    ana = await first.guest("Ana", "agora")
    await ana.post("Bonsoir")
    first.clock.step(HOUR)
    second = await restarted(first, with_settings(settings_of(), house_rules=(LISTEN,)))
    assert [version.number for version in second.house.http.publishing.versions] == [2, 1]
    assert second.house.http.publishing.in_force.at_ms == NOON + 3_600_000
    since = {"epoch": ana.received("room.entered")[0]["epoch"], "offset": 1}
    bilal = second.tab((await second.session("Bilal"))[1])
    (posted,) = (await bilal.enter("agora", since))["events"]
    assert posted["message"]["body"].startswith("Les règles de ce lieu ont changé.")
    assert posted["message"]["author"]["nickname"] == "Palabre"


async def test_they_are_told_once_in_each_room_however_often_it_starts() -> None:
    changed = with_settings(settings_of(), house_rules=(LISTEN,))
    stage = await restarted(await set_stage(), changed)
    stage = await restarted(stage, changed)
    assert len(told_in(stage, "agora")) == len(told_in(stage, "cuisine")) == 1
    stage.clock.step(24 * HOUR)
    stage = await restarted(stage, changed)
    assert len(told_in(stage, "cuisine")) == 1


async def test_what_the_rules_say_of_the_configuration_makes_a_version_too() -> None:
    first = await set_stage()
    second = await restarted(first, with_settings(settings_of(), contact=Contact(guests="ici@palabre.example")))
    assert len(second.house.http.publishing.versions) == 2


async def test_an_earlier_version_is_read_as_it_was() -> None:
    first = await set_stage()
    (before,) = first.house.http.publishing.versions
    text = await first.house.http.publishing.document(before)
    second = await restarted(first, with_settings(settings_of(), house_rules=(LISTEN,)))
    assert await second.house.http.publishing.document(before) == text
    assert second.house.http.publishing.version("0" * 64) is None


def test_the_document_is_the_same_bytes_as_long_as_nothing_changes() -> None:
    assert rules_document(site()) == rules_document(site())
    assert rules_document(site()) != rules_document(site(house_rules=(LISTEN,)))


def test_a_house_rule_follows_those_that_hold_everywhere_and_is_never_filled_in() -> None:
    document = rules_in(rules_document(site(house_rules=(LISTEN,))))
    french, english = document.languages["fr"].rules, document.languages["en"].rules
    assert len(french) == len(english) == 7
    assert (french[-1].title, french[-1].text, french[-1].language) == (LISTEN.title, LISTEN.text, None)
    assert (english[-1].title, english[-1].language) == (LISTEN.title, "fr")


def test_a_translated_house_rule_is_read_in_english() -> None:
    rule = replace(LISTEN, title_en="We listen", text_en="Let others finish.")
    document = rules_in(rules_document(site(house_rules=(rule,))))
    assert (document.languages["en"].rules[-1].title, document.languages["en"].rules[-1].language) == (
        "We listen",
        None,
    )


def site(**changes: tuple[HouseRule, ...]) -> Site:
    return with_settings(Settings(), **changes).site()
