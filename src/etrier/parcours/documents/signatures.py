"""Signing a paper, on paper or on a screen, and the version that shows who signed."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.parcours.documents.contenu import (
    PARTS,
    Preuve,
    SignatureVue,
    en_pdf,
    parts_attendues,
)
from etrier.parcours.documents.fichiers import ouvrir_contenu
from etrier.parcours.documents.traces import en_svg, lire_trace
from etrier.parcours.enums import Rubrique, UsageSecret
from etrier.parcours.enums_accompagnement import EtatDocument, MoyenSignature, QuiSigne
from etrier.parcours.models import DocumentProduit, Signature
from etrier.parcours.secrets import lire_tous_pour, sceller, sceller_octets
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from etrier.socle.journal import noter
from etrier.structures.models import Utilisateur

MIDI: Final = time(12)
PORTEE: Final = (
    "Signature simple, recueillie sans certificat : elle dit qui a signé, quand et comment, et "
    "quel fichier. Les papiers signés à la main sont gardés par la structure."
)


def attendues(document: DocumentProduit) -> list[QuiSigne]:
    """Who has not signed yet."""
    faites = set(document.signatures.values_list("qui", flat=True))
    return [qui for qui in parts_attendues(document.genre) if qui not in faites]


@transaction.atomic
def signer_ecran(
    document: DocumentProduit,
    qui: str,
    nom: str,
    trace: str = "",
    *,
    par: Utilisateur | None,
    le: datetime | None = None,
) -> Signature:
    """Somebody signs on the screen, by a drawing or by her typed name alone; now, unless told.

    `par`: whose account the screen was opened with. For the person herself the name is that of the
    file: nobody signs under another. Raises Refus when she has signed, or the drawing is not one.
    """
    document = _ouvert(document, [qui])
    dessin = json.dumps(lire_trace(trace), separators=(",", ":")) if trace.strip() else ""
    if qui == QuiSigne.SALARIE:
        personne = document.salarie.personne
        nom = f"{personne.prenom} {personne.nom}"
    signature = Signature(
        document=document,
        qui=qui,
        nom=_nom(nom),
        le=le or maintenant(),
        moyen=MoyenSignature.ECRAN,
        trace=sceller(dessin) if dessin else None,
        recueillie_par=par,
    )
    _garder(document, [signature], par)
    return signature


@transaction.atomic
def signer_papier(
    document: DocumentProduit, noms: Mapping[str, str], le: date, *, par: Utilisateur | None
) -> list[Signature]:
    """Write down that a printed paper came back signed: by whom (name by part), what day.

    Raises Refus for a day before the paper's, or a part that has signed already.
    """
    if not noms:
        raise Refus(_("Dites qui a signé."))
    if le < document.le:
        raise Refus(
            _("Le papier est du %(jour)s : il n'a pas pu être signé avant.")
            % {"jour": ecrire_jour(document.le)}
        )
    document = _ouvert(document, list(noms))
    signatures = [
        Signature(
            document=document,
            qui=qui,
            nom=_nom(nom),
            le=timezone.make_aware(datetime.combine(le, MIDI)),
            moyen=MoyenSignature.PAPIER,
            recueillie_par=par,
        )
        for qui, nom in noms.items()
    ]
    _garder(document, signatures, par)
    return signatures


def _ouvert(document: DocumentProduit, parts: Sequence[str]) -> DocumentProduit:
    """The paper, locked; Refus unless each of these parts may sign it."""
    document = DocumentProduit.objects.select_for_update().get(pk=document.pk)
    if document.etat == EtatDocument.ANNULE:
        raise Refus(_("Ce papier est annulé : il ne se signe plus."))
    if not set(parts) <= set(parts_attendues(document.genre)):
        raise Refus(_("Cette partie ne signe pas ce papier."))
    if not set(parts) <= set(attendues(document)):
        raise Refus(_("Cette partie a déjà signé ce papier."))
    return document


def _nom(nom: str) -> str:
    nom = " ".join(nom.split())[:120]
    if not nom:
        raise Refus(_("Écrivez le nom de la personne qui signe."))
    return nom


def _garder(
    document: DocumentProduit, signatures: Sequence[Signature], par: Utilisateur | None
) -> None:
    """Keep the signatures, say whether all are there, draw the signed version again."""
    Signature.objects.bulk_create(signatures)
    if not attendues(document):
        document.etat = EtatDocument.SIGNE
    document.fichier_signe = sceller_octets(_version_signee(document, par))
    document.save(update_fields=["etat", "fichier_signe"])
    for signature in signatures:
        noter(
            "document.signer",
            auteur=par,
            perimetre=document.structure_id,
            cible=document,
            numero=document.numero,
            qui_signe=str(signature.qui),
            moyen_signature=str(signature.moyen),
            dessinee=signature.trace is not None,
        )


def _version_signee(document: DocumentProduit, par: Utilisateur | None) -> bytes:
    """The text of the paper with its signatures in the boxes, and the page of evidence."""
    contenu: dict[str, Any] = ouvrir_contenu(document, par=par)
    faites = list(document.signatures.select_related("recueillie_par").order_by("le", "pk"))
    traces = lire_tous_pour(
        UsageSecret.DOCUMENT,
        document.salarie.personne,
        {s.qui: s.trace for s in faites},
        Rubrique.DOCUMENTS,
        document.structure,
        par,
    )
    with translation.override("fr"):
        vues = {s.qui: _vue(s, traces[s.qui]) for s in faites}
    preuve = Preuve(document.empreinte, list(vues.values()), PORTEE, vues)
    return en_pdf(contenu, le=max(s.le for s in faites), preuve=preuve)


def _vue(signature: Signature, dessin: str) -> SignatureVue:
    local = timezone.localtime(signature.le)
    sur_papier = signature.moyen == MoyenSignature.PAPIER
    return SignatureVue(
        part=PARTS[signature.qui],
        nom=signature.nom,
        le=ecrire_jour(local.date()) if sur_papier else f"{local:%d/%m/%Y à %H h %M}",
        comment=_comment(signature, bool(dessin)),
        trace=en_svg(lire_trace(dessin)) if dessin else "",
    )


def _comment(signature: Signature, dessinee: bool) -> str:
    if signature.moyen == MoyenSignature.PAPIER:
        dit = "sur papier, reportée"
    else:
        dit = "sur l’écran, dessinée" if dessinee else "sur l’écran, par son nom, sans dessin"
    qui = signature.recueillie_par
    return f"{dit} ; compte de {qui.nom}" if qui else dit
