"""People received and their contracts: characteristics are always sums, never names."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext as _

from etrier.droit.arrondis import demi_haut
from etrier.parcours.enums import AuteurDiagnostic, Civilite
from etrier.parcours.models import (
    AvenantContrat,
    Contrat,
    ContratQuerySet,
    DiagnosticEligibilite,
    Personne,
    Salarie,
)
from etrier.pilotage.bilan.contenu import Chapitre, Chiffre, Perimetre, Ventilation
from etrier.pilotage.enums import RubriqueBilan

TRANCHES = ((26, "moins de 26 ans"), (50, "26 à 49 ans"), (200, "50 ans et plus"))


def les_contrats(perimetre: Perimetre) -> ContratQuerySet:
    """Contracts of the convention that ran in the year."""
    return Contrat.objects.filter(convention=perimetre.convention).en_cours(
        perimetre.debut, perimetre.fin
    )


def les_salaries(perimetre: Perimetre) -> QuerySet[Salarie]:
    """People under one of these contracts."""
    return Salarie.objects.filter(contrats__in=les_contrats(perimetre)).distinct()


def chapitre(perimetre: Perimetre) -> Chapitre:
    """Who was received, by age and sex, and under which contracts."""
    salaries = les_salaries(perimetre)
    personnes = list(Personne.objects.filter(salaries__in=salaries).distinct())
    signes = Contrat.objects.filter(
        convention=perimetre.convention, debut__range=(perimetre.debut, perimetre.fin)
    )
    return Chapitre(
        RubriqueBilan.PUBLIC,
        [*_effectifs(perimetre, salaries), *_chiffres_contrats(signes)],
        [
            _par_age(personnes, perimetre),
            _par_sexe(personnes),
            _par_genre(signes),
            _par_auteur(perimetre),
        ],
    )


def _effectifs(perimetre: Perimetre, salaries: QuerySet[Salarie]) -> list[Chiffre]:
    premiers = salaries.annotate(
        entree=Min("contrats__debut", filter=Q(contrats__convention=perimetre.convention))
    )
    presents = les_contrats(perimetre).en_cours(perimetre.fin, perimetre.fin)
    source = _("Contrats de travail")
    return [
        Chiffre(
            "accueillies",
            _("Personnes accueillies"),
            salaries.count(),
            source,
            _("Sous contrat de la convention au moins un jour de l'année, une fois chacune."),
        ),
        Chiffre(
            "entrees",
            _("Dont entrées dans l'année"),
            premiers.filter(entree__gte=perimetre.debut).count(),
            source,
            _("Leur premier contrat sous la convention commence dans l'année."),
        ),
        Chiffre(
            "presentes",
            _("Présentes à la fin de la période"),
            presents.values("salarie").distinct().count(),
            source,
            _("Sous contrat le dernier jour de l'année, ou aujourd'hui si elle court."),
        ),
    ]


def _chiffres_contrats(signes: QuerySet[Contrat]) -> list[Chiffre]:
    durees = list(
        AvenantContrat.objects.filter(contrat__in=signes, rang=0).values_list(
            "minutes_hebdo", flat=True
        )
    )
    source = _("Contrats de travail et avenants")
    return [
        Chiffre(
            "contrats",
            _("Contrats commencés dans l'année"),
            signes.count(),
            source,
            _("Un renouvellement signé par avenant n'est pas un nouveau contrat."),
        ),
        Chiffre(
            "duree_hebdo",
            _("Durée hebdomadaire moyenne à la signature"),
            demi_haut(sum(durees), len(durees)) if durees else None,
            source,
            _("Somme des durées signées / nombre de contrats, à la minute la plus proche.")
            if durees
            else _("Aucun contrat n'a commencé dans l'année."),
            "heures",
        ),
    ]


def _par_age(personnes: Iterable[Personne], perimetre: Perimetre) -> Ventilation:
    comptes = Counter(_tranche(_age(p.naissance, perimetre.fin)) for p in personnes)
    return Ventilation(
        "age",
        _("Personnes accueillies, par âge"),
        {nom: comptes[nom] for _borne, nom in TRANCHES},
        _("Dates de naissance"),
        _("Âge atteint le dernier jour de la période."),
        personnes=True,
    )


def _age(naissance: date, le: date) -> int:
    return le.year - naissance.year - ((le.month, le.day) < (naissance.month, naissance.day))


def _tranche(age: int) -> str:
    return next(nom for borne, nom in TRANCHES if age < borne)


def _par_sexe(personnes: Iterable[Personne]) -> Ventilation:
    noms = {Civilite.MME: _("femmes"), Civilite.M: _("hommes")}
    inconnu = _("non précisé")
    comptes = Counter(noms.get(Civilite(p.civilite)) if p.civilite else inconnu for p in personnes)
    parts = {nom: comptes[nom] for nom in noms.values()}
    if comptes[inconnu]:
        parts[inconnu] = comptes[inconnu]
    return Ventilation(
        "sexe",
        _("Personnes accueillies, par sexe"),
        parts,
        _("Civilités"),
        _("Selon la civilité de la fiche."),
        personnes=True,
    )


def _par_genre(signes: QuerySet[Contrat]) -> Ventilation:
    comptes = Counter(c.get_genre_display() for c in signes)
    return Ventilation(
        "contrats",
        _("Contrats commencés, par type"),
        dict(sorted(comptes.items())),
        _("Contrats de travail"),
        _("Le type écrit à la signature."),
        personnes=True,
    )


def _par_auteur(perimetre: Perimetre) -> Ventilation:
    diagnostics = DiagnosticEligibilite.objects.filter(
        structure=perimetre.structure,
        dispositif=perimetre.convention.dispositif,
        le__range=(perimetre.debut, perimetre.fin),
        eligible=True,
    )
    comptes = Counter(diagnostics.values_list("auteur", flat=True))
    return Ventilation(
        "auteurs",
        _("Diagnostics d'éligibilité de l'année, par auteur"),
        {str(a.label): comptes[a.value] for a in AuteurDiagnostic},
        _("Diagnostics d'éligibilité"),
        _("Qui a déclaré la personne éligible ; les critères, secrets, ne sont pas ouverts."),
        personnes=True,
    )
