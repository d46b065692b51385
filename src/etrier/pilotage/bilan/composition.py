"""The report put together: six headings of the code, one of the dialogue de gestion."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from etrier.pilotage.bilan import accompagnement, moyens, publics, resultats
from etrier.pilotage.bilan.contenu import Bilan, Chapitre, Perimetre
from etrier.pilotage.bilan.manques import manques
from etrier.pilotage.enums import RubriqueBilan
from etrier.pilotage.models import BilanAnnuel


def _perspectives(perimetre: Perimetre) -> Chapitre:
    """Nothing is counted ahead: it is written."""
    return Chapitre(RubriqueBilan.PERSPECTIVES)


CHAPITRES: Sequence[Callable[[Perimetre], Chapitre]] = (
    moyens.chapitre,
    publics.chapitre,
    accompagnement.chapitre_entretiens,
    accompagnement.chapitre_social,
    accompagnement.chapitre_formation,
    resultats.chapitre,
    _perspectives,
)


def composer_bilan(perimetre: Perimetre) -> Bilan:
    """Every figure of the year as it is now, with what people wrote beside it."""
    ecrit = BilanAnnuel.objects.filter(
        convention=perimetre.convention, annee=perimetre.annee
    ).first()
    textes = ecrit.textes if ecrit else {}
    chapitres = [
        replace(chapitre, texte=textes.get(str(chapitre.rubrique), ""))
        for chapitre in (composer(perimetre) for composer in CHAPITRES)
    ]
    return Bilan(perimetre, chapitres, manques(perimetre, chapitres))
