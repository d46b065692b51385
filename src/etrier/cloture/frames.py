"""What the alarms of one structure look at: all the hours of its people, whoever employs them."""

from collections.abc import Collection, Sequence
from datetime import date

import polars as pl
from django.db.models import Q

from etrier.droit.parametre import Parametres
from etrier.droit.regles.alarmes import alarmes
from etrier.droit.regles.compteur_ai import compteur_ai
from etrier.droit.regles.temps import premier_lundi
from etrier.droit.vocabulaire import Dispositif, NatureHeures
from etrier.heures.models import LigneHeures
from etrier.parcours import frames as parcours
from etrier.parcours.models import Contrat
from etrier.socle.colonnes import lire
from etrier.socle.mois import dernier_jour
from etrier.structures.models import Structure

LIGNES = {
    "structure_id": pl.Int64,
    "personne_id": pl.Int64,
    "contrat_id": pl.Int64,
    "jour": pl.Date,
    "mois": pl.Date,
    "nature": pl.Int8,
    "minutes": pl.Int64,
}
PLACEMENTS = {
    "personne_id": pl.Int64,
    "jour": pl.Date,
    "minutes": pl.Int64,
    "nature_client": pl.String,
}


def alarmes_de(
    structure_id: int,
    mois: date,
    parametres: Parametres,
    parmi: Collection[int] | None = None,
) -> pl.DataFrame:
    """Alarms of the month that concern the structure (columns of the rule `alarmes`).

    `parmi`: these people only.
    """
    personnes = _personnes(structure_id, mois)
    if parmi is not None:
        personnes = [p for p in personnes if p in parmi]
    lignes = _lignes(personnes, mois)
    structures = sorted({structure_id, *lignes["structure_id"].unique().to_list()})
    contrats = parcours.contrats(structures, min(premier_lundi(mois), mois))
    compteurs = compteur_ai(_placements(personnes), parametres, dernier_jour(mois))
    trouvees = alarmes(
        lignes,
        contrats.join(_territoires(structures), on="structure_id"),
        parcours.conditions(structures, premier_lundi(mois)),
        parcours.les_pass(structures),
        parcours.suspensions(structures),
        parametres,
        mois,
        compteurs=compteurs,
    )
    return trouvees.filter(pl.col("structure_id") == structure_id)


def _personnes(structure_id: int, mois: date) -> list[int]:
    return list(
        LigneHeures.objects.filter(structure_id=structure_id, mois=mois)
        .order_by()
        .values_list("salarie__personne_id", flat=True)
        .distinct()
    )


def _lignes(personnes: Sequence[int], mois: date) -> pl.DataFrame:
    """Drafts too: an alarm is worth most before the hours are validated."""
    contrats = Contrat.objects.filter(salarie__personne_id__in=personnes).values("pk")
    requete = (
        LigneHeures.objects.filter(contrat__in=contrats)
        .filter(Q(mois=mois) | Q(jour__range=(premier_lundi(mois), dernier_jour(mois))))
        .order_by()
        .values_list(
            "structure_id",
            "salarie__personne_id",
            "contrat_id",
            "jour",
            "mois",
            "nature",
            "minutes",
        )
    )
    return lire(requete, LIGNES)


def _placements(personnes: Sequence[int]) -> pl.DataFrame:
    """Every hour these people worked in missions of an association intermédiaire."""
    contrats = Contrat.objects.filter(
        salarie__personne_id__in=personnes, convention__dispositif=Dispositif.AI
    ).values("pk")
    requete = (
        LigneHeures.objects.filter(
            contrat__in=contrats, mission__isnull=False, nature=NatureHeures.TRAVAIL
        )
        .order_by()
        .values_list("salarie__personne_id", "jour", "minutes", "mission__client__nature")
    )
    return lire(requete, PLACEMENTS)


def _territoires(structures: Sequence[int]) -> pl.DataFrame:
    trouvees = Structure.objects.filter(pk__in=structures)
    return pl.DataFrame(
        [(s.pk, s.territoire.value) for s in trouvees],
        schema={"structure_id": pl.Int64, "territoire": pl.String},
        orient="row",
    )
