"""Invitations, passkeys, recovery codes, what keys were asked, shared browsers: the same in every store."""

import msgspec
import pytest

from palabre.domain.credential import CHALLENGE_MS, MAX_PASSKEYS, Asked, Passkey
from palabre.domain.moderation.event import Deed, What
from palabre.domain.staff import INVITATION_MS, Staff, StaffLink, StaffSession
from palabre.ports.credentials import SharedBrowser
from palabre.ports.staff import Invitation
from palabre.ports.store import Store
from tests.cast import declined
from tests.contract.scene import HOUR, NOON

LINK, SESSION, KEY = b"link-of-nour", b"session-of-nour", b"key-of-nour"
NOUR = Invitation(name="Nour", role="owner", rooms=frozenset({2}), link_hash=LINK, expires_ms=NOON + INVITATION_MS)


def deed(what: What, who: str = "M-1") -> Deed:
    return Deed(at_ms=NOON, who=who, what=what)


def passkey(id: bytes = KEY, number: int = 1, **more: object) -> Passkey:
    key = Passkey(
        id=id,
        number=number,
        name="Téléphone",
        rp_id="palabre.example",
        public_key=b"cose",
        sign_count=3,
        transports=("internal", "hybrid"),
        added_ms=NOON,
    )
    return msgspec.structs.replace(key, **more)


def opened(number: int = 1, session: bytes = SESSION) -> StaffSession:
    return StaffSession(session, number, NOON, NOON, origin="https://palabre.example", confirmed_ms=NOON)


async def deeds(store: Store) -> list[tuple[str, str, str]]:
    events = await store.moderation_events(2**31 - 1, 100)
    return [(event.deed.who, event.deed.what, event.deed.subject) for event in reversed(events)]


async def test_an_invitation_is_a_member_a_way_in_and_an_event(store: Store) -> None:
    nour = await store.invite(NOUR, deed("staff_invited", "operator"))
    assert nour == Staff(number=1, name="Nour", role="owner", rooms=frozenset({2}))
    session = await store.use_staff_link(LINK, SESSION, NOON, "https://palabre.example")
    assert session is not None and session.origin == "https://palabre.example"
    assert await store.find_staff_session(SESSION) == session
    assert await deeds(store) == [("operator", "staff_invited", "M-1")]


async def test_who_is_removed_has_no_way_in_and_their_number_stays_theirs(store: Store) -> None:
    await store.invite(NOUR, deed("staff_invited"))
    await store.use_staff_link(LINK, SESSION, NOON)
    await store.add_passkey(passkey(), deed("passkey_added"))
    await store.set_recovery(1, [b"code"], deed("recovery_made"))
    assert await store.remove_staff(1, deed("staff_removed"))
    assert not await store.remove_staff(1, deed("staff_removed"))
    assert await store.staff() == []
    assert await store.find_staff_session(SESSION) is None
    assert await store.passkeys() == [] and await store.recovery_left(1) == 0
    assert (await store.add_staff("Mo", "moderator", None)).id == "M-2"
    assert [what for _, what, _ in await deeds(store)].count("staff_removed") == 1


async def test_who_lost_every_key_is_invited_again_and_the_old_ones_are_dead(store: Store) -> None:
    await store.invite(NOUR, deed("staff_invited"))
    await store.use_staff_link(LINK, SESSION, NOON)
    await store.add_passkey(passkey(), deed("passkey_added"))
    link = StaffLink(b"second-link", 1, NOON + HOUR)
    assert (await store.invite_again(link, deed("staff_invited"))) == (await store.staff())[0]
    assert await store.find_staff_session(SESSION) is None and await store.passkeys(1) == []
    assert await store.use_staff_link(b"second-link", b"again", NOON) is not None
    assert await store.invite_again(StaffLink(b"third", 9, NOON), deed("staff_invited")) is None


async def test_a_key_is_kept_whole_and_is_one_person_s(store: Store) -> None:
    other = passkey(b"other", number=2, added_ms=NOON + 1)
    await store.add_passkey(passkey(), deed("passkey_added"))
    await store.add_passkey(other, deed("passkey_added"))
    assert await store.passkey(KEY) == passkey() and await store.passkey(b"none") is None
    assert await store.passkeys() == [passkey(), other] and await store.passkeys(2) == [other]
    with declined("passkey_known"):
        await store.add_passkey(passkey(number=2), deed("passkey_added"))
    assert len(await deeds(store)) == 2


