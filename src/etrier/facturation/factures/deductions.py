"""Deposits already invoiced, taken off the invoice that follows: negative lines with their VAT."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour
from etrier.facturation.enums import EtatFacture, GenreFacture, UniteLigne
from etrier.facturation.factures.lignes import Preparee
from etrier.facturation.factures.reprises import reprises
from etrier.facturation.models import ArticleAFacturer, Facture, LigneFacture
from etrier.missions.models import Client


def deductions(
    client: Client, lignes: Sequence[LigneFacture], articles: Iterable[int | None]
) -> list[Preparee]:
    """One negative line per line of deposit, never more than the invoice has at that VAT rate.

    A deposit on a quote is taken off what comes from it (its articles, its chantier, else any
    invoice of the client); a free one off the next invoice.
    """
    bases: dict[tuple[str, int], int] = {}
    for ligne in lignes:
        cle = (str(ligne.regime_tva), ligne.taux_tva_pour_dix_mille)
        bases[cle] = bases.get(cle, 0) + ligne.ht_centimes
    if not any(base > 0 for base in bases.values()):
        return []
    faites = []
    for acompte, restant in _restants(client, lignes, articles):
        cle = (str(acompte.regime_tva), acompte.taux_tva_pour_dix_mille)
        montant = min(restant, max(bases.get(cle, 0), 0))
        if montant:
            bases[cle] -= montant
            faites.append(_deduction(acompte, montant))
    return faites


def clients_avec_acompte(clients: Sequence[int]) -> set[int]:
    """Those of the clients with a deposit invoiced: the others need not be looked at."""
    acomptes = Facture.objects.emises().filter(genre=GenreFacture.ACOMPTE, client__in=clients)
    return set(acomptes.values_list("client_id", flat=True))


def _restants(
    client: Client, lignes: Sequence[LigneFacture], articles: Iterable[int | None]
) -> list[tuple[LigneFacture, int]]:
    """Lines of deposits with something left to take off (centimes), the oldest first."""
    devis = ArticleAFacturer.objects.filter(pk__in=[a for a in articles if a], devis__isnull=False)
    chantiers = {x.chantier_id for x in lignes if x.chantier_id is not None}
    concernees = (
        Q(facture__devis=None)
        | Q(facture__devis__in=devis.values("devis"))
        | Q(facture__devis__chantier__in=chantiers)
        | Q(facture__devis__chantier=None, facture__devis__articles=None)
    )
    siennes = LigneFacture.objects.filter(
        concernees,
        facture__client=client,
        facture__genre=GenreFacture.ACOMPTE,
        facture__etat=EtatFacture.EMISE,
    )
    trouvees = list(
        LigneFacture.objects.filter(pk__in=siennes.values("pk"))
        .select_related("facture")
        .order_by("facture__emise_le", "pk")
    )
    repris = reprises(trouvees)
    restes = [(ligne, ligne.ht_centimes + repris.get(ligne.pk, 0)) for ligne in trouvees]
    return [(ligne, reste) for ligne, reste in restes if reste > 0]


def _deduction(acompte: LigneFacture, montant: int) -> Preparee:
    facture = acompte.facture
    ligne = LigneFacture(
        libelle=_("Acompte déduit, facture %(numero)s du %(jour)s")
        % {"numero": facture.numero, "jour": jour(facture.emise_le or date.min)},
        unite=UniteLigne.FORFAIT,
        quantite_milliemes=-1000,
        prix_centimes=montant,
        regime_tva=acompte.regime_tva,
        taux_tva_pour_dix_mille=acompte.taux_tva_pour_dix_mille,
        ht_centimes=-montant,
        chantier_id=acompte.chantier_id,
        prestation_id=acompte.prestation_id,
        corrige=acompte,
    )
    return Preparee(ligne)
