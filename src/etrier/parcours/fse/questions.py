"""What the FSE+ asks of each participant: the common indicators of annexe I of regulation (UE)
2021/1057, as questions.

Left out, because nothing public establishes them: the questions and the import file of « Ma
démarche FSE+ » word for word, the number of days it gives to answer, and belonging to a minority
(EECO15). Ages (EECO06 to 08) come from the date of birth.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OUI, NON, REFUS = "oui", "non", "refus"


class Etape(StrEnum):
    """When a question is asked."""

    ENTREE = "entree"
    SORTIE = "sortie"


@dataclass(frozen=True)
class Question:
    """One question; `indicateurs`: what each answer counts for, by answer."""

    cle: str
    etape: Etape
    libelle: str | Promise
    reponses: Mapping[str, str | Promise]
    indicateurs: Mapping[str, tuple[str, ...]]


_FRANC = {OUI: _("oui"), NON: _("non")}
# One may refuse to answer what is nobody's business: it is an answer.
_LIBRE = _FRANC | {REFUS: _("ne souhaite pas répondre")}


def _oui_non(cle: str, etape: Etape, libelle: str | Promise, indicateur: str) -> Question:
    mots = _FRANC if etape is Etape.SORTIE else _LIBRE
    return Question(cle, etape, libelle, mots, {OUI: (indicateur,)})


QUESTIONS: tuple[Question, ...] = (
    Question(
        "situation",
        Etape.ENTREE,
        _("Situation sur le marché du travail la veille de l’entrée"),
        {
            "chomage": _("au chômage depuis moins d’un an"),
            "chomage_long": _("au chômage de longue durée"),
            "inactivite": _("ni en emploi, ni en recherche d’emploi"),
            "emploi": _("en emploi, même à son compte"),
        },
        {
            "chomage": ("EECO02",),
            "chomage_long": ("EECO02", "EECO03"),
            "inactivite": ("EECO04",),
            "emploi": ("EECO05",),
        },
    ),
    Question(
        "diplome",
        Etape.ENTREE,
        _("Plus haut niveau de diplôme"),
        {
            "cite_0_2": _("collège, brevet ou moins (CITE 0 à 2)"),
            "cite_3_4": _("CAP, BEP, baccalauréat (CITE 3 et 4)"),
            "cite_5_8": _("après le baccalauréat (CITE 5 à 8)"),
        },
        {"cite_0_2": ("EECO09",), "cite_3_4": ("EECO10",), "cite_5_8": ("EECO11",)},
    ),
    _oui_non("handicap", Etape.ENTREE, _("Handicap reconnu"), "EECO12"),
    _oui_non("pays_tiers", Etape.ENTREE, _("Nationalité d’un pays hors de l’Union"), "EECO13"),
    _oui_non("origine_etrangere", Etape.ENTREE, _("Origine étrangère"), "EECO14"),
    _oui_non("sans_domicile", Etape.ENTREE, _("Sans domicile, ou exclue du logement"), "EECO16"),
    _oui_non("zone_rurale", Etape.ENTREE, _("Habite en zone rurale"), "EECO17"),
    _oui_non("cherche_emploi", Etape.SORTIE, _("À la sortie : cherche un emploi"), "EECR01"),
    _oui_non(
        "en_formation",
        Etape.SORTIE,
        _("À la sortie : suit un enseignement ou une formation"),
        "EECR02",
    ),
    _oui_non(
        "qualification", Etape.SORTIE, _("À la sortie : a obtenu une qualification"), "EECR03"
    ),
    _oui_non(
        "en_emploi", Etape.SORTIE, _("À la sortie : est en emploi, même à son compte"), "EECR04"
    ),
)
PAR_CLE: Mapping[str, Question] = {q.cle: q for q in QUESTIONS}
Reponses = Mapping[str, str]


def manquantes(reponses: Reponses, etape: Etape) -> int:
    """How many questions of a step have no answer."""
    return sum(1 for q in QUESTIONS if q.etape is etape and not reponses.get(q.cle))


def indicateurs(reponses: Reponses, naissance: date, entree_le: date) -> set[str]:
    """What a participant counts for (EECO01 is everybody)."""
    comptes = {"EECO01", *_ages(naissance, entree_le)}
    for question in QUESTIONS:
        comptes |= set(question.indicateurs.get(reponses.get(question.cle, ""), ()))
    return comptes


def _ages(naissance: date, le: date) -> set[str]:
    age = le.year - naissance.year - ((le.month, le.day) < (naissance.month, naissance.day))
    tranches = {"EECO06": age < 18, "EECO07": 18 <= age <= 29, "EECO08": age >= 55}
    return {code for code, vrai in tranches.items() if vrai}
