"""Routes under `/.well-known/`: who answers for the place, its rules, and where a weakness is told, for machines."""

from litestar import MediaType, Response, get
from litestar.exceptions import NotFoundException
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromQuery

from palabre.domain.published import RulesVersion
from palabre.http.documented import told
from palabre.http.site import Site
from palabre.http.visit import AnyRequest, parts_of
from palabre.protocol.conversion import rfc3339
from palabre.protocol.published import (
    ContactInfo,
    LegalInfo,
    PartyInfo,
    PublisherInfo,
    RulesDocument,
    RulesInForce,
    SoftwareInfo,
)

FORMAT = 1
LICENCE = "AGPL-3.0-or-later"
AN_HOUR = "public, max-age=3600"
DAY_MS = 86_400_000
THE_DOCUMENT = ResponseSpec(RulesDocument, description="The document, byte by byte", generate_examples=False)
# RFC 9116 §2.5.5 recommends less than a year; counted from midnight, so that the file changes once a day.
EXPIRES_AFTER_MS = 180 * DAY_MS
PAGES = {"legal": "/legal", "privacy": "/privacy", "rules": "/rules", "notice": "/notice", "receipt": "/receipt"}


@get(
    "/.well-known/palabre-legal.json",
    summary="Who answers for the place",
    operation_id="readLegal",
    responses=told(),
)
async def legal(request: AnyRequest) -> Response[LegalInfo]:
    """Publisher, host, points of contact, the version of the rules in force, and where each is read."""
    parts = parts_of(request)
    found = legal_info(parts.site, parts.publishing.in_force)
    return Response(found, headers={"Cache-Control": AN_HOUR})


@get(
    "/.well-known/palabre-rules.json",
    summary="The rules, in every language",
    operation_id="readRules",
    responses={**told(404, 503), 200: THE_DOCUMENT},
)
async def rules(request: AnyRequest, version: FromQuery[str] = "") -> Response[bytes]:
    """The version in force, or the one with the digest `version`; its bytes are those the digest is of."""
    publishing = parts_of(request).publishing
    found = publishing.version(version) if version else publishing.in_force
    if found is None:
        raise NotFoundException
    return Response(
        await publishing.document(found), media_type="application/json", headers={"ETag": f'"{found.digest}"'}
    )


@get("/.well-known/security.txt", include_in_schema=False)
async def security(request: AnyRequest) -> Response[str]:
    """Whom to tell of a weakness (RFC 9116); there is none where nobody is to be told."""
    parts = parts_of(request)
    email = parts.site.contact.security or parts.site.contact.guests
    if not email:
        raise NotFoundException
    text = security_txt(parts.site, email, parts.rooms.reading.now_ms())
    return Response(text, media_type=MediaType.TEXT, headers={"Cache-Control": AN_HOUR})


def security_txt(site: Site, email: str, now_ms: int) -> str:
    """The lines of the file."""
    midnight = now_ms - now_ms % DAY_MS
    lines = [f"Contact: mailto:{email}", f"Expires: {rfc3339(midnight + EXPIRES_AFTER_MS)}"]
    lines.append(f"Preferred-Languages: {', '.join(site.contact.languages)}")
    if site.address:
        lines.append(f"Canonical: {site.address}/.well-known/security.txt")
    return "".join(f"{line}\n" for line in lines)


def legal_info(site: Site, in_force: RulesVersion) -> LegalInfo:
    """Everything the legal page says, as data."""
    contact, publisher = site.contact, site.publisher
    return LegalInfo(
        format=FORMAT,
        place=site.instance.name,
        mode=site.mode,
        address=site.address,
        publisher=PublisherInfo(
            name=publisher.name,
            address=publisher.address,
            email=publisher.email,
            phone=publisher.phone,
            director=publisher.director,
            registration=publisher.registration,
            country=publisher.country,
        ),
        host=PartyInfo(name=site.host.name, address=site.host.address, phone=site.host.phone),
        representative=representative_of(site),
        authorities=ContactInfo(email=contact.authorities, languages=contact.languages),
        guests=ContactInfo(email=contact.guests, languages=contact.languages),
        data_protection=ContactInfo(email=contact.data_protection or contact.guests, languages=contact.languages),
        rules=RulesInForce(
            number=in_force.number,
            digest=in_force.digest,
            since=rfc3339(in_force.at_ms),
            page=f"/rules?version={in_force.digest}",
            document=f"/.well-known/palabre-rules.json?version={in_force.digest}",
        ),
        pages=PAGES,
        software=SoftwareInfo(name="Palabre", licence=LICENCE, source=site.instance.source),
    )


def representative_of(site: Site) -> PartyInfo | None:
    found = site.representative
    if not found.name:
        return None
    return PartyInfo(name=found.name, address=found.address, phone=found.phone, email=found.email)


JSON_ROUTES = (legal, rules)
FILE_ROUTES = (security,)
