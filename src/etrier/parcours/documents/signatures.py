"""Signing a paper, on paper or on a screen, and the version that shows who signed."""

import json
from collections.abc import Mapping
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
from etrier.socle.horloge import aujourdhui, maintenant
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
    document: DocumentProduit, qui: str, nom: str, trace: str = "", *, par: Utilisateur | None
) -> Signature:
    """Somebody signs on the screen, by a drawing or by her typed name alone.

    `par`: whose account the screen was opened with. For the person herself the name is that of the
    file: nobody signs under another. Raises Refus when she has signed, or the drawing is not one.
    """
    document = _ouvert(document, qui)
    dessin = json.dumps(lire_trace(trace), separators=(",", ":")) if trace.strip() else ""
    if qui == QuiSigne.SALARIE:
        personne = document.salarie.personne
        nom = f"{personne.prenom} {personne.nom}"
    return _signer(document, qui, nom, maintenant(), MoyenSignature.ECRAN, dessin, par)


@transaction.atomic
def signer_papier(
    document: DocumentProduit, noms: Mapping[str, str], le: date, *, par: Utilisateur | None
) -> list[Signature]:
    """Write down that a printed paper came back signed: by whom (name by part), what day."""
    if not noms:
        raise Refus(_("Dites qui a signé."))
    if le > aujourdhui() or le < document.le:
        raise Refus(
            _("La date va du jour du papier (%(jour)s) à aujourd'hui : corrigez-la.")
            % {"jour": ecrire_jour(document.le)}
        )
    instant = timezone.make_aware(datetime.combine(le, MIDI))
    return [
        _signer(_ouvert(document, qui), qui, nom, instant, MoyenSignature.PAPIER, "", par)
        for qui, nom in noms.items()
    ]


def _ouvert(document: DocumentProduit, qui: str) -> DocumentProduit:
    document = DocumentProduit.objects.select_for_update().get(pk=document.pk)
    if document.etat == EtatDocument.ANNULE:
        raise Refus(_("Ce papier est annulé : il ne se signe plus."))
    if qui not in parts_attendues(document.genre):
        raise Refus(_("Cette partie ne signe pas ce papier."))
    if qui not in attendues(document):
        raise Refus(_("Cette partie a déjà signé ce papier."))
    return document


def _signer(
    document: DocumentProduit,
    qui: str,
    nom: str,
    le: datetime,
    moyen: MoyenSignature,
    dessin: str,
    par: Utilisateur | None,
) -> Signature:
    nom = " ".join(nom.split())[:120]
    if not nom:
        raise Refus(_("Écrivez le nom de la personne qui signe."))
    signature = Signature.objects.create(
        document=document,
        qui=qui,
        nom=nom,
        le=le,
        moyen=moyen,
        trace=sceller(dessin) if dessin else None,
        recueillie_par=par,
    )
    if not attendues(document):
        document.etat = EtatDocument.SIGNE
    document.fichier_signe = sceller_octets(_version_signee(document, par))
    document.save(update_fields=["etat", "fichier_signe"])
    noter(
        "document.signer",
        auteur=par,
        perimetre=document.structure_id,
        cible=document,
        numero=document.numero,
        qui_signe=str(qui),
        moyen_signature=str(moyen),
        dessinee=bool(dessin),
    )
    return signature


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