async def test_ten_keys_are_enough(store: Store) -> None:
    for number in range(MAX_PASSKEYS):
        await store.add_passkey(passkey(b"key-%d" % number), deed("passkey_added"))
    with declined("too_many_passkeys"):
        await store.add_passkey(passkey(b"one-more"), deed("passkey_added"))


@pytest.mark.parametrize(("kept", "shown", "goes_on"), [(3, 4, True), (3, 3, False), (3, 2, False), (0, 0, True)])
async def test_a_count_that_does_not_go_on_is_that_of_a_copy(
    store: Store, kept: int, shown: int, goes_on: bool
) -> None:
    key = passkey(sign_count=kept)
    await store.add_passkey(key, deed("passkey_added"))
    assert await store.sign_in(key, shown, opened(), deed("signed_in")) is goes_on
    assert (await store.find_staff_session(SESSION) is not None) is goes_on
    found = await store.passkey(KEY)
    assert found is not None and (found.sign_count, found.used_ms) == ((shown, NOON) if goes_on else (kept, None))
    assert await store.use_passkey(KEY, shown, NOON) is (kept == shown == 0)


async def test_the_last_key_is_not_revoked_nor_another_s(store: Store) -> None:
    await store.add_passkey(passkey(), deed("passkey_added"))
    await store.add_passkey(passkey(b"second", added_ms=NOON + 1), deed("passkey_added"))
    assert not await store.revoke_passkey(2, KEY, deed("passkey_revoked"))
    assert await store.revoke_passkey(1, KEY, deed("passkey_revoked"))
    with declined("last_passkey"):
        await store.revoke_passkey(1, b"second", deed("passkey_revoked"))
    assert [key.id for key in await store.passkeys(1)] == [b"second"]


async def test_a_recovery_code_works_once(store: Store) -> None:
    await store.add_staff("Mo", "moderator", None)
    await store.set_recovery(1, [b"first", b"second"], deed("recovery_made"))
    session = await store.use_recovery(b"first", opened(number=0), deed("recovery_used", ""))
    assert session == opened(number=1) and await store.find_staff_session(SESSION) == session
    assert await store.use_recovery(b"first", opened(number=0, session=b"again"), deed("recovery_used", "")) is None
    assert await store.recovery_left(1) == 1
    assert (await deeds(store))[-1] == ("M-1", "recovery_used", "")
    await store.set_recovery(1, [b"third"], deed("recovery_made"))
    assert await store.use_recovery(b"second", opened(number=0), deed("recovery_used", "")) is None


async def test_a_question_is_answered_once_and_the_latest_of_an_attempt_counts(store: Store) -> None:
    first = Asked(attempt_hash=b"attempt", purpose="sign_in", number=0, challenge=b"c" * 32, expires_ms=NOON + 1)
    second = msgspec.structs.replace(first, purpose="confirm", number=2, challenge=b"d" * 32)
    await store.ask(first)
    await store.ask(second)
    assert await store.take_asked(b"attempt") == second
    assert await store.take_asked(b"attempt") is None


async def test_a_confirmation_is_remembered_with_the_sign_in(store: Store) -> None:
    await store.invite(NOUR, deed("staff_invited"))
    await store.use_staff_link(LINK, SESSION, NOON)
    await store.confirm_staff_session(SESSION, NOON + 5)
    found = await store.find_staff_session(SESSION)
    assert found is not None and found.confirmed_ms == NOON + 5


async def test_who_shared_a_browser_is_known_until_it_is_over(store: Store) -> None:
    browser = SharedBrowser(token_hash=b"browser", number=1, until_ms=NOON + HOUR)
    await store.share_browser(browser)
    await store.share_browser(msgspec.structs.replace(browser, until_ms=NOON + 2 * HOUR))
    await store.share_guest(1, "ana", NOON + HOUR)
    assert await store.staff_of_browser(b"browser", NOON + HOUR) == [1]
    assert await store.staff_of_browser(b"another", NOON) == []
    assert await store.shared_guests(NOON) == [(1, "ana", NOON + HOUR)]
    await store.ask(
        Asked(attempt_hash=b"a", purpose="confirm", number=1, challenge=b"c", expires_ms=NOON + CHALLENGE_MS)
    )
    await store.sweep_staff(NOON + HOUR)
    assert await store.shared_guests(NOON) == [] and await store.take_asked(b"a") is None
    assert await store.staff_of_browser(b"browser", NOON) == [1]
    await store.sweep_staff(NOON + 2 * HOUR)
    assert await store.staff_of_browser(b"browser", NOON) == []
