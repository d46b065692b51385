"""Targets of exits that stand in the annexes of the ASP (`af_taux_prev_sorties_…`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import ngettext

from etrier.parcours.models import ObjectifSorties
from etrier.parcours.sorties.reglages import CENT_POUR_CENT, fixer_objectif
from etrier.structures.formats.asp import lire_table
from etrier.structures.formats.asp_annexe import TABLE
from etrier.structures.formats.champs import Champs
from etrier.structures.formats.refus import FichierRefuse
from etrier.structures.models import AvenantAnnexe, Convention, Utilisateur

AVENANT = "af_id_avenant_modification"
DYNAMIQUES = "af_taux_prev_sorties_dynamiques"
DURABLES = "af_taux_prev_sorties_durable"


@dataclass(frozen=True)
class RapportObjectifs:
    """How many years took a target, and how many have another one, typed before: it stays.

    `lignes_fausses`: rows whose rates contradict each other, left out.
    """

    ajoutes: int
    differents: int
    lignes_fausses: int

    def phrases(self) -> Iterator[str]:
        """What was done, in French; nothing when nothing was."""
        if self.ajoutes:
            yield ngettext(
                "%(n)d objectif de sorties repris des annexes.",
                "%(n)d objectifs de sorties repris des annexes.",
                self.ajoutes,
            ) % {"n": self.ajoutes}
        if self.differents:
            yield ngettext(
                "%(n)d année a déjà un autre objectif, écrit à la main : il reste.",
                "%(n)d années ont déjà un autre objectif, écrit à la main : il reste.",
                self.differents,
            ) % {"n": self.differents}
        if self.lignes_fausses:
            yield ngettext(
                "%(n)d ligne a des taux de sorties qui se contredisent : ils sont laissés.",
                "%(n)d lignes ont des taux de sorties qui se contredisent : ils sont laissés.",
                self.lignes_fausses,
            ) % {"n": self.lignes_fausses}


@transaction.atomic
def importer_objectifs(
    contenu: bytes, nom: str, *, par: Utilisateur | None = None
) -> RapportObjectifs:
    """Take the targets of the annexes already imported: those of the last version of each year.

    A target typed by hand is never replaced. Raises FichierRefuse for a file without the columns.
    """
    lus = _lire(contenu, nom)
    taux = {asp_id: t for asp_id, t in lus.items() if 0 <= t[1] <= t[0] <= CENT_POUR_CENT}
    ajoutes = differents = 0
    for (convention, annee), (dynamiques, durables) in _par_annee(taux).items():
        connu = ObjectifSorties.objects.filter(convention=convention, annee=annee).first()
        if connu is None:
            fixer_objectif(convention, annee, dynamiques=dynamiques, durables=durables, par=par)
            ajoutes += 1
        elif (connu.dynamiques, connu.durables) != (dynamiques, durables):
            differents += 1
    return RapportObjectifs(ajoutes, differents, len(lus) - len(taux))


def _lire(contenu: bytes, nom: str) -> dict[int, tuple[int, int]]:
    """Rates by avenant, in hundredths of a percent; rows without one are left out."""
    table = lire_table(contenu, nom, TABLE, (AVENANT, DYNAMIQUES, DURABLES))
    problemes = list(table.problemes)
    lus: dict[int, tuple[int, int]] = {}
    for ligne in table.lignes:
        champs = Champs(ligne, problemes)
        # Two decimals, as euros have: 50.00 gives 5 000.
        dynamiques, durables = champs.montant(DYNAMIQUES), champs.montant(DURABLES)
        if dynamiques is not None and durables is not None:
            lus[champs.entier(AVENANT)] = (dynamiques, durables)
    if problemes:
        raise FichierRefuse(nom, problemes)
    return lus


def _par_annee(
    taux: dict[int, tuple[int, int]],
) -> dict[tuple[Convention, int], tuple[int, int]]:
    versions = (
        AvenantAnnexe.objects.en_vigueur()
        .filter(asp_id__in=taux, annexe__convention__isnull=False)
        .select_related("annexe__convention")
        .order_by("debut", "annexe__renouvellement", "modification")
    )
    trouves: dict[tuple[Convention, int], tuple[int, int]] = {}
    for version in versions:
        convention = version.annexe.convention
        if convention is not None and version.asp_id is not None:
            trouves[convention, version.debut.year] = taux[version.asp_id]
    return trouves
