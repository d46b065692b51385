"""What clients owe: due days, what is late, how each usually pays, what is still to invoice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Max, Sum
from django.utils.translation import gettext as _

from etrier.droit.arrondis import demi_haut
from etrier.droit.calendrier import ajouter_mois
from etrier.droit.regles.tresorerie import Flux, retard_habituel
from etrier.facturation.enums import EtatFacture, GenreFacture
from etrier.facturation.libres import articles_libres, lignes_a_facturer_ici, lignes_libres
from etrier.facturation.models import Facture, Imputation, ReglageFacturation
from etrier.socle.mois import dernier_jour, mois_precedent
from etrier.structures.models import Structure

DELAI_PAR_DEFAUT = 30
# What a client did two years ago tells little of today.
JOURS_D_HABITUDE = 365


@dataclass(frozen=True)
class FactureDue:
    """An issued invoice with something left to pay."""

    facture: Facture
    solde_centimes: int
    echeance: date
    retard_habituel: int | None

    @property
    def attendue_le(self) -> date:
        """Its due day, moved by what the client usually does."""
        return self.echeance + timedelta(days=self.retard_habituel or 0)


@dataclass(frozen=True)
class AFacturer:
    """What no issued invoice holds yet: HT centimes (None: no price), VAT included when known."""

    libelle: str
    client: str
    mois: date
    ht_centimes: int | None
    ttc_centimes: int | None
    motif: str = ""


def delai_de(structure: Structure) -> int:
    """Days a client has to pay, by the structure's setting."""
    reglage = ReglageFacturation.objects.filter(structure=structure).first()
    return DELAI_PAR_DEFAUT if reglage is None else reglage.delai_jours


def factures_dues(structure: Structure, le: date) -> list[FactureDue]:
    """Issued invoices not settled, the oldest due first."""
    delai, habitudes = delai_de(structure), _habitudes(structure, le)
    dues = Facture.objects.filter(structure=structure).dues().select_related("client")
    trouvees = [
        FactureDue(
            f,
            f.solde_centimes,
            f.echeance or (f.emise_le or le) + timedelta(days=delai),
            habitudes.get(f.client_id),
        )
        for f in dues
    ]
    return sorted(trouvees, key=lambda f: (f.echeance, f.facture.pk))


def _habitudes(structure: Structure, le: date) -> dict[int, int]:
    """Usual delay of each client over a year, where it is known."""
    paiements: dict[int, list[tuple[date, date]]] = {}
    imputations = Imputation.objects.filter(
        facture__structure=structure,
        facture__echeance__isnull=False,
        reglement__isnull=False,
        montant_centimes__gt=0,
        reglement__le__gt=le - timedelta(days=JOURS_D_HABITUDE),
    ).order_by("pk")
    champs = ("facture__client_id", "facture__echeance", "reglement__le")
    for client, echeance, paye in imputations.values_list(*champs):
        paiements.setdefault(client, []).append((echeance, paye))
    connus = ((client, retard_habituel(lus)) for client, lus in paiements.items())
    return {client: jours for client, jours in connus if jours is not None}


def a_facturer(structure: Structure) -> list[AFacturer]:
    """Hours of closed months and articles that no issued invoice took, drafts included."""
    return [*_brouillons(structure), *_heures(structure), *_articles(structure)]


def _brouillons(structure: Structure) -> Iterator[AFacturer]:
    brouillons = Facture.objects.filter(structure=structure, etat=EtatFacture.BROUILLON)
    for f in brouillons.select_related("client").order_by("pk"):
        mois = f.mois or f.created_at.date().replace(day=1)
        yield AFacturer("brouillon", str(f.client), mois, f.ht_centimes, f.ttc_centimes)


def _heures(structure: Structure) -> Iterator[AFacturer]:
    lignes = (
        lignes_libres(structure)
        .exclude(minutes_retenues=0, quantite=None)
        .select_related("client", "cloture")
    )
    for ligne in lignes.order_by("cloture__mois", "client__denomination", "pk"):
        ht, tva = ligne.montant_ht_centimes, ligne.montant_tva_centimes
        ttc = None if ht is None or tva is None else ht + tva
        mois = ligne.cloture.mois
        nom = ligne.get_genre_display()
        yield AFacturer(str(nom), str(ligne.client), mois, ht, ttc, ligne.motif)


def _articles(structure: Structure) -> Iterator[AFacturer]:
    for article in articles_libres(structure).select_related("client"):
        ht = demi_haut(article.quantite_milliemes * article.prix_centimes, 1000)
        # Its VAT is computed on the invoice.
        yield AFacturer(article.libelle, str(article.client), article.le.replace(day=1), ht, ht)


def flux_des_factures(
    dues: list[FactureDue], reste: list[AFacturer], le: date, delai: int
) -> Iterator[Flux]:
    """Invoices on the day they are expected; what is to invoice, as if it were invoiced today."""
    for due in dues:
        if due.facture.genre != GenreFacture.AVOIR:
            libelle = f"{due.facture.numero} {due.facture.client}"
            source = f"facture:{due.facture.pk}"
            yield Flux(due.attendue_le, due.solde_centimes, "factures", libelle, source)
    for x in reste:
        if x.ttc_centimes:
            libelle = f"{x.client}, {x.libelle} {x.mois:%m/%Y}"
            yield Flux(le + timedelta(days=delai), x.ttc_centimes, "a_facturer", libelle)


def flux_a_venir(
    structure: Structure, le: date, delai: int, mois: Sequence[date]
) -> Iterator[Flux]:
    """What the months to come would bring, worked and invoiced as the last closed one.

    Wages to come are counted so too: one without the other would tell of a ruin. A month is
    invoiced its last day, and paid within the delay.
    """
    facturees = lignes_a_facturer_ici(structure)
    dernier = facturees.aggregate(mois=Max("cloture__mois"))["mois"]
    if dernier is None:
        return
    sommes = facturees.filter(cloture__mois=dernier).aggregate(
        ttc=Sum(F("montant_ht_centimes") + F("montant_tva_centimes"))
    )
    ttc, libelle = sommes["ttc"] or 0, _("%(fait)s, comme %(modele)s")
    # The month before may be worked and not closed yet; an older one is nobody's promise.
    travailles = [m for m in (mois_precedent(mois[0]), *mois) if m > dernier]
    # By whole months, so that each month to come receives one.
    mois_entiers, reste = divmod(delai, 30)
    for travaille in travailles if ttc > 0 else ():
        jour = dernier_jour(ajouter_mois(travaille, mois_entiers)) + timedelta(days=reste)
        dit = libelle % {"fait": f"{travaille:%m/%Y}", "modele": f"{dernier:%m/%Y}"}
        yield Flux(max(jour, le), ttc, "a_venir", dit)
