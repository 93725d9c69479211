"""Chromium's own authenticator: a passkey device that answers at once, and knows its owner or does not."""

from playwright.async_api import CDPSession, Page

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Authenticator:
    """One device, plugged into one page."""

    def __init__(self, session: CDPSession, device: str) -> None:
        self._session = session
        self._device = device

    async def beside(self, transport: str) -> "Authenticator":
        """A second device of the same page."""
        return await plugged(self._session, transport)

    async def knows_its_owner(self, known: bool) -> None:
        """Whether it takes who holds it for its owner."""
        await self._session.send("WebAuthn.setUserVerified", {"authenticatorId": self._device, "isUserVerified": known})

    async def unplug(self) -> None:
        """Take it away, with its keys."""
        await self._session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self._device})


async def with_authenticator(page: Page) -> Authenticator:
    """A phone, for this page."""
    session = await page.context.new_cdp_session(page)
    await session.send("WebAuthn.enable")
    return await plugged(session, str(PHONE["transport"]))


async def plugged(session: CDPSession, transport: str) -> Authenticator:
    """A new device of this kind."""
    made = await session.send("WebAuthn.addVirtualAuthenticator", {"options": {**PHONE, "transport": transport}})
    return Authenticator(session, made["authenticatorId"])
