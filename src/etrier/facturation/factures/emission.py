"""Issuing: numbers without gaps, one series per structure and year, then nothing changes any more.

Invoices go in batches, each whole or not at all. A batch holds the structure, then its counter:
numbers are given in the transaction that writes the invoices, so a killed one gives its back.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour
from etrier.facturation.enums import EtatFacture, GenreFacture
from etrier.facturation.factures.defauts import relever
from etrier.facturation.factures.ecriture import Redaction, empreinte_de
from etrier.facturation.factures.imputations import imputer_avoir
from etrier.facturation.factures.internes import refleter
from etrier.facturation.models import CompteurFactures, Facture
from etrier.heures.actions import verrouiller
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

LOT = 50
CHAMPS = ("etat", "numero", "emise_le", "echeance", "contenu", "empreinte", "emise_par")
Suivi = Callable[[str, int, int], None]


def emettre(
    structure: Structure,
    factures: Iterable[Facture],
    *,
    le: date,
    par: Utilisateur | None,
    suivi: Suivi | None = None,
) -> tuple[Facture, ...]:
    """Issue drafts in the order given; gives those issued, the already issued being left alone.

    Raises Refus when the day is to come or before the last invoice of the series, or when a draft
    lacks what the law wants: what was issued before that batch stays.
    """
    voulues = [facture.pk for facture in factures]
    if le > aujourdhui():
        raise Refus(_("Une facture ne s'émet pas à une date à venir : choisissez aujourd'hui."))
    emises: list[Facture] = []
    for fait in range(0, len(voulues), LOT):
        if suivi is not None:
            suivi("émission", fait, len(voulues))
        emises += _emettre_lot(structure, voulues[fait : fait + LOT], le, par)
    if suivi is not None:
        suivi("fini", len(voulues), len(voulues))
    return tuple(emises)


def numero(serie: str, rang: int) -> str:
    """The number of an invoice in its series: `F2026-00012`."""
    return f"{serie}-{rang:05d}"


@transaction.atomic
def _emettre_lot(
    structure: Structure, voulues: Sequence[int], le: date, par: Utilisateur | None
) -> list[Facture]:
    verrouiller(structure)
    connues = Facture.objects.filter(structure=structure).select_related(
        "structure", "client", "origine", "devis"
    )
    trouvees = connues.filter(etat=EtatFacture.BROUILLON).in_bulk(voulues)
    lot = [trouvees[pk] for pk in voulues if pk in trouvees]
    if not lot:
        return []
    redaction = Redaction.lire(structure, lot)
    _verifier(redaction, lot)
    serie = f"{redaction.reglage.prefixe}{le.year}"
    _verifier_serie(structure, serie)
    _verifier_date(structure, serie, le)
    dernier = _prendre(structure, serie, len(lot))
    for rang, facture in enumerate(lot, dernier + 1):
        _figer(facture, redaction, numero(serie, rang), le, par)
    Facture.objects.bulk_update(lot, CHAMPS, batch_size=25)
    for facture in lot:
        if facture.genre == GenreFacture.AVOIR:
            imputer_avoir(facture, le)
    refleter(structure, lot)
    noter(
        "facture.emettre",
        auteur=par,
        perimetre=structure.pk,
        nombre=len(lot),
        premier=lot[0].numero,
        dernier=lot[-1].numero,
        le=le.isoformat(),
    )
    return lot


def _verifier(redaction: Redaction, lot: Sequence[Facture]) -> None:
    for facture in lot:
        for defaut in relever(redaction, facture):
            if defaut.bloquant:
                raise Refus(f"{facture.client} : {defaut.phrase}")


def _verifier_serie(structure: Structure, serie: str) -> None:
    """Two establishments of one company never give the same number (CGI, annexe II, 242 nonies A):
    each has a series of its own."""
    ailleurs = CompteurFactures.objects.exclude(structure=structure).filter(serie=serie)
    siren = structure.siret[:9]
    if siren and ailleurs.filter(structure__siret__startswith=siren).exists():
        raise Refus(
            _(
                "Une autre structure du même SIREN numérote déjà ses factures %(serie)s : écrivez "
                "un autre préfixe dans les réglages de facturation."
            )
            % {"serie": serie}
        )


def _verifier_date(structure: Structure, serie: str, le: date) -> None:
    derniere = Facture.objects.filter(
        structure=structure, numero__startswith=f"{serie}-"
    ).aggregate(le=Max("emise_le"))["le"]
    if derniere is not None and le < derniere:
        raise Refus(
            _(
                "La dernière facture de la série %(serie)s est du %(jour)s : une facture ne "
                "s'émet pas à une date antérieure."
            )
            % {"serie": serie, "jour": jour(derniere)}
        )


def _prendre(structure: Structure, serie: str, nombre: int) -> int:
    """Take so many numbers; gives the last one before them. The counter stays locked."""
    CompteurFactures.objects.get_or_create(structure=structure, serie=serie)
    compteur = CompteurFactures.objects.select_for_update().get(structure=structure, serie=serie)
    dernier = compteur.dernier
    compteur.dernier = dernier + nombre
    compteur.save(update_fields=["dernier"])
    return dernier


def _figer(
    facture: Facture, redaction: Redaction, numero: str, le: date, par: Utilisateur | None
) -> None:
    ecrite = redaction.ecrire(facture, numero, le)
    facture.etat = EtatFacture.EMISE
    facture.numero, facture.emise_le, facture.echeance = numero, le, ecrite.echeance
    facture.contenu, facture.emise_par = ecrite.en_json(), par
    facture.empreinte = empreinte_de(facture.contenu)
