"""Accompaniment: interviews, plans, orientations, training, immersions. Counted, never opened."""

from collections import Counter

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from etrier.parcours.enums_accompagnement import (
    EtatFormation,
    EtatObjectif,
    GenreEntretien,
    GenreFormation,
    ObjetImmersion,
    SuiteOrientation,
)
from etrier.parcours.models import (
    CompetenceObservee,
    DiagnosticSocial,
    Entretien,
    Formation,
    Immersion,
    Objectif,
    OrientationPartenaire,
    Salarie,
)
from etrier.pilotage.bilan.contenu import Chapitre, Chiffre, Perimetre, Ventilation
from etrier.pilotage.bilan.publics import les_salaries
from etrier.pilotage.enums import RubriqueBilan


def chapitre_entretiens(perimetre: Perimetre) -> Chapitre:
    """Nature, object and length of the individual follow-up."""
    salaries = les_salaries(perimetre)
    tenus = _entretiens(perimetre, salaries).filter(present=True)
    comptes = Counter(tenus.values_list("genre", flat=True))
    nature = Ventilation(
        "entretiens",
        _("Entretiens tenus, par nature"),
        {str(g.label): comptes[g.value] for g in GenreEntretien if comptes[g.value]},
        _("Entretiens"),
        _("La nature choisie par qui a mené l'entretien."),
    )
    chiffres = [*_chiffres_entretiens(perimetre, salaries, tenus), *_plans(perimetre, salaries)]
    return Chapitre(RubriqueBilan.ACCOMPAGNEMENT, chiffres, [nature])


def _entretiens(perimetre: Perimetre, salaries: QuerySet[Salarie]) -> QuerySet[Entretien]:
    bornes = (perimetre.debut, perimetre.fin)
    return Entretien.objects.filter(salarie__in=salaries, le__date__range=bornes)


def _chiffres_entretiens(
    perimetre: Perimetre, salaries: QuerySet[Salarie], tenus: QuerySet[Entretien]
) -> list[Chiffre]:
    source = _("Entretiens")
    durees = tenus.aggregate(
        minutes=Sum("duree_minutes"), sans=Count("pk", filter=Q(duree_minutes__isnull=True))
    )
    vues = tenus.values("salarie").distinct().count()
    return [
        Chiffre(
            "entretiens",
            _("Entretiens tenus"),
            tenus.count(),
            source,
            _("La personne est venue ; ce qui s'est dit n'est pas ouvert."),
        ),
        Chiffre(
            "duree_entretiens",
            _("Durée des entretiens"),
            durees["minutes"] or 0,
            source,
            _("Somme des durées écrites. Sans durée : %(n)d.") % {"n": durees["sans"]},
            "heures",
        ),
        Chiffre(
            "vues",
            _("Personnes vues au moins une fois"),
            vues,
            source,
            _("Sur %(n)d personnes accueillies.") % {"n": salaries.count()},
            personnes=True,
        ),
        Chiffre(
            "manques",
            _("Rendez-vous manqués"),
            _entretiens(perimetre, salaries).filter(present=False).count(),
            source,
            _("La personne n'est pas venue."),
        ),
    ]


def _plans(perimetre: Perimetre, salaries: QuerySet[Salarie]) -> list[Chiffre]:
    bornes = (perimetre.debut, perimetre.fin)
    objectifs = Objectif.objects.filter(salarie__in=salaries)
    return [
        Chiffre(
            "diagnostics",
            _("Diagnostics sociaux et professionnels posés"),
            DiagnosticSocial.objects.filter(salarie__in=salaries, le__range=bornes).count(),
            _("Diagnostics"),
            _("Comptés par leur date ; leur contenu n'est pas ouvert."),
        ),
        Chiffre(
            "objectifs",
            _("Objectifs ouverts"),
            objectifs.filter(ouvert_le__range=bornes).count(),
            _("Plans d'accompagnement"),
            _("Ouverts dans l'année."),
        ),
        Chiffre(
            "atteints",
            _("Objectifs atteints"),
            objectifs.filter(clos_le__range=bornes, etat=EtatObjectif.ATTEINT).count(),
            _("Plans d'accompagnement"),
            _("Clos dans l'année comme atteints, quelle que soit l'année d'ouverture."),
        ),
    ]


