"""Invoices handed to a platform (plateforme agréée, Chorus Pro): each once, as files.

The platform is another's: its connector, or a person, takes the files where they are dropped. An
individual's invoice goes to nobody but her.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from etrier.facturation.contenu import FactureEcrite
from etrier.facturation.enums import EtatFacture, FormeDepot
from etrier.facturation.formats.verification import FORMES
from etrier.facturation.models import DepotFactures, Facture, FichierFacture
from etrier.facturation.papier.lot import imprimer
from etrier.facturation.papier.presse import nom_fichier
from etrier.heures.actions import verrouiller
from etrier.missions.enums import GenreClient
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

Suivi = Callable[[str, int, int], None]
# Read from the database so many at a time.
LUES: Final = 50


def a_deposer(factures: QuerySet[Facture]) -> QuerySet[Facture]:
    """Of these, the issued ones of clients that are no individuals, never handed over yet."""
    deposees = DepotFactures.factures.through.objects.filter(facture=OuterRef("pk"))
    return factures.filter(~Exists(deposees), etat=EtatFacture.EMISE).exclude(
        client__nature=GenreClient.PARTICULIER
    )


@transaction.atomic
def deposer(
    structure: Structure,
    factures: QuerySet[Facture],
    forme: FormeDepot,
    *,
    par: Utilisateur | None,
) -> DepotFactures | None:
    """Note that those of the structure that wait are handed over together; None when none does.

    Two people at once hand nothing over twice: the second waits, then finds nothing left.
    """
    verrouiller(structure)
    cles = list(a_deposer(factures.filter(structure=structure)).values_list("pk", flat=True))
    if not cles:
        return None
    depot = DepotFactures.objects.create(structure=structure, le=maintenant(), forme=forme, par=par)
    depot.factures.set(cles)
    noter(
        "facture.deposer",
        auteur=par,
        perimetre=structure.pk,
        nombre=len(cles),
        forme=str(forme.label),
    )
    return depot


def fichiers_du_depot(
    depot: DepotFactures, suivi: Suivi | None = None
) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file of a deposit, by number; the same each time.

    A name bears the SIRET of who invoices: several structures may drop in one place. Raises Refus
    as the XML of an invoice does, when its contents cannot make one.
    """
    factures = depot.factures.order_by("numero").select_related("structure")
    cles = list(factures.values_list("pk", flat=True))
    if depot.forme == FormeDepot.FACTURX:
        imprimer(cles, suivi=suivi)
    # Batch by batch, never through a cursor: whoever reads may stop halfway.
    for debut in range(0, len(cles), LUES):
        for rang, facture in enumerate(factures.filter(pk__in=cles[debut : debut + LUES]), debut):
            yield _fichier(facture, depot.forme)
            if suivi is not None:
                suivi("dépôt", rang + 1, len(cles))


def _fichier(facture: Facture, forme: str) -> tuple[str, bytes]:
    ecrite = FactureEcrite.de_json(facture.contenu)
    nom = f"{facture.structure.siret}-{nom_fichier(ecrite)}"
    if forme == FormeDepot.FACTURX:
        return nom, bytes(FichierFacture.objects.get(facture=facture).pdf)
    return str(Path(nom).with_suffix(".xml")), FORMES[forme](ecrite)


@transaction.atomic
def deposer_dans(
    dossier: Path,
    structure: Structure,
    factures: QuerySet[Facture],
    forme: FormeDepot,
    *,
    par: Utilisateur | None,
    suivi: Suivi | None = None,
) -> DepotFactures | None:
    """Hand over as files of a folder; None when nothing waits.

    A file appears whole or not at all. Killed halfway, the deposit is not noted: the next one
    writes the same files again. Raises Refus when the folder is not there or cannot be written.
    """
    depot = deposer(structure, factures, forme, par=par)
    if depot is None:
        return None
    try:
        # Beside their place, on the same disk: a rename is one step.
        with TemporaryDirectory(prefix=".depot-", dir=dossier) as attente:
            ecrits = [
                _ecrire(Path(attente) / nom, octets)
                for nom, octets in fichiers_du_depot(depot, suivi)
            ]
            for ecrit in ecrits:
                ecrit.rename(dossier / ecrit.name)
    except OSError as erreur:
        raise Refus(
            _(
                "On ne peut pas écrire dans le dossier %(dossier)s : vérifiez qu'il existe et "
                "qu'il vous est ouvert."
            )
            % {"dossier": dossier}
        ) from erreur
    return depot


def _ecrire(chemin: Path, octets: bytes) -> Path:
    chemin.write_bytes(octets)
    return chemin
