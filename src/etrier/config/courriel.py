"""Where e-mail leaves from: one address in the environment, as the settings of Django."""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_PORTS = {"smtp": 587, "smtps": 465}
PATIENCE_SECONDES = 10


def lire_courriel(adresse: str) -> dict[str, object]:
    """Settings of `smtp://user:secret@host:587` (STARTTLS) or `smtps://user:secret@host:465`.

    `smtp://host:25?tls=non` sends in clear, to a relay of the same machine. Nothing for an empty
    address: nothing leaves. Raises ImproperlyConfigured when it cannot be read.
    """
    if not adresse:
        return {}
    lue = urlsplit(adresse)
    try:
        port = lue.port
    except ValueError:
        port = 0
    if lue.scheme not in _PORTS or not lue.hostname or port == 0:
        raise ImproperlyConfigured(
            "ETRIER_COURRIEL ne se lit pas : écrivez smtp://utilisateur:secret@serveur:587, ou "
            "smtps://utilisateur:secret@serveur:465 ; vide, rien n'est envoyé."
        )
    return {
        "EMAIL_HOST": lue.hostname,
        "EMAIL_PORT": port or _PORTS[lue.scheme],
        "EMAIL_HOST_USER": unquote(lue.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(lue.password or ""),
        "EMAIL_USE_SSL": lue.scheme == "smtps",
        "EMAIL_USE_TLS": lue.scheme == "smtp" and lue.query != "tls=non",
        "EMAIL_TIMEOUT": PATIENCE_SECONDES,
    }
