"""The examination of a month, arranged for the screen: each thing with where to repair it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext

from etrier.cloture.examen import Alarme, Examen, phrase_brouillons
from etrier.cloture.raisons import ParametreCite
from etrier.cloture.raisons.citation import citer
from etrier.heures.access import les_lignes
from etrier.parcours.access import les_contrats
from etrier.socle.mois import mois_precedent
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.access import Acces
from etrier.www.adresses import adresse_ouverte
from etrier.www.formats_ecran import mois as ecrire_mois_en_lettres
from etrier.www.tableau import Colonne, Tableau


@dataclass(frozen=True)
class Blocage:
    """What prevents the close, and where to repair it."""

    phrase: str
    libelle: str
    adresse: str | None


@dataclass(frozen=True)
class Attendu:
    """What the close will read: sizes of the month."""

    lignes: int
    minutes: int
    salaries: int
    lieux: int
    minutes_clauses: int


def attendu(acces: Acces, mois: date) -> Attendu:
    """Count the month's hours, drafts included."""
    lignes = les_lignes(acces).filter(mois=mois).order_by()
    sommes = lignes.aggregate(
        nombre=Count("id"),
        duree=Sum("minutes", default=0),
        salaries=Count("salarie", distinct=True),
        chantiers=Count("chantier", distinct=True),
        missions=Count("mission", distinct=True),
        duree_clauses=Sum("minutes", filter=Q(clause__isnull=False), default=0),
    )
    return Attendu(
        sommes["nombre"],
        sommes["duree"],
        sommes["salaries"],
        sommes["chantiers"] + sommes["missions"],
        sommes["duree_clauses"],
    )


def blocages(acces: Acces, mois: date, examen: Examen) -> list[Blocage]:
    """What blocks, in the order one repairs it."""
    if examen.est_clos:
        return []
    salaries = _salaries(acces, examen.alarmes)
    bloquantes = [a for a in examen.alarmes if a.bloquante]
    brouillons = phrase_brouillons(examen.brouillons)
    dites = {brouillons, *(a.phrase for a in bloquantes)}
    avant = mois_precedent(mois)
    trouves = [
        Blocage(
            phrase,
            gettext("Clôturer %(mois)s") % {"mois": ecrire_mois_en_lettres(avant)},
            adresse_ouverte(acces, "cloture", mois=avant),
        )
        for phrase in examen.blocages
        if phrase not in dites
    ]
    if examen.brouillons:
        valider = adresse_ouverte(acces, "heures_valider", mois=mois)
        trouves.append(Blocage(brouillons, gettext("Valider les brouillons"), valider))
    return trouves + [
        Blocage(
            f"{a.personne} : {a.phrase}",
            gettext("Voir la personne et ses contrats"),
            _adresse_salarie(acces, salaries, a),
        )
        for a in bloquantes
    ]


def tableau_alarmes(acces: Acces, mois: date, examen: Examen) -> Tableau:
    """What warns without blocking, with the legal value each warning compares with."""
    alarmes = [a for a in examen.alarmes if not a.bloquante]
    salaries = _salaries(acces, alarmes)
    parametres = parametres_en_vigueur()

    def valeurs(alarme: Alarme) -> str:
        cites = citer(alarme.parametre, parametres, alarme.jour)
        return " ; ".join(_citation(cite) for cite in cites)

    return Tableau(
        gettext("Ce qui mérite un regard"),
        [
            Colonne(
                gettext("Salarié"),
                "personne",
                lien=lambda a: (
                    _adresse_salarie(acces, salaries, a) or _adresse_heures(acces, mois, a)
                ),
            ),
            Colonne(gettext("Jour"), "jour", "date"),
            Colonne(gettext("Ce qui est constaté"), "phrase"),
            Colonne(gettext("Texte"), valeurs),
        ],
        alarmes,
        legende=gettext(
            "Rien de cela n’empêche de clôturer ; après la clôture, seule une "
            "correction datée du mois suivant pourra y revenir."
        ),
        vide=gettext("Aucune alerte : durées, SMIC, PASS IAE et compteurs sont dans les limites."),
        nom="alarmes",
        classe_ligne=lambda a: "ligne-attention",
    )


def _citation(cite: ParametreCite) -> str:
    if cite.valeur is None:
        return cite.identifiant
    return cite.valeur.reference.titre


def _salaries(acces: Acces, alarmes: Iterable[Alarme]) -> dict[int, int]:
    """salarie_id of the contracts the alarms name."""
    contrats = [a.contrat_id for a in alarmes if a.contrat_id is not None]
    return dict(les_contrats(acces).filter(pk__in=contrats).values_list("pk", "salarie_id"))


def _adresse_salarie(acces: Acces, salaries: dict[int, int], alarme: Alarme) -> str | None:
    salarie = salaries.get(alarme.contrat_id or 0)
    return None if salarie is None else adresse_ouverte(acces, "salarie", salarie_id=salarie)


def _adresse_heures(acces: Acces, mois: date, alarme: Alarme) -> str | None:
    """The hours of the person: where an alarm over several contracts is looked at."""
    grille = adresse_ouverte(acces, "heures_mois", mois=mois)
    return None if grille is None else f"{grille}?{urlencode({'personne': alarme.personne})}"
