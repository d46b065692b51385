"""`etrier docteur`: re-add everything."""

import click

from etrier.cli.sorties import console, progression
from etrier.cloture.docteur import Gravite, ausculter
from etrier.comptabilite.docteur import ausculter_ecritures
from etrier.heures.models import Cloture
from etrier.structures.models import Structure


@click.command()
def docteur() -> None:
    """Refait toutes les additions des mois clos et des écritures, et cherche les altérations.

    Sort avec le code 1 si une altération est trouvée.
    """
    with progression("Auscultation") as suivi:
        anomalies = ausculter(suivi)
    noms = dict(Structure.objects.values_list("pk", "denomination"))
    for anomalie in anomalies:
        console.print(
            f"[bold]{anomalie.gravite.value}[/] {noms[anomalie.structure_id]}, "
            f"{anomalie.mois:%m/%Y} : {anomalie.phrase}"
        )
    ecritures = ausculter_ecritures()
    for faute in ecritures:
        console.print(
            f"[bold]{Gravite.ALTERATION.value}[/] {noms[faute.structure_id]}, "
            f"{faute.le:%d/%m/%Y} : {faute.phrase}"
        )
    alterations = len(ecritures) + sum(a.gravite is Gravite.ALTERATION for a in anomalies)
    console.print(
        f"{Cloture.objects.count()} mois clos réadditionnés : {alterations} altération(s), "
        f"{len(anomalies) + len(ecritures) - alterations} écart(s)."
    )
    if alterations:
        raise SystemExit(1)
