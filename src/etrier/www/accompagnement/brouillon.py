"""What is being typed stays in the tab until it is sent: with what key, and for whom.

The text is ciphered in the tab's own storage (`sessionStorage`: gone with the tab, unseen by other
tabs). Its key is in the session of the server: signing out loses it, and with it the text.
"""

import base64
import os

from django.http import HttpRequest

_CLE = "brouillon"


def cle_de_brouillon(request: HttpRequest) -> str:
    """The key of this session, made once (32 bytes, base64)."""
    cle: str | None = request.session.get(_CLE)
    if cle is None:
        cle = base64.b64encode(os.urandom(32)).decode()
        request.session[_CLE] = cle
    return cle
