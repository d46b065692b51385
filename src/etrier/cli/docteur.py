"""`etrier docteur`: re-add everything."""

import click

from etrier.cli.sorties import console, progression
from etrier.cloture.docteur import Gravite, ausculter
from etrier.comptabilite.docteur import ausculter_ecritures
from etrier.facturation.factures.controle import controler_factures
from etrier.heures.models import Cloture
from etrier.structures.models import Structure


@click.command()
def docteur() -> None:
    """Refait toutes les additions des mois clos, factures et écritures, et cherche les altérations.

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
    factures = list(controler_factures())
    for fausse in factures:
        console.print(
            f"[bold]{Gravite.ALTERATION.value}[/] {noms[fausse.structure_id]} : {fausse.phrase}"
        )
    fautes = len(ecritures) + len(factures)
    alterations = fautes + sum(a.gravite is Gravite.ALTERATION for a in anomalies)
    console.print(
        f"{Cloture.objects.count()} mois clos réadditionnés : {alterations} altération(s), "
        f"{len(anomalies) + fautes - alterations} écart(s)."
    )
    if alterations:
        raise SystemExit(1)
