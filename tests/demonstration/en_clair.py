"""Looks for the secrets of the demonstration where nothing secret may be, in a process of its own.

Everything is searched as bytes: the rows of every table (and the files of SQLite, write-ahead log
included), the log of the process, every exported table, the mails.
"""

import html
import io
import json
import logging
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from etrier.cloture.actions import cloturer
from etrier.demonstration.charger import charger
from etrier.demonstration.comptes import courriel
from etrier.demonstration.scenario import JOUR_DONNE
from etrier.demonstration.secrets_exemple import secrets_exemple
from etrier.parcours.echeances.courrier import preparer
from etrier.parcours.models import AbonnementRadar, Referent
from etrier.structures.enums import Role
from etrier.structures.models import Structure, Utilisateur

# Long enough to be found nowhere by chance.
LONGUEUR = 8
EXPORT = re.compile(r'"([?][^"]*format[-\w]*=(?:csv|xlsx)[^"]*)" download')


def agir() -> None:
    """Load, close a month, walk every screen; print where a secret was read."""
    journal = io.StringIO()
    logging.basicConfig(stream=journal, level=logging.INFO, force=True)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    call_command("migrate", verbosity=0)
    bilan = charger(le=JOUR_DONNE, dossier=Path(sys.argv[1]))
    cloturer(list(Structure.objects.values_list("pk", flat=True)), bilan.mois_a_clore[0], par=None)
    hotes = override_settings(
        ALLOWED_HOSTS=["*"], EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"
    )
    with hotes:
        pages = dict(_pages_et_fichiers())
        courriels = _courriels()
    lieux = {
        "tables": b"\n".join(_tables()),
        "fichiers de la base": b"".join(_fichiers()),
        "journal": journal.getvalue().encode(),
        "exports": b"\n".join(corps for nom, corps in pages.items() if nom.startswith("export")),
        "courriels": courriels,
    }
    lues = b"\n".join(corps for nom, corps in pages.items() if nom.startswith("page"))
    secrets = secrets_exemple()
    print(  # noqa: T201 -- read by the test
        json.dumps(
            {
                "secrets": len(secrets),
                "octets": {nom: len(corps) for nom, corps in lieux.items()},
                "trouves": [
                    (nom, secret)
                    for nom, corps in lieux.items()
                    for secret in trouver(secrets, corps)
                ],
                "lus": len(trouver(secrets, lues)),
                "exports": sum(nom.startswith("export") for nom in pages),
            }
        )
    )


def trouver(secrets: list[str], corps: bytes) -> list[str]:
    """Secrets whose longest run of plain letters stands in these bytes, however they are written.

    Accents, apostrophes and quotation marks are written in too many ways (JSON, HTML, UTF-16).
    """
    plats = corps + corps.replace(b"\x00", b"")
    return [s for s in secrets if _fragment(s).encode() in plats]


def _fragment(secret: str) -> str:
    fragment: str = max(re.findall(r"[ !#-%(-;=?-~]+", secret), key=len).strip()
    assert len(fragment) >= LONGUEUR, secret
    assert fragment == html.escape(fragment)
    return fragment


def _tables() -> Iterator[bytes]:
    with connection.cursor() as curseur:
        for table in connection.introspection.table_names(curseur):
            curseur.execute(f'select * from "{table}"')
            for ligne in curseur.fetchall():
                yield b"\t".join(_octets(valeur) for valeur in ligne)


def _octets(valeur: object) -> bytes:
    if isinstance(valeur, bytes | memoryview):
        return bytes(valeur)
    return str(valeur).encode()


def _fichiers() -> Iterator[bytes]:
    """The file of SQLite and those beside it; and what the instance keeps in its folder."""
    if connection.vendor == "sqlite":
        base = Path(str(connection.settings_dict["NAME"]))
        yield from (f.read_bytes() for f in base.parent.glob(f"{base.name}*"))
    yield from (f.read_bytes() for f in Path(settings.VAR).rglob("*") if f.is_file())


def _pages_et_fichiers() -> Iterator[tuple[str, bytes]]:
    """Every page with nothing but the structure and a person in its address, and its tables.

    The adviser of the person reads secrets on the pages; the files must hold none.
    """
    conseillere = Utilisateur.objects.get(courriel=courriel(Role.CIP))
    suivi = Referent.objects.filter(utilisateur=conseillere, fin__isnull=True).order_by("pk")[0]
    valeurs = {
        "structure_id": suivi.salarie.structure_id,
        "salarie_id": suivi.salarie_id,
        "mois": JOUR_DONNE.replace(day=1) - timedelta(days=31),
    }
    navigateur = Client()
    navigateur.force_login(conseillere)
    for nom, arguments in _adresses():
        if not arguments <= valeurs.keys() or "structure_id" not in arguments:
            continue
        adresse = reverse(nom, kwargs={a: valeurs[a] for a in arguments})
        page = _corps(navigateur.get(adresse))
        yield f"page {nom}", page
        for rang, lien in enumerate(sorted(set(EXPORT.findall(page.decode(errors="replace"))))):
            yield f"export {nom} {rang}", _corps(navigateur.get(adresse + html.unescape(lien)))


def _corps(reponse: Any) -> bytes:
    """What was answered, spreadsheets unpacked."""
    contenu = b"".join(reponse) if reponse.streaming else reponse.content
    if contenu[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            return b"\n".join(archive.read(nom) for nom in archive.namelist())
    return bytes(contenu)


def _adresses(
    motifs: list[URLPattern | URLResolver] | None = None, dessus: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    for motif in get_resolver().url_patterns if motifs is None else motifs:
        arguments = dessus | frozenset(motif.pattern.regex.groupindex)
        if isinstance(motif, URLResolver):
            yield from _adresses(motif.url_patterns, arguments)
        elif "GET" in getattr(motif.callback, "methods", ()) and motif.name:
            yield motif.name, arguments


def _courriels() -> bytes:
    """Mails the screens sent, and the weekly one of those who may have it."""
    messages = [m.message() for m in getattr(mail, "outbox", [])]
    for role in (Role.CIP, Role.DIRECTION):
        compte = Utilisateur.objects.get(courriel=courriel(role))
        for tenu in compte.les_roles.select_related("structure"):
            abonnement = AbonnementRadar(utilisateur=compte, structure=tenu.structure)
            envoi = preparer(abonnement, JOUR_DONNE)
            messages += [envoi.message.message()] if envoi else []
    lus = [m.get_payload(decode=True) + str(m["Subject"]).encode() for m in messages]
    return b"\n".join(lus)
