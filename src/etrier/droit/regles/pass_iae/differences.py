"""What law and State platform count differently for one PASS IAE, in plain sentences.

Sources: CT R5132-1-2 (length), R5132-1-3 (suspension), R5132-1-4 (waiting period), R5132-1-8
(prolongation). Which of the two is followed: docs/decisions/0021.
"""

from collections.abc import Iterator
from datetime import date

from etrier.droit.calendrier import (
    ajouter_annees,
    ajouter_mois,
    au_plus_tot,
    dernier_jour_de,
    jours_inclus,
)
from etrier.droit.ecriture import jour
from etrier.droit.parametre import Parametres
from etrier.droit.regles.pass_iae.dates import (
    CARENCE,
    debut_suspension_cloturante,
    fin_du_pass,
    fin_maximale,
    motifs_prolongation,
)
from etrier.droit.regles.pass_iae.types import Parcours, Suspension
from etrier.droit.vocabulaire_parcours import MOTIFS_PROLONGATION, MotifProlongation

LEGALE = "pass_iae/duree_legale_mois"
CLOTURE = "pass_iae/suspension_cloture_mois"
MAXIMUM = "pass_iae/suspension_maximum_mois"
TOTAL = "pass_iae/prolongation_total_mois"


def differences(parcours: Parcours, le: date, parametres: Parametres) -> tuple[str, ...]:
    """Every point where the two do not give the same day for this PASS; empty when they agree."""
    phrases = list(_duree(parcours, parametres))
    for suspension in sorted(parcours.suspensions, key=lambda s: (s.debut, s.fin)):
        phrases += _report(suspension)
        phrases += _suspension_longue(parcours, suspension, le, parametres)
    phrases += _totaux(parcours, le, parametres)
    phrases += _carence(parcours, parametres)
    return tuple(phrases)


def _duree(parcours: Parcours, parametres: Parametres) -> Iterator[str]:
    """24 months of the law against the dates received."""
    delivre = parcours.delivre
    mois = au_plus_tot(parametres, LEGALE, delivre.debut).en(1)
    legale = dernier_jour_de(delivre.debut, mois)
    if delivre.fin != legale:
        yield (
            f"Durée : la loi compte {mois} mois, jusqu'au {jour(legale)} (CT R5132-1-2) ; le PASS"
            f" a été délivré pour {jours_inclus(delivre.debut, delivre.fin)} jours, jusqu'au"
            f" {jour(delivre.fin)}. C'est la date reçue qui est suivie."
        )


def _report(suspension: Suspension) -> Iterator[str]:
    """A suspension of n days, and the n − 1 days given back."""
    n, rendus = suspension.jours, suspension.report_jours
    yield (
        f"Suspension du {jour(suspension.debut)} au {jour(suspension.fin)} : elle dure"
        f" {_jours(n)}, premier et dernier compris ; la plateforme repousse la fin du PASS de"
        f" {_jours(rendus)}, un de moins. C'est la plateforme qui est suivie."
    )


def _suspension_longue(
    parcours: Parcours, suspension: Suspension, le: date, parametres: Parametres
) -> Iterator[str]:
    """Past twelve months the law lets the parcours be closed; the platform has a maximum."""
    seuil = au_plus_tot(parametres, CLOTURE, le).en(1)
    if suspension.fin <= dernier_jour_de(suspension.debut, seuil):
        return
    clos_des = ajouter_mois(suspension.debut, seuil)
    annees = au_plus_tot(parametres, CARENCE, le).en(1)
    maximum = au_plus_tot(parametres, MAXIMUM, le).en(1)
    limite = dernier_jour_de(suspension.debut, maximum)
    yield (
        f"Suspension de plus de {seuil} mois : la loi permet de clore le parcours dès le"
        f" {jour(clos_des)} (CT R5132-1-3), avec une carence jusqu'au"
        f" {jour(ajouter_annees(suspension.debut, annees))} (CT R5132-1-4) ; la plateforme laisse"
        f" la suspension aller jusqu'au {jour(limite)} ({maximum} mois moins un jour)."
    )
    if suspension.fin > limite:
        yield (
            f"La suspension finit le {jour(suspension.fin)} : la loi ne fixe pas de maximum, la"
            f" plateforme la refuserait après le {jour(limite)}."
        )


def _totaux(parcours: Parcours, le: date, parametres: Parametres) -> Iterator[str]:
    """Totals of 60 and 84 months of the law against caps in days of prolongation."""
    groupes: dict[tuple[int, date], list[MotifProlongation]] = {}
    ouverts = motifs_prolongation(parcours.dispositif, parametres, le)
    plafonnes = parametres.parametre(TOTAL).cles
    for motif in (m for m in ouverts if m in plafonnes):
        mois = au_plus_tot(parametres, TOTAL, le, motif.value).en(1)
        fin = fin_maximale(parcours, motif, le, parametres)
        groupes.setdefault((mois, fin), []).append(motif)
    for (mois, plateforme), motifs in groupes.items():
        legale = fin_legale(parcours, mois)
        if legale != plateforme:
            noms = ", ".join(f"« {MOTIFS_PROLONGATION[motif]} »" for motif in motifs)
            suspensions = ", suspensions en plus" if parcours.suspensions else ""
            yield (
                f"Prolongation {noms} : la loi borne le parcours à {mois} mois en tout"
                f"{suspensions}, jusqu'au {jour(legale)} (CT R5132-1-8) ; la plateforme compte en"
                f" jours de prolongation, jusqu'au {jour(plateforme)}."
            )


def fin_legale(parcours: Parcours, mois: int) -> date:
    """Last day of a parcours of some months in all, suspended days not counted in them."""
    fin = dernier_jour_de(parcours.delivre.debut, mois)
    return fin.fromordinal(fin.toordinal() + parcours.suspendu_jours)


def _carence(parcours: Parcours, parametres: Parametres) -> Iterator[str]:
    """Closed after a long suspension: the law counts from its start, the platform from the end."""
    debut = debut_suspension_cloturante(parcours, parametres)
    if debut is None:
        return
    fin = fin_du_pass(parcours)
    annees = au_plus_tot(parametres, CARENCE, fin).en(1)
    yield (
        f"Carence : la loi la fait partir du début de la suspension, jusqu'au"
        f" {jour(ajouter_annees(debut, annees))} (CT R5132-1-4) ; la plateforme, de la fin du PASS,"
        f" jusqu'au {jour(ajouter_annees(fin, annees))}. C'est la loi qui est suivie."
    )


def _jours(n: int) -> str:
    return f"{n} jour{'s' if n > 1 else ''}"
