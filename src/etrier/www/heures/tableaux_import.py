"""The tables of an import's preview."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from etrier.heures.enums import GenreHeures
from etrier.heures.importation.actions import Apercu, LigneApercu, StatutLigne
from etrier.www import formats_ecran
from etrier.www.tableau import Colonne, Tableau


@dataclass(frozen=True)
class RefusCommun:
    """Cells of a row refused for the same reason: one line of the table."""

    cellules: Sequence[LigneApercu]
    ou: str

    @property
    def qui(self) -> str:
        """Whose hours they are."""
        return self.cellules[0].qui

    @property
    def jours(self) -> str:
        """The day, or how many."""
        if len(self.cellules) == 1:
            return formats_ecran.jour(self.cellules[0].jour)
        return gettext("%(n)d jours") % {"n": len(self.cellules)}

    @property
    def raison(self) -> str:
        """What is wrong, and what to do."""
        raison = self.cellules[0].raison
        return raison[:1].upper() + raison[1:]


def tableau_refus(apercu: Apercu) -> Tableau:
    """Rows that cannot be written, each with its reason."""
    return Tableau(
        gettext("Lignes refusées"),
        [
            Colonne(gettext("Ligne"), "ou", "numero"),
            Colonne(gettext("Salarié"), "qui"),
            Colonne(gettext("Jour"), "jours"),
            Colonne(gettext("Ce qui ne va pas"), "raison"),
        ],
        _regrouper(apercu),
        legende=gettext("Corrigez-les dans le fichier, puis renvoyez-le."),
        nom="refus",
    )


def _regrouper(apercu: Apercu) -> list[RefusCommun]:
    groupes: dict[tuple[str, int, str], list[LigneApercu]] = defaultdict(list)
    for ligne in apercu.de_statut(StatutLigne.REFUSEE):
        groupes[ligne.source.feuille, ligne.numero, ligne.raison].append(ligne)
    return [
        RefusCommun(cellules, _ou(cellules[0], apercu, seule=len(cellules) == 1))
        for cellules in groupes.values()
    ]


def tableau_lignes(apercu: Apercu) -> Tableau:
    """What the other rows would do."""
    statuts = {
        StatutLigne.NOUVELLE: gettext("nouvelle"),
        StatutLigne.CONNUE: gettext("déjà connue"),
        StatutLigne.MODIFIEE: gettext("modifiée"),
    }
    return Tableau(
        gettext("Lignes lues"),
        [
            Colonne(gettext("Ligne"), lambda x: _ou(x, apercu), "numero"),
            Colonne(gettext("Salarié"), "qui"),
            Colonne(gettext("Jour"), "jour", "date"),
            Colonne(gettext("Nature"), _nature),
            Colonne(gettext("Lieu"), "lieu"),
            Colonne(gettext("Clause"), "clause"),
            Colonne(gettext("Heures"), "minutes", "heures", total=True),
            Colonne(gettext("Statut"), lambda x: statuts[x.statut]),
            Colonne(gettext("Remarque"), _remarque),
        ],
        [x for x in apercu.lignes if x.statut is not StatutLigne.REFUSEE],
        nom="lignes",
    )


def _ou(ligne: LigneApercu, apercu: Apercu, *, seule: bool = True) -> str:
    """Row and, in a sheet of days, column: « 12 », « AB12 », « Dupont ! 12 »."""
    cellule = f"{ligne.source.colonne}{ligne.numero}" if seule else str(ligne.numero)
    return f"{ligne.source.feuille} ! {cellule}" if apercu.a_plusieurs_feuilles else cellule


def _nature(ligne: LigneApercu) -> str:
    return "" if ligne.nature is None else str(GenreHeures(ligne.nature).label)


def _remarque(ligne: LigneApercu) -> str:
    masquee = gettext("Dans une partie masquée du tableur.") if ligne.source.masquee else ""
    return " ".join(filter(None, (ligne.motif, masquee)))
