"""What a report still lacks: the code's six headings, and figures that would be wrong as they are.

CT R5132-3, R5132-10-8, R5132-13, R5132-29.
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.parcours.models import Contrat, Sortie
from etrier.pilotage.bilan.contenu import Chapitre, Perimetre
from etrier.pilotage.bilan.moyens import mois_clos
from etrier.pilotage.bilan.publics import les_salaries
from etrier.pilotage.bilan.resultats import les_sorties, les_suivis, objectif
from etrier.pilotage.enums import EXIGEES, RubriqueBilan
from etrier.socle.mois import dernier_jour


def manques(perimetre: Perimetre, chapitres: Sequence[Chapitre]) -> list[str]:
    """One sentence for each thing to do before the report leaves."""
    return [*_textes(chapitres), *_mois(perimetre), *_sorties(perimetre), *_suivis(perimetre)]


def _textes(chapitres: Sequence[Chapitre]) -> Iterator[str]:
    demandes = {
        RubriqueBilan.MOYENS: _(
            "Moyens : écrivez l'encadrement, les permanents et les moyens matériels, qui ne sont "
            "pas dans Étrier."
        ),
        RubriqueBilan.PUBLIC: _("Public : commentez qui est entré, par qui, sous quels contrats."),
        RubriqueBilan.ACCOMPAGNEMENT: _(
            "Accompagnement : décrivez la nature et l'objet des actions individuelles."
        ),
        RubriqueBilan.SOCIAL: _("Actions sociales : dites ce qui a été proposé."),
        RubriqueBilan.FORMATION: _(
            "Formation : ajoutez les propositions d'emploi faites, et leur suite."
        ),
        RubriqueBilan.RESULTATS: _("Résultats : commentez les sorties face aux objectifs."),
    }
    for chapitre in chapitres:
        if chapitre.rubrique in EXIGEES and not chapitre.texte.strip():
            yield demandes[chapitre.rubrique]


def _mois(perimetre: Perimetre) -> Iterator[str]:
    fini = perimetre.fin == dernier_jour(perimetre.fin)
    ouverts = perimetre.fin.month - (0 if fini else 1) - mois_clos(perimetre)
    if ouverts > 0:
        yield ngettext(
            "%(n)d mois passé n'est pas clos : ses heures et ses ETP n'y sont pas.",
            "%(n)d mois passés ne sont pas clos : leurs heures et leurs ETP n'y sont pas.",
            ouverts,
        ) % {"n": ouverts}


def _sorties(perimetre: Perimetre) -> Iterator[str]:
    tues = a_dire(perimetre)
    if tues:
        yield ngettext(
            "%(n)d personne est partie sans que sa sortie soit écrite : elle manque aux taux.",
            "%(n)d personnes sont parties sans que leur sortie soit écrite : elles manquent aux "
            "taux.",
            tues,
        ) % {"n": tues}
    if objectif(perimetre) is None:
        yield _("Aucun objectif de sorties n'est écrit pour l'année.")


def a_dire(perimetre: Perimetre) -> int:
    """People of the year whose contract ended in it, without another and without an exit."""
    salaries = les_salaries(perimetre).filter(
        contrats__convention=perimetre.convention,
        contrats__fin__range=(perimetre.debut, perimetre.fin),
    )
    restes = Contrat.objects.filter(structure=perimetre.structure).en_cours(
        perimetre.fin, perimetre.fin
    )
    sortis = Sortie.objects.filter(
        convention=perimetre.convention,
        annulee_le__isnull=True,
        le__range=(perimetre.debut, perimetre.fin),
    )
    return (
        salaries.exclude(pk__in=restes.values("salarie"))
        .exclude(pk__in=sortis.values("salarie"))
        .distinct()
        .count()
    )


def _suivis(perimetre: Perimetre) -> Iterator[str]:
    retards = (
        les_suivis(les_sorties(perimetre))
        .filter(fait_le__isnull=True, prevu_le__lte=perimetre.le)
        .count()
    )
    if retards:
        yield ngettext(
            "%(n)d nouvelle après la sortie est échue et n'est pas prise.",
            "%(n)d nouvelles après la sortie sont échues et ne sont pas prises.",
            retards,
        ) % {"n": retards}
