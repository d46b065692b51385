"""Why hours are credited to a social clause."""

import polars as pl
from django.utils.translation import gettext

from etrier.clauses.frames import premiers_jours
from etrier.clauses.models import HeuresClause
from etrier.cloture.raisons.raison import (
    Figure,
    Raison,
    cadre_de,
    nom_du_mois,
    partager,
    reserves,
)
from etrier.droit.ecriture import jour
from etrier.droit.regles.clauses import MOTIFS_ECART, heures_creditees
from etrier.heures.frames import Cadre
from etrier.missions.frames import clauses
from etrier.missions.models import ClauseSociale


def raison_des_heures_de_clause(creditees: HeuresClause) -> Raison:
    """Hours of one person credited to one clause in a closed month."""
    cadre = cadre_de(creditees.cloture)
    retenues, ecartees = partager(_juger(creditees, cadre), MOTIFS_ECART)
    return Raison(
        titre=gettext("Heures d'insertion de %(salarie)s, %(clause)s, %(mois)s")
        % {
            "salarie": creditees.salarie.personne,
            "clause": creditees.clause,
            "mois": nom_du_mois(cadre.mois),
        },
        mois=cadre.mois,
        figures=(
            Figure(gettext("Heures créditées"), creditees.minutes_retenues, "heures"),
            Figure(gettext("Heures écartées"), creditees.minutes_ecartees, "heures"),
        ),
        base=_base(creditees.clause),
        retenues=retenues,
        ecartees=ecartees,
        reserves=reserves(
            cadre,
            creditees.cloture,
            stockees=creditees.minutes_retenues,
            trouvees=sum(x.minutes for x in retenues),
        ),
    )


def _juger(creditees: HeuresClause, cadre: Cadre) -> pl.DataFrame:
    """Lines of the person on the clause: `ligne_id` and `ecart`, a code or null.

    Each line is given to the rule as a structure of its own. A day typed then reversed within the
    month counts nowhere, and begins nobody's months: the rule does not see it.
    """
    contrats = cadre.contrats.filter(pl.col("salarie_id") == creditees.salarie_id)
    siennes = cadre.lignes.filter(pl.col("clause_id") == creditees.clause_id).join(
        contrats.select("contrat_id"), on="contrat_id", how="semi"
    )
    net = pl.col("minutes").sum().over("jour", "nature")
    jugees = heures_creditees(
        siennes.filter(net != 0).with_columns(structure_id=pl.col("ligne_id")),
        clauses(cadre.structures),
        premiers_jours(cadre),
        cadre.mois,
    ).select(pl.col("structure_id").alias("ligne_id"), pl.col("motif").alias("ecart"))
    return siennes.join(jugees, on="ligne_id", how="left")


def _base(clause: ClauseSociale) -> str:
    phrases = [
        gettext(
            "Les heures de travail faites sur l'opération du %(debut)s au %(fin)s sont créditées."
        )
        % {"debut": jour(clause.debut), "fin": jour(clause.fin)}
    ]
    if clause.mois_par_personne is not None:
        phrases.append(
            gettext("L'opération compte %(n)s mois par personne, depuis son premier jour.")
            % {"n": clause.mois_par_personne}
        )
    phrases.append(gettext("La réponse du facilitateur prévaut."))
    return " ".join(phrases)
