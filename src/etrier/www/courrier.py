"""Messages that leave by e-mail, and what is kept of those that do not."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

journal = logging.getLogger(__name__)


def envoyer(message: EmailMessage, quoi: str) -> bool:
    """Send a message; False when it did not leave. The log says which (`quoi`), never to whom."""
    try:
        if not settings.ETRIER_COURRIEL:
            raise OSError("no mail server")
        message.send()
    except (OSError, SMTPException) as erreur:
        # What the server says may hold an address: its kind is enough to look for.
        journal.warning("%s: e-mail not sent (%s)", quoi, type(erreur).__name__)
        return False
    return True
