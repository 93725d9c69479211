"""Ways to reach the staff on call: e-mail and webhook, and all of those that are configured."""

from palabre.adapters.notifier.every import EveryNotifier
from palabre.adapters.notifier.mail import MailNotifier, MailServer
from palabre.adapters.notifier.webhook import WebhookNotifier

__all__ = ["EveryNotifier", "MailNotifier", "MailServer", "WebhookNotifier"]
