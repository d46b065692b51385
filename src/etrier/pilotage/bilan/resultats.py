"""Results: exits, rates and targets, and what became of people afterwards."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from etrier.parcours.enums import ClasseSortie, SituationApres
from etrier.parcours.models import ObjectifSorties, SuiviSortie
from etrier.parcours.sorties.actions import MOIS_DE_SUIVI
from etrier.pilotage.bilan.contenu import Chapitre, Chiffre, Perimetre, Ventilation
from etrier.pilotage.enums import RubriqueBilan
from etrier.pilotage.frames import Periode
from etrier.pilotage.sorties import SortieExaminee, Taux, cible, examiner, taux

EN_EMPLOI = (SituationApres.EMPLOI_DURABLE, SituationApres.EMPLOI)


def les_sorties(perimetre: Perimetre) -> list[SortieExaminee]:
    """Exits of the convention in the year."""
    periode = Periode(perimetre.debut, perimetre.fin)
    toutes = examiner([perimetre.structure.pk], periode)
    return [s for s in toutes if s.convention_id == perimetre.convention.pk]


def objectif(perimetre: Perimetre) -> ObjectifSorties | None:
    """The rates negotiated for the year."""
    return ObjectifSorties.objects.filter(
        convention=perimetre.convention, annee=perimetre.annee
    ).first()


def chapitre(perimetre: Perimetre) -> Chapitre:
    """Exits by class, rates against targets, news had since."""
    sorties = les_sorties(perimetre)
    vus = taux(sorties)
    chiffres = [*_comptes(vus), *_taux(vus), *_cibles(perimetre), *_suivis(perimetre, sorties)]
    return Chapitre(RubriqueBilan.RESULTATS, chiffres, [_par_classe(vus)])


def _comptes(vus: Taux) -> list[Chiffre]:
    source = _("Sorties enregistrées")
    return [
        Chiffre(
            "sorties",
            _("Sorties de l'année"),
            vus.toutes,
            source,
            _("Par leur date ; les sorties annulées n'y sont pas."),
        ),
        Chiffre(
            "examinees",
            _("Sorties examinées"),
            vus.examinees,
            source,
            _("Toutes, moins les retirées des sorties constatées et les séjours trop courts."),
        ),
        Chiffre(
            "retirees",
            _("Retirées des sorties constatées"),
            vus.retiree,
            source,
            _("Par leur motif, que seule la personne référente peut lire."),
        ),
        Chiffre(
            "non_comptees",
            _("Non comptées"),
            vus.non_comptees,
            source,
            _("Séjour trop court ou trop peu d'heures : chaque sortie dit pourquoi."),
        ),
        Chiffre(
            "sans_nouvelle",
            _("Parties sans nouvelle"),
            vus.sans_nouvelle,
            source,
            _("Motif 8 de l'ASP ; elles comptent parmi les autres sorties."),
        ),
    ]


def _taux(vus: Taux) -> list[Chiffre]:
    source = _("Sorties enregistrées")
    personne = _("Aucune sortie examinée : pas de taux.")
    return [
        Chiffre(
            "taux_dynamiques",
            _("Taux de sorties dynamiques"),
            vus.taux_dynamiques,
            source,
            _("(durable + transition + positives) / examinées = %(a)d / %(b)d")
            % {"a": vus.dynamiques, "b": vus.examinees}
            if vus.examinees
            else personne,
            "pourcent",
        ),
        Chiffre(
            "taux_durables",
            _("Taux de sorties en emploi durable"),
            vus.taux_durables,
            source,
            _("durable / examinées = %(a)d / %(b)d") % {"a": vus.durable, "b": vus.examinees}
            if vus.examinees
            else personne,
            "pourcent",
        ),
    ]


def _cibles(perimetre: Perimetre) -> list[Chiffre]:
    negociee = cible(objectif(perimetre))
    source = _("Objectifs négociés avec la DDETS")
    pourquoi = (
        _("Écrits pour l'année de la convention.")
        if negociee
        else _("Aucun objectif n'est écrit pour cette année.")
    )
    return [
        Chiffre(
            "cible_dynamiques",
            _("Objectif de sorties dynamiques"),
            negociee.dynamiques if negociee else None,
            source,
            pourquoi,
            "pourcent",
        ),
        Chiffre(
            "cible_durables",
            _("Objectif d'emploi durable"),
            negociee.durables if negociee else None,
            source,
            pourquoi,
            "pourcent",
        ),
    ]


def _par_classe(vus: Taux) -> Ventilation:
    return Ventilation(
        "classes",
        _("Sorties examinées, par classe"),
        {
            str(ClasseSortie.DURABLE.label): vus.durable,
            str(ClasseSortie.TRANSITION.label): vus.transition,
            str(ClasseSortie.POSITIVE.label): vus.positive,
            str(ClasseSortie.AUTRE.label): vus.autre,
        },
        _("Sorties enregistrées"),
        _("La classe du motif au jour de la sortie. L'État reçoit déjà chaque sortie."),
    )


def les_suivis(sorties: Sequence[SortieExaminee]) -> QuerySet[SuiviSortie]:
    """News planned or had of these people."""
    return SuiviSortie.objects.filter(sortie__in=[s.sortie_id for s in sorties])


def _suivis(perimetre: Perimetre, sorties: Sequence[SortieExaminee]) -> list[Chiffre]:
    suivis = list(les_suivis(sorties))
    source = _("Nouvelles prises après la sortie")
    chiffres = []
    for mois in MOIS_DE_SUIVI:
        echus = [s for s in suivis if s.mois == mois and s.prevu_le <= perimetre.le]
        pris = [s for s in suivis if s.mois == mois and s.fait_le is not None]
        joints = [s for s in pris if s.situation != SituationApres.INCONNUE]
        emplois = [s for s in pris if s.situation in EN_EMPLOI]
        chiffres.append(
            Chiffre(
                f"emploi_{mois}_mois",
                _("En emploi %(mois)d mois après la sortie") % {"mois": mois},
                len(emplois),
                source,
                _(
                    "Personnes jointes : %(joints)d. Nouvelles prises : %(pris)d ; échues : "
                    "%(echus)d."
                )
                % {"joints": len(joints), "pris": len(pris), "echus": len(echus)},
                # The State receives exits one by one, not what became of people afterwards.
                personnes=True,
            )
        )
    return chiffres
