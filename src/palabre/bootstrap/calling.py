"""Calling: how the staff on call are reached, as a configuration says."""

from pathlib import Path

from palabre.adapters.notifier import EveryNotifier, MailNotifier, MailServer, WebhookNotifier
from palabre.adapters.sealing import KeyUnusable
from palabre.ports.notifier import Notifier
from palabre.settings import Settings
from palabre.settings.moderation import NotifySettings


def notifier_of(settings: Settings) -> Notifier | None:
    """Every way that is configured; None when there is none. Raises KeyUnusable when a password cannot be read."""
    asked = settings.notify
    ways: list[Notifier] = []
    if asked.emails:
        ways.append(MailNotifier(server_of(asked), sender=asked.sender, to=asked.emails, place=settings.instance.name))
    if asked.webhook:
        ways.append(WebhookNotifier(asked.webhook))
    return EveryNotifier(ways) if ways else None


def server_of(asked: NotifySettings) -> MailServer:
    return MailServer(asked.smtp_host, asked.smtp_port, asked.smtp_security, asked.smtp_user, password_of(asked))


def password_of(asked: NotifySettings) -> str:
    if not asked.smtp_password_file:
        return ""
    path = Path(asked.smtp_password_file)
    try:
        return path.read_text().partition("\n")[0]
    except (OSError, UnicodeDecodeError):
        raise KeyUnusable(f"{path}: the password of the mail server cannot be read") from None
