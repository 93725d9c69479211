"""Published rules: a version is added when the text changed, and every one can be read again."""

from palabre.domain.moderation.event import Deed
from palabre.domain.published import RulesVersion, digest_of_rules
from palabre.ports.store import Store
from tests.contract.scene import NOON

FIRST, SECOND = b'{"title": "Les r\xc3\xa8gles"}', b'{"title": "The rules"}'


def published(at_ms: int) -> Deed:
    return Deed(at_ms=at_ms, who="operator", what="rules_published")


async def test_a_place_begins_without_any(store: Store) -> None:
    assert await store.rules_versions() == []
    assert await store.rules_document(digest_of_rules(FIRST)) is None


async def test_the_same_text_is_one_version(store: Store) -> None:
    assert await store.publish_rules(FIRST, published(NOON)) is True
    assert await store.publish_rules(FIRST, published(NOON + 1)) is False
    assert await store.rules_versions() == [RulesVersion(1, digest_of_rules(FIRST), NOON)]
    assert await store.moderation_events(10, 10) == []


async def test_a_changed_text_is_another_and_the_earlier_one_stays(store: Store) -> None:
    await store.publish_rules(FIRST, published(NOON))
    await store.publish_rules(SECOND, published(NOON + 1))
    assert [(each.number, each.digest) for each in await store.rules_versions()] == [
        (2, digest_of_rules(SECOND)),
        (1, digest_of_rules(FIRST)),
    ]
    assert await store.rules_document(digest_of_rules(FIRST)) == FIRST
    assert [event.deed.what for event in await store.moderation_events(10, 10)] == ["rules_published"]


async def test_a_text_that_comes_back_is_in_force_again(store: Store) -> None:
    for number, text in enumerate((FIRST, SECOND, FIRST)):
        await store.publish_rules(text, published(NOON + number))
    assert [each.number for each in await store.rules_versions()] == [3, 2, 1]
    assert await store.rules_document(digest_of_rules(FIRST)) == FIRST
