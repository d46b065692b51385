"""The year's ETP of a structure, month by month, against the posts agreed in its annexes.

The month's ETP is what the State calls monthly: hours of the month over the hours of a post in a
year, times twelve. Figures come from closed months only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext

from etrier.aides.access import les_aides, les_etats
from etrier.aides.models import AideMensuelle
from etrier.droit.arrondis import tronquer
from etrier.structures.access import Acces, Finalite
from etrier.structures.models import AnnexeFinanciere
from etrier.www import formats_ecran
from etrier.www.adresses import adresse_ouverte
from etrier.www.graphique import Graphique, Serie
from etrier.www.tableau import Colonne, Tableau

MOIS_PAR_AN = 12
# Posts are agreed in hundredths of an ETP; ETP are kept in millionths.
MILLIONIEMES_PAR_CENTIEME = 10_000


@dataclass(frozen=True)
class MoisAnnexe:
    """One closed month of one annexe. `etp_mois` is None when a state could not be computed."""

    mois: date
    annexe: str
    minutes: int
    etp_mois: int | None
    postes_centiemes: int | None
    montant_centimes: int | None
    provisoire: bool
    motif: str

    @property
    def ecart_centiemes(self) -> int | None:
        """Month's ETP, cut to two decimals as the State does, less the agreed posts."""
        if self.etp_mois is None or self.postes_centiemes is None:
            return None
        return tronquer(self.etp_mois, MILLIONIEMES_PAR_CENTIEME) - self.postes_centiemes

    @property
    def postes(self) -> int | None:
        """Agreed posts in millionths, as the chart draws them beside the ETP."""
        if self.postes_centiemes is None:
            return None
        return self.postes_centiemes * MILLIONIEMES_PAR_CENTIEME


def attend_une_aide(acces: Acces) -> bool:
    """True when the structure has an annexe financière (a GEIQ has none)."""
    return (
        acces.peut(Finalite.LIRE_ARGENT)
        and AnnexeFinanciere.objects.filter(structure=acces.structure).exists()
    )


def annees(acces: Acces) -> list[int]:
    """Years with a closed month that has an aid, latest first."""
    if not acces.peut(Finalite.LIRE_ARGENT):
        return []
    dates = les_aides(acces).order_by().dates("cloture__mois", "year", order="DESC")
    return [jour.year for jour in dates]


def lire_annee(acces: Acces, annee: int) -> list[MoisAnnexe]:
    """Every closed month of the year, per annexe, in order."""
    sommes = {
        (s["cloture__mois"], s["annexe_id"]): s
        for s in les_etats(acces)
        .filter(cloture__mois__year=annee)
        .order_by()
        .values("cloture__mois", "annexe_id")
        .annotate(
            minutes=Sum("minutes_retenues"),
            etp=Sum("etp_millioniemes"),
            connus=Count("etp_millioniemes"),
            tous=Count("id"),
        )
    }
    aides = les_aides(acces).filter(cloture__mois__year=annee)
    return [
        _mois_annexe(aide, sommes.get((aide.cloture.mois, aide.annexe_id)))
        for aide in aides.order_by("cloture__mois", "annexe__numero")
    ]


def _mois_annexe(aide: AideMensuelle, somme: Mapping[str, Any] | None) -> MoisAnnexe:
    # An annexe without any state in the month had no hour retained: zero, not unknown.
    connu = somme is None or somme["connus"] == somme["tous"]
    etp = 0 if somme is None else somme["etp"]
    return MoisAnnexe(
        mois=aide.cloture.mois,
        annexe=str(aide.annexe),
        minutes=0 if somme is None else somme["minutes"],
        etp_mois=etp * MOIS_PAR_AN if connu else None,
        postes_centiemes=aide.avenant.etp_centiemes,
        montant_centimes=aide.montant_mois_centimes,
        provisoire=aide.provisoire,
        motif=aide.motif,
    )


def tracer(lignes: list[MoisAnnexe], annee: int) -> Graphique:
    """Bars: the month's ETP of each annexe; lines: its agreed posts."""
    mois = sorted({ligne.mois for ligne in lignes})
    annexes = sorted({ligne.annexe for ligne in lignes})
    valeurs = {(ligne.annexe, ligne.mois): ligne for ligne in lignes}
    series = []
    for annexe in annexes:
        cases = [valeurs.get((annexe, m)) for m in mois]
        etp = [None if c is None else c.etp_mois for c in cases]
        postes = [None if c is None else c.postes for c in cases]
        series.append(Serie(gettext("ETP du mois, %(annexe)s") % {"annexe": annexe}, etp))
        nom = gettext("Postes conventionnés, %(annexe)s") % {"annexe": annexe}
        series.append(Serie(nom, postes, "line"))
    return Graphique(
        identifiant="etp-annee",
        titre=gettext("ETP de chaque mois clos de %(annee)s et postes conventionnés")
        % {"annee": annee},
        categories=[formats_ecran.mois(m) for m in mois],
        series=series,
        unite=gettext("ETP"),
        decimales=6,
    )


def tableau_annee(acces: Acces, lignes: list[MoisAnnexe], annee: int) -> Tableau:
    """The same figures as the chart, with the aid of each month."""
    return Tableau(
        gettext("ETP et aide au poste, mois clos de %(annee)s") % {"annee": annee},
        [
            Colonne(gettext("Mois"), "mois", "mois", lien=_lien_etat(acces)),
            Colonne(gettext("Annexe"), "annexe"),
            Colonne(gettext("Heures retenues"), "minutes", "heures", total=True),
            Colonne(gettext("ETP du mois"), "etp_mois", "etp_mois", motif="motif"),
            Colonne(gettext("Postes"), "postes_centiemes", "etp_centiemes"),
            Colonne(gettext("Écart"), "ecart_centiemes", "etp_centiemes", motif="motif"),
            Colonne(
                gettext("Aide du mois"),
                "montant_centimes",
                "centimes",
                total=True,
                motif="motif",
                provisoire="provisoire",
            ),
        ],
        lignes,
        legende=gettext(
            "ETP du mois : heures retenues, divisées par la durée annuelle d'un poste, fois douze, "
            "tronqué à deux décimales."
        ),
        nom="etp",
        recherche=False,
    )


def _lien_etat(acces: Acces) -> Any:
    return lambda ligne: adresse_ouverte(acces, "etat_mensuel", mois=ligne.mois)
