"""Several files in one archive, to download."""

import zipfile
from collections.abc import Iterable
from io import BytesIO

from django.http import HttpResponse


def archive(fichiers: Iterable[tuple[str, bytes]], quoi: str) -> HttpResponse:
    """Names and bytes in one archive, made whole before it leaves. A PDF packs no smaller."""
    faite = BytesIO()
    with zipfile.ZipFile(faite, "w", zipfile.ZIP_STORED) as dedans:
        for nom, octets in fichiers:
            dedans.writestr(nom, octets)
    entetes = {"Content-Disposition": f'attachment; filename="factures-{quoi}.zip"'}
    return HttpResponse(faite.getvalue(), content_type="application/zip", headers=entetes)
