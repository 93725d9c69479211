"""E-mail to the staff on call (RFC 5321), over TLS only."""

import asyncio
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from typing import Literal, NamedTuple

from palabre.ports.notifier import AnyCall, Call, NotTold, OrderCall

TIMEOUT_S = 12.0
SUBJECTS = {
    "urgent": "[{place}] Urgent : une personne est peut-être en danger",
    "overdue": "[{place}] Un dossier attend",
    "order": "[{place}] Un ordre d’une autorité attend",
}
BODY = """\
{lead}

Salon / Room\u00a0: {room}
Motif / Reason\u00a0: {category}
Dossier / Case\u00a0: {case_id}
Appel / Call\u00a0: {times}

Le bureau / The desk\u00a0: {desk}
"""
ORDER_BODY = """\
Un ordre d’une autorité attend une réponse, et son délai passe.
An order of an authority waits for an answer, and its time is running out.

Nature / Kind\u00a0: {kind}
Avant le / By\u00a0: {due_at}
Ordre / Order\u00a0: {order_id}

Le bureau / The desk\u00a0: {desk}
"""
LEADS = {
    "urgent": "Un signalement urgent attend que quelqu’un le regarde.\nAn urgent report waits for somebody to look.",
    "overdue": "Un dossier a dépassé son délai.\nA case is past its time.",
}


class MailServer(NamedTuple):
    """`security` `tls` is TLS from the first byte (port 465), `starttls` before anything else is said (587)."""

    host: str
    port: int
    security: Literal["tls", "starttls"]
    user: str
    password: str

    def __repr__(self) -> str:
        return "<MailServer>"


class MailNotifier:
    """One message to all of them, in a thread: the library blocks."""

    def __init__(
        self,
        server: MailServer,
        *,
        sender: str,
        to: tuple[str, ...],
        place: str,
        context: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    ) -> None:
        self._server = server
        self._sender = sender
        self._to = to
        self._place = place
        self._context = context

    async def tell(self, call: AnyCall) -> None:
        try:
            await asyncio.to_thread(self._send, self._letter(call))
        except (smtplib.SMTPException, OSError) as error:
            raise NotTold(f"the mail server failed: {type(error).__name__}") from None

    def _letter(self, call: AnyCall) -> EmailMessage:
        letter = EmailMessage()
        letter["From"] = self._sender
        letter["To"] = ", ".join(self._to)
        letter["Subject"] = SUBJECTS[call.kind].format(place=self._place)
        letter.set_content(order_body(call) if isinstance(call, OrderCall) else case_body(call))
        return letter

    def _send(self, letter: EmailMessage) -> None:
        with self._connected() as server:
            if self._server.user:
                server.login(self._server.user, self._server.password)
            server.send_message(letter)

    def _connected(self) -> smtplib.SMTP:
        host, port = self._server.host, self._server.port
        if self._server.security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=self._context())
        server = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
        try:
            server.starttls(context=self._context())
        except BaseException:
            server.close()
            raise
        return server


def case_body(call: Call) -> str:
    return BODY.format(
        lead=LEADS[call.kind],
        room=call.room,
        category=call.category,
        case_id=call.case_id,
        times=call.times,
        desk=call.desk,
    )


def order_body(call: OrderCall) -> str:
    return ORDER_BODY.format(kind=call.order, due_at=call.due_at, order_id=call.order_id, desk=call.desk)
