"""What the routes of a proof of age take and give."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from palabre.domain.age_attempt import AttemptState, Device, Needs
from palabre.domain.binding import BrowserKey
from palabre.domain.discretion import Discreet

# 64 KiB and what seals them, in base64url.
MAX_BROWSER_ANSWER = 90_000

MethodKind = Literal["wallet", "account", "human", "demo"]


class AgeMethod(Struct, frozen=True):
    """A way to prove one's age here. `name` is what it is chosen by; `label` is that of a provider."""

    name: str
    kind: MethodKind
    label: str


class AgeStanding(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether a proof can be given here, whether this session has one, and until when (RFC 3339)."""

    can: bool
    proven: bool
    until: str | None = None
    methods: tuple[AgeMethod, ...]


class AttemptRequest(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Begin to prove it. `key` is the public half of one this browser cannot give away."""

    method: Annotated[str, Meta(min_length=1, max_length=40)]
    key: BrowserKey
    device: Device = "same"


class AttemptInfo(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """An attempt as it stands. `needs` is what its guest has to bring, `reason` the code of why it was refused."""

    id: str
    method: str
    state: AttemptState
    reason: str | None = None
    needs: Needs
    tries_left: int
    expires_at: str


class BrowserAsk(Discreet, frozen=True):
    """One of the `requests` of `navigator.credentials.get({digital: …})`, to be handed over as it is."""

    protocol: str
    data: dict[str, str]


class AttemptBegun(AttemptInfo, frozen=True, kw_only=True, omit_defaults=True):
    """An attempt that begins, with what carries it on.

    `link` opens a wallet or a provider on this device; `browser` is the same for a browser that asks wallets itself.
    Another device opens `page`, of which `qr` is the picture; `wallet_qr` is the picture of `link`, for wallets that
    scan by themselves. `site` is who asks, as the wallet must show it.
    """

    kind: MethodKind
    site: str
    link: str | None = None
    browser: BrowserAsk | None = None
    page: str | None = None
    qr: str | None = None
    wallet_qr: str | None = None


class CodeTyped(Discreet, frozen=True, forbid_unknown_fields=True):
    """The code shown on the other device, or the one the team gave."""

    code: Annotated[str, Meta(min_length=1, max_length=40)]


class ResponseCode(Discreet, frozen=True, forbid_unknown_fields=True):
    """What the wallet or the provider gave this browser to bring back."""

    response_code: Annotated[str, Meta(min_length=1, max_length=100)]


class BrowserAnswer(Discreet, frozen=True, forbid_unknown_fields=True):
    """What a wallet gave through the browser: `response` of the data of its credential, in base64url."""

    response: Annotated[str, Meta(min_length=1, max_length=MAX_BROWSER_ANSWER)]


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """`{}`."""


class WalletLed(Discreet, frozen=True):
    """Where the wallet leads its holder (OpenID4VP 1.0, §8.2)."""

    redirect_uri: str
