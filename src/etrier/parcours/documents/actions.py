"""Acts on papers: produce, cancel. Each is atomic and audited; a file is never filled again."""

import hashlib
import json
from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from etrier.parcours.documents.contenu import APERCU, composer_contenu, en_pdf
from etrier.parcours.documents.controles import controler
from etrier.parcours.documents.demande import Demande
from etrier.parcours.documents.langue import les_champs
from etrier.parcours.documents.modeles import Modele, modele_en_vigueur
from etrier.parcours.enums import Rubrique, UsageSecret
from etrier.parcours.enums_accompagnement import EtatDocument
from etrier.parcours.models import DocumentProduit
from etrier.parcours.secrets import accompagne, lire_pour, sceller, sceller_octets
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

CHAMP_NIR = "salarie.nir"


def contenu_de(demande: Demande, numero: str, *, par: Utilisateur | None) -> dict[str, Any]:
    """What the paper says with the template in force. The NIR is opened, and the reading noted,
    only when the template names it."""
    modele = modele_en_vigueur(demande.structure, demande.genre)
    return composer_contenu(demande, modele, numero, _nir(demande, modele, par))


def manques_de(demande: Demande, *, par: Utilisateur | None) -> list[str]:
    """What the paper would leave « à compléter »; no secret is opened to say it."""
    modele = modele_en_vigueur(demande.structure, demande.genre)
    connu = demande.salarie.personne.nir is not None and accompagne(par, demande.salarie)
    nir = "…" if connu else ""
    manques: list[str] = composer_contenu(demande, modele, "…", nir)["manques"]
    return manques


def voir(demande: Demande, *, par: Utilisateur | None) -> bytes:
    """The PDF as it would be, without a number; nothing is kept."""
    return en_pdf(contenu_de(demande, APERCU, par=par), le=_midi(demande.le))


@transaction.atomic
def produire(
    demande: Demande, vues: Collection[str] = (), *, par: Utilisateur | None
) -> DocumentProduit:
    """Number the paper, fill it, keep it sealed. `vues`: codes of the reserves somebody ticked.

    The structure is locked: numbers follow one another in a year, without a hole or a double.
    Raises Refus when a check blocks, or a reserve was not ticked.
    """
    structure = Structure.objects.select_for_update().get(pk=demande.structure.pk)
    reserves = _verifier(demande, vues)
    numero = _numero(structure, demande.le.year)
    contenu = contenu_de(demande, numero, par=par)
    fichier = en_pdf(contenu, le=_midi(demande.le))
    document = DocumentProduit.objects.create(
        structure=structure,
        salarie=demande.salarie,
        contrat=demande.contrat,
        avenant=demande.avenant,
        immersion=demande.immersion,
        genre=demande.genre,
        numero=numero,
        le=demande.le,
        fichier=sceller_octets(fichier),
        empreinte=hashlib.sha256(fichier).hexdigest(),
        contenu=sceller(json.dumps(contenu, ensure_ascii=False)),
        par=par,
    )
    noter(
        "document.produire",
        auteur=par,
        perimetre=structure.pk,
        cible=document,
        genre_papier=str(demande.genre),
        numero=numero,
        modele=contenu["modele"],
        reserves=reserves,
        points=len(reserves),
        manques=len(contenu["manques"]),
    )
    return document


def _verifier(demande: Demande, vues: Collection[str]) -> list[str]:
    """The codes of the reserves, all ticked; Refus otherwise."""
    controles = controler(demande)
    bloquant = next((c for c in controles if c.bloque), None)
    if bloquant is not None:
        raise Refus(bloquant.phrase)
    codes = sorted({c.code for c in controles})
    if set(codes) - set(vues):
        raise Refus(
            _("Cochez chaque point à regarder : il dit que vous l'avez vu avant d'imprimer.")
        )
    return codes


def _nir(demande: Demande, modele: Modele, par: Utilisateur | None) -> str:
    """The number, when the template names it and her adviser prints; else « à compléter »."""
    if CHAMP_NIR not in les_champs(modele.texte) or not accompagne(par, demande.salarie):
        return ""
    qui = demande.salarie.personne
    return lire_pour(UsageSecret.DOCUMENT, qui, qui.nir, Rubrique.NIR, demande.structure, par)


def _midi(le: date) -> datetime:
    """The date a file bears: the same content printed twice gives the same bytes."""
    return timezone.make_aware(datetime.combine(le, time(12)))


def _numero(structure: Structure, annee: int) -> str:
    """« 2026-0001 », the next one of the year; the structure is locked."""
    numeros = DocumentProduit.objects.filter(
        structure=structure, numero__startswith=f"{annee}-"
    ).values_list("numero", flat=True)
    rang = max((int(numero.partition("-")[2]) for numero in numeros), default=0) + 1
    return f"{annee}-{rang:04d}"


@transaction.atomic
def annuler(document: DocumentProduit, motif: str, *, par: Utilisateur | None) -> DocumentProduit:
    """Say that a paper no longer stands; its file and its number stay. The reason is sealed."""
    document = DocumentProduit.objects.select_for_update().get(pk=document.pk)
    if document.etat == EtatDocument.ANNULE:
        raise Refus(_("Ce papier est déjà annulé."))
    if not motif.strip():
        raise Refus(_("Écrivez pourquoi ce papier est annulé."))
    etait = document.etat
    document.etat = EtatDocument.ANNULE
    document.motif_annulation = sceller(motif.strip()[:500])
    document.save(update_fields=["etat", "motif_annulation"])
    noter(
        "document.annuler",
        auteur=par,
        perimetre=document.structure_id,
        cible=document,
        numero=document.numero,
        etait=etait,
    )
    return document
