"""Credit notes: all of an issued invoice, or some of its lines, quantities or prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from etrier.droit.arrondis import demi_haut
from etrier.droit.ecriture import euros
from etrier.facturation.enums import GenreFacture
from etrier.facturation.factures.brouillons import creer_brouillon
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.lignes import MILLE, Preparee
from etrier.facturation.factures.reprises import reprises, tva_reprise_sur
from etrier.facturation.models import Facture, LigneFacture, PriseEnFacture
from etrier.heures.actions import verrouiller
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Utilisateur


@dataclass(frozen=True)
class Correction:
    """What a credit note takes off a line: a quantity at its price, or a part of the price.

    `quantite`: minutes for hours, thousandths for the rest; None, the whole line. `prix_centimes`:
    what is taken off the price of the unit; None, the whole price.
    """

    ligne: LigneFacture
    quantite: int | None = None
    prix_centimes: int | None = None


@transaction.atomic
def facturer_avoir(
    facture: Facture,
    lignes: Sequence[Correction] | None,
    *,
    motif: str,
    le: date,
    par: Utilisateur | None,
    a_refacturer: bool,
) -> Facture:
    """Issue a credit note, set against the invoice it corrects; `lignes` None: all that remains.

    `a_refacturer`: the hours and articles of lines of which nothing is left may be invoiced again.
    Raises Refus without a reason, on what is not an issued invoice, and for more than remains.
    """
    verrouiller(facture.structure)
    _verifier(facture, motif)
    with override("fr"):
        corrections = _corrections(facture, lignes)
    avoir = creer_brouillon(
        facture.client,
        GenreFacture.AVOIR,
        corrections,
        deja=tva_reprise_sur([facture.pk]).get(facture.pk),
        mois=facture.mois,
        origine=facture,
        motif=motif.strip()[:200],
        devis=facture.devis,
    )
    if a_refacturer:
        _rendre(facture, avoir, [p.ligne for p in corrections])
    noter(
        "facture.corriger",
        auteur=par,
        perimetre=facture.structure_id,
        cible=facture,
        ttc_centimes=-avoir.ttc_centimes,
        a_refacturer=a_refacturer,
    )
    [emis] = emettre(facture.structure, [avoir], le=le, par=par)
    return emis


def restes(facture: Facture) -> dict[int, int]:
    """By line of an issued invoice, the centimes before tax no credit note took off yet.

    A line of deposit also loses what a later invoice deducted.
    """
    lignes = list(facture.lignes.all())
    repris = reprises(lignes)
    return {x.pk: x.ht_centimes + repris.get(x.pk, 0) for x in lignes}


def _verifier(facture: Facture, motif: str) -> None:
    if not facture.est_emise or facture.genre == GenreFacture.AVOIR:
        raise Refus(_("Un avoir corrige une facture émise : choisissez-en une."))
    if not motif.strip():
        raise Refus(_("Écrivez pourquoi cette facture est corrigée : le motif est obligatoire."))


def _corrections(facture: Facture, voulues: Sequence[Correction] | None) -> list[Preparee]:
    reste = restes(facture)
    if voulues is None:
        voulues = [Correction(x) for x in facture.lignes.all() if reste[x.pk]]
    faites = []
    for voulue in voulues:
        # A line asked for twice finds what the first time left of it.
        if reste.get(voulue.ligne.pk) == 0:
            continue
        faites.append(_correction(facture, voulue, reste.get(voulue.ligne.pk)))
        reste[voulue.ligne.pk] += faites[-1].ligne.ht_centimes
    if not faites or not any(p.ligne.ht_centimes for p in faites):
        raise Refus(_("Il ne reste rien à reprendre sur cette facture."))
    if sum(p.ligne.ht_centimes for p in faites) > 0:
        raise Refus(_("Ces lignes rendraient l'avoir positif : choisissez-en d'autres."))
    return faites


def _correction(facture: Facture, voulue: Correction, reste: int | None) -> Preparee:
    ligne = voulue.ligne
    if reste is None or ligne.facture_id != facture.pk:
        raise Refus(_("Cette ligne n'est pas de cette facture."))
    entiere = ligne.minutes if ligne.minutes is not None else ligne.quantite_milliemes or 0
    quantite = entiere if voulue.quantite is None else voulue.quantite
    prix = ligne.prix_centimes if voulue.prix_centimes is None else voulue.prix_centimes
    complete = voulue.quantite is None and voulue.prix_centimes is None
    if complete and reste != ligne.ht_centimes:
        # Part of the line was taken off already: what is left goes as an amount.
        return Preparee(_reste_de_ligne(ligne, reste))
    unite = 60 if ligne.minutes is not None else MILLE
    ht = ligne.ht_centimes if complete else demi_haut(quantite * prix, unite)
    if abs(ht) > abs(reste) or ht * reste < 0:
        raise Refus(
            _("« %(ligne)s » : il reste %(reste)s à reprendre, pas %(ht)s.")
            % {"ligne": ligne.libelle, "reste": euros(reste), "ht": euros(ht)}
        )
    return Preparee(_ligne_d_avoir(ligne, quantite, prix, ht))


def _ligne_d_avoir(ligne: LigneFacture, quantite: int, prix: int, ht: int) -> LigneFacture:
    en_heures = ligne.minutes is not None
    return LigneFacture(
        libelle=ligne.libelle,
        unite=ligne.unite,
        minutes=-quantite if en_heures else None,
        quantite_milliemes=None if en_heures else -quantite,
        prix_centimes=prix,
        regime_tva=ligne.regime_tva,
        taux_tva_pour_dix_mille=ligne.taux_tva_pour_dix_mille,
        ht_centimes=-ht,
        chantier_id=ligne.chantier_id,
        prestation_id=ligne.prestation_id,
        corrige=ligne,
    )


def _reste_de_ligne(ligne: LigneFacture, reste: int) -> LigneFacture:
    rendue = _ligne_d_avoir(ligne, 0, abs(reste), reste)
    rendue.unite, rendue.minutes = "forfait", None
    rendue.quantite_milliemes = -MILLE if reste > 0 else MILLE
    return rendue


def _rendre(facture: Facture, avoir: Facture, corrections: Sequence[LigneFacture]) -> None:
    """Give back what the lines taken off had taken, once nothing is left of them: it may be
    invoiced again."""
    reste = restes(facture)
    entieres = [x.corrige_id for x in corrections if x.corrige_id and not reste[x.corrige_id]]
    PriseEnFacture.objects.filter(ligne__in=entieres, rendue_par=None).update(rendue_par=avoir)
