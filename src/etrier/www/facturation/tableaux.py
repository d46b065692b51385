"""The tables of the lines to invoice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext

from etrier.facturation.enums import GenreLigneAFacturer
from etrier.facturation.models import LigneAFacturer
from etrier.missions.models import Client
from etrier.structures.access import Acces
from etrier.www import formats_ecran
from etrier.www.adresses import adresse_ouverte
from etrier.www.tableau import Colonne, Tableau


@dataclass(frozen=True)
class FactureClient:
    """What one client will be invoiced: None as soon as one of its lines has no amount."""

    client: Client
    lignes: Sequence[LigneAFacturer]

    @property
    def minutes(self) -> int:
        """Hours invoiced, those of a minimum too."""
        return sum(ligne.minutes_retenues for ligne in self.lignes)

    @property
    def ht_centimes(self) -> int | None:
        """Before tax."""
        return _somme([ligne.montant_ht_centimes for ligne in self.lignes])

    @property
    def tva_centimes(self) -> int | None:
        """Sum of the VAT shown on the lines."""
        return _somme([ligne.montant_tva_centimes for ligne in self.lignes])

    @property
    def ttc_centimes(self) -> int | None:
        """All taxes included."""
        return _somme([ttc_centimes(ligne) for ligne in self.lignes])

    @property
    def motif(self) -> str:
        """Why a line has no amount."""
        return next((x.motif for x in self.lignes if ttc_centimes(x) is None), "")


def ttc_centimes(ligne: LigneAFacturer) -> int | None:
    """All taxes included; None when the price or the VAT is not known."""
    return _somme([ligne.montant_ht_centimes, ligne.montant_tva_centimes])


def _somme(montants: Sequence[int | None]) -> int | None:
    connus = [m for m in montants if m is not None]
    return sum(connus) if len(connus) == len(montants) else None


def par_client(lignes: Iterable[LigneAFacturer]) -> list[FactureClient]:
    """Group lines already sorted by client."""
    listes = [list(g) for _, g in groupby(lignes, key=lambda ligne: ligne.client_id)]
    return [FactureClient(liste[0].client, liste) for liste in listes]


def tableau_clients(acces: Acces, factures: Sequence[FactureClient], mois: date) -> Tableau:
    """One line per client."""
    return Tableau(
        gettext("À facturer par client, %(mois)s") % {"mois": formats_ecran.mois(mois)},
        [
            Colonne(
                gettext("Client"),
                "client",
                lien=lambda f: adresse_ouverte(acces, "client", client_id=f.client.pk),
            ),
            Colonne(gettext("Lignes"), lambda f: len(f.lignes), "entier", total=True),
            Colonne(gettext("Heures"), "minutes", "heures", total=True),
            Colonne(gettext("HT"), "ht_centimes", "centimes", total=True, motif="motif"),
            Colonne(gettext("TVA"), "tva_centimes", "centimes", total=True, motif="motif"),
            Colonne(gettext("TTC"), "ttc_centimes", "centimes", total=True, motif="motif"),
        ],
        factures,
        legende=gettext(
            "La TVA est celle des lignes ; la facture la calcule sur son total par taux."
        ),
        vide=gettext("Aucune heure de travail n'a été faite pour un client ce mois-ci."),
        nom="clients",
    )


def tableau_lignes(acces: Acces, lignes: Sequence[LigneAFacturer], mois: date) -> Tableau:
    """Every line: a client, a place, a price."""

    def lien(ligne: LigneAFacturer) -> str:
        return reverse("pourquoi_facture", args=[acces.structure.pk, ligne.pk])

    return Tableau(
        gettext("Lignes à facturer, %(mois)s") % {"mois": formats_ecran.mois(mois)},
        [
            Colonne(
                gettext("Client"), "client", sous=Colonne(gettext("Chantier ou mission"), lieu)
            ),
            *_colonne_quoi(lignes),
            Colonne(gettext("Heures"), "minutes_retenues", "heures", total=True, lien=lien),
            *([Colonne(gettext("Nombre"), "quantite", "entier")] if _a_des_trajets(lignes) else []),
            Colonne(gettext("Prix HT"), prix_centimes, "centimes", motif="motif"),
            Colonne(
                gettext("HT"),
                "montant_ht_centimes",
                "centimes",
                total=True,
                lien=lien,
                motif="motif",
            ),
            Colonne(
                gettext("TVA"),
                "montant_tva_centimes",
                "centimes",
                total=True,
                motif="motif",
                provisoire="provisoire",
                sous=Colonne(gettext("Taux de TVA"), "taux_tva_pour_dix_mille", "pourcent"),
            ),
            Colonne(gettext("TTC"), ttc_centimes, "centimes", total=True, lien=lien, motif="motif"),
            *([Colonne(gettext("Remarque"), "motif")] if any(x.motif for x in lignes) else []),
        ],
        lignes,
        nom="lignes",
        classe_ligne=lambda x: "ligne-attention" if x.montant_ht_centimes is None else "",
    )


def _colonne_quoi(lignes: Sequence[LigneAFacturer]) -> list[Colonne]:
    """What tells the lines of a place apart, where something does."""
    if not any(map(quoi, lignes)):
        return []
    return [Colonne(gettext("Quoi"), quoi)]


def quoi(ligne: LigneAFacturer) -> str:
    """The service, the job and the kind of line; nothing for plain hours."""
    heures = ligne.genre == GenreLigneAFacturer.HEURES
    dits = (ligne.prestation, ligne.qualification, "" if heures else ligne.get_genre_display())
    return ", ".join(str(dit) for dit in dits if dit)


def _a_des_trajets(lignes: Sequence[LigneAFacturer]) -> bool:
    return any(x.quantite is not None for x in lignes)


def prix_centimes(ligne: LigneAFacturer) -> int | None:
    """The price of the hour, or of one travel."""
    if ligne.quantite is not None:
        return ligne.montant_unitaire_centimes
    return ligne.montant_horaire_centimes


def tableau_ecartees(acces: Acces, lignes: Sequence[LigneAFacturer], mois: date) -> Tableau:
    """Hours done at a client's and not invoiced, and why."""
    return Tableau(
        gettext("Heures non facturées, %(mois)s") % {"mois": formats_ecran.mois(mois)},
        [
            Colonne(gettext("Client"), "client"),
            Colonne(gettext("Chantier ou mission"), lieu),
            Colonne(
                gettext("Heures"),
                "minutes_ecartees",
                "heures",
                total=True,
                lien=lambda x: reverse("pourquoi_facture", args=[acces.structure.pk, x.pk]),
            ),
            Colonne(gettext("Pourquoi"), "motif"),
        ],
        lignes,
        vide=gettext("Toutes les heures faites chez les clients sont facturées."),
        nom="ecartees",
    )


def lieu(ligne: LigneAFacturer) -> str:
    """Where the hours were done."""
    place = ligne.mission if ligne.mission is not None else ligne.chantier
    return "" if place is None else str(place)
