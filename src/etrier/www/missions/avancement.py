"""Hours due on each lot, against those credited by the closed months."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.clauses.access import les_heures_clauses
from etrier.droit.arrondis import demi_haut
from etrier.missions.access import les_clauses
from etrier.missions.models import ClauseSociale, MarchePublic
from etrier.structures.access import Acces
from etrier.www.adresses import adresse_ouverte
from etrier.www.missions.tableaux import etat_periode, vers
from etrier.www.tableau import Colonne, Tableau


@dataclass(frozen=True)
class Avancement:
    """A lot: minutes due and credited."""

    clause: ClauseSociale
    minutes_creditees: int

    @property
    def minutes_restantes(self) -> int:
        """What is left to work; never under zero."""
        return max(self.clause.minutes_dues - self.minutes_creditees, 0)

    @property
    def dix_milliemes(self) -> int:
        """Share credited, in ten-thousandths."""
        return demi_haut(self.minutes_creditees * 10_000, self.clause.minutes_dues)

    @property
    def classe(self) -> str:
        """The period is over and hours are still due."""
        finie = etat_periode(self.clause.debut, self.clause.fin) == _("terminé")
        return "ligne-alerte" if finie and self.minutes_restantes else ""


def avancements(acces: Acces, marche_public: MarchePublic | None = None) -> list[Avancement]:
    """Every lot of the structure, or of one public contract."""
    clauses = les_clauses(acces).order_by("marche_public__reference", "lot")
    if marche_public is not None:
        clauses = clauses.filter(marche_public=marche_public)
    creditees = dict(
        les_heures_clauses(acces)
        .order_by()
        .values_list("clause")
        .annotate(total=Sum("minutes_retenues"))
    )
    return [Avancement(clause, creditees.get(clause.pk) or 0) for clause in clauses]


def _colonnes_marche(acces: Acces) -> list[Colonne]:
    return [
        Colonne(
            _("Marché"),
            "clause.marche_public",
            lien=lambda a: reverse(
                "marche_public", args=[acces.structure.pk, a.clause.marche_public_id]
            ),
        ),
        Colonne(
            _("Acheteur"),
            "clause.marche_public.acheteur",
            lien=vers(acces, "client", "client_id", "clause.marche_public.acheteur_id"),
        ),
    ]


def tableau_lots(
    acces: Acces, lots: Sequence[Avancement], *, dans: MarchePublic | None = None
) -> Tableau:
    """The lots, what is due and what is left; `dans`: the page is about one public contract."""
    return Tableau(
        _("Lots et heures d'insertion"),
        [
            *(_colonnes_marche(acces) if dans is None else []),
            Colonne(_("Lot"), lambda a: f"{a.clause.lot} {a.clause.intitule}"),
            Colonne(_("Début"), "clause.debut", "date"),
            Colonne(_("Fin"), "clause.fin", "date"),
            Colonne(_("Heures dues"), "clause.minutes_dues", "heures", total=True),
            Colonne(_("Créditées"), "minutes_creditees", "heures", total=True),
            Colonne(_("Restantes"), "minutes_restantes", "heures", total=True),
            Colonne(_("Avancement"), "dix_milliemes", "pourcent"),
        ],
        lots,
        legende=_("Les heures créditées sont celles des mois clos."),
        vide=_("Aucun lot : enregistrez un marché public, puis ses lots et leurs heures dues."),
        nom="lots",
        classe_ligne=lambda a: a.classe,
    )


def tableau_mois(acces: Acces, marche_public: MarchePublic) -> Tableau:
    """What each closed month credited to each lot of a public contract."""
    lignes = (
        les_heures_clauses(acces)
        .filter(clause__marche_public=marche_public)
        .order_by()
        .values("cloture__mois", "clause__lot")
        .annotate(
            personnes=Count("salarie", distinct=True),
            creditees=Sum("minutes_retenues"),
            ecartees=Sum("minutes_ecartees"),
        )
        .order_by("-cloture__mois", "clause__lot")
    )
    return Tableau(
        _("Heures créditées par mois"),
        [
            Colonne(
                _("Mois"),
                "cloture__mois",
                "mois",
                lien=lambda m: adresse_ouverte(acces, "clauses", mois=m["cloture__mois"]),
            ),
            Colonne(_("Lot"), "clause__lot"),
            Colonne(_("Personnes"), "personnes", "entier"),
            Colonne(_("Créditées"), "creditees", "heures", total=True),
            Colonne(_("Écartées"), "ecartees", "heures", total=True),
        ],
        list(lignes),
        vide=_("Aucun mois clos n'a crédité d'heures sur ce marché."),
        nom="mois",
        recherche=False,
    )