def chapitre_social(perimetre: Perimetre) -> Chapitre:
    """Orientations to partners, by what came of them: neither to whom nor why is told."""
    orientations = OrientationPartenaire.objects.filter(
        salarie__in=les_salaries(perimetre), le__range=(perimetre.debut, perimetre.fin)
    )
    comptes = Counter(orientations.values_list("suite", flat=True))
    source = _("Orientations vers un partenaire")
    return Chapitre(
        RubriqueBilan.SOCIAL,
        [
            Chiffre(
                "orientations",
                _("Orientations vers un partenaire"),
                orientations.count(),
                source,
                _("Ni le motif ni le partenaire ne sont dits."),
            ),
            Chiffre(
                "orientees",
                _("Personnes orientées"),
                orientations.values("salarie").distinct().count(),
                source,
                _("Une fois chacune."),
                personnes=True,
            ),
        ],
        [
            Ventilation(
                "suites",
                _("Orientations, par suite"),
                {str(s.label): comptes[s.value] for s in SuiteOrientation},
                source,
                _("La dernière suite connue."),
            )
        ],
    )


def chapitre_formation(perimetre: Perimetre) -> Chapitre:
    """Training, immersions, skills: hours, cost, and what came of them."""
    bornes = (perimetre.debut, perimetre.fin)
    salaries = les_salaries(perimetre)
    formations = Formation.objects.filter(salarie__in=salaries, debut__range=bornes)
    immersions = Immersion.objects.filter(salarie__in=salaries, debut__range=bornes)
    return Chapitre(
        RubriqueBilan.FORMATION,
        [
            *_chiffres_formations(formations),
            *_chiffres_immersions(immersions),
            Chiffre(
                "competences",
                _("Compétences observées au travail"),
                CompetenceObservee.objects.filter(salarie__in=salaries, le__range=bornes).count(),
                _("Observations des encadrants"),
                _("Une par compétence et par jour d'observation."),
            ),
        ],
        [*_ventiler_formations(formations), _ventiler_immersions(immersions)],
    )


def _chiffres_formations(formations: QuerySet[Formation]) -> list[Chiffre]:
    source = _("Formations")
    # What was given up has neither its hours nor its cost.
    suivies = formations.exclude(etat=EtatFormation.ABANDONNEE)
    sommes = suivies.aggregate(minutes=Sum("minutes"), cout=Sum("cout_centimes"))
    return [
        Chiffre(
            "formations",
            _("Formations commencées dans l'année"),
            formations.count(),
            source,
            _("Par leur premier jour ; prévues, en cours, finies et abandonnées."),
        ),
        Chiffre(
            "heures_formation",
            _("Heures de formation"),
            sommes["minutes"] or 0,
            source,
            _("Durées écrites, formations abandonnées à part."),
            "heures",
        ),
        Chiffre(
            "cout_formation",
            _("Coût des formations"),
            sommes["cout"] or 0,
            source,
            _("Coûts écrits, quel que soit le financeur, formations abandonnées à part."),
            "centimes",
        ),
    ]


def _chiffres_immersions(immersions: QuerySet[Immersion]) -> list[Chiffre]:
    source = _("Immersions (PMSMP)")
    return [
        Chiffre(
            "immersions",
            _("Immersions commencées dans l'année"),
            immersions.count(),
            source,
            _("Un renouvellement compte pour une immersion."),
        ),
        Chiffre(
            "jours_immersion",
            _("Jours d'immersion"),
            immersions.aggregate(n=Sum("jours"))["n"] or 0,
            source,
            _("Jours de présence prévus aux conventions."),
            "jours",
        ),
    ]


def _ventiler_formations(formations: QuerySet[Formation]) -> list[Ventilation]:
    genres = Counter(formations.values_list("genre", flat=True))
    etats = Counter(formations.values_list("etat", flat=True))
    source = _("Formations")
    return [
        Ventilation(
            "genres_formation",
            _("Formations, par nature"),
            {str(g.label): genres[g.value] for g in GenreFormation if genres[g.value]},
            source,
            _("La nature écrite avec la formation."),
        ),
        Ventilation(
            "etats_formation",
            _("Formations, par suite"),
            {str(e.label): etats[e.value] for e in EtatFormation},
            source,
            _("Où chacune en est aujourd'hui."),
        ),
    ]


def _ventiler_immersions(immersions: QuerySet[Immersion]) -> Ventilation:
    objets = Counter(immersions.values_list("objet", flat=True))
    return Ventilation(
        "objets_immersion",
        _("Immersions, par objet"),
        {str(o.label): objets[o.value] for o in ObjetImmersion},
        _("Immersions (PMSMP)"),
        _("L'objet écrit à la convention (CT L5135-1)."),
    )
