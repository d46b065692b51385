"""What the house knows already of a situation: nothing is guessed, only said again."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from etrier.droit.vocabulaire_parcours import Critere
from etrier.parcours.enums import OrigineCandidature, Rubrique
from etrier.parcours.models import Candidature, CritereRetenu, FicheSalarie
from etrier.parcours.secrets import lire, lire_tous
from etrier.structures.access import Acces

# What a criterion tells of the situation.
DITS: Mapping[str, Mapping[str, Any]] = {
    Critere.ASS: {"ass": True},
    Critere.AAH: {"aah": True},
    Critere.DETLD: {"en_emploi": False, "sans_emploi_depuis": "04"},
    Critere.DELD: {"en_emploi": False, "sans_emploi_depuis": "03"},
    Critere.ASE: {"sortant_ase": True},
    Critere.TH: {"rqth": True},
    Critere.PI: {"parent_isole": True},
    Critere.PSH_PR: {"hebergement": True},
    Critere.REF_DA: {"refugie": True},
    Critere.DETENTION_MJ: {"sortant_detention": True},
    Critere.FLE: {"difficulte_francais": True},
    Critere.PM: {"difficulte_mobilite": True},
}
_PRESCRIPTEURS = {
    "ML": "01",
    "CAP_EMPLOI": "02",
    "FT": "03",
    "PLIE": "04",
    "DEPT": "05",
    "ORIENTEUR": "08",
    "SPIP": "09",
    "PJJ": "10",
    "CCAS": "11",
    "CHRS": "12",
    "CIDFF": "13",
    "PREVENTION": "14",
    "AFPA": "15",
    "PIJ_BIJ": "16",
    "CAF": "17",
    "CADA": "18",
    "ASE": "19",
    "CAVA": "20",
    "CPH": "21",
    "CHU": "22",
    "OACAS": "23",
}
SPONTANEE, AUTRE_HABILITE, NON_HABILITE = "07", "06", "08"


def relire(acces: Acces, fiche: FicheSalarie) -> dict[str, Any]:
    """The situation kept, else what the house knows; for the adviser, and each reading is noted.

    `rsa` is left to choose: the criterion does not tell whether it is increased. Raises Http404
    for anybody but the assigned adviser.
    """
    personne = fiche.salarie.personne
    if fiche.situation is not None:
        lue = json.loads(lire(acces, personne, fiche.situation, Rubrique.FICHE_SALARIE))
        return dict(lue)
    return {"orienteur": orienteur(fiche), **selon(_criteres(acces, fiche))}


def relire_nir(acces: Acces, fiche: FicheSalarie) -> str:
    """The number of the person, "" when it is not known; as `relire`."""
    personne = fiche.salarie.personne
    return lire(acces, personne, personne.nir, Rubrique.NIR)


def selon(criteres: Iterable[str]) -> dict[str, Any]:
    """What the criteria of eligibility tell of a situation."""
    dits: dict[str, Any] = {}
    for critere in criteres:
        dits |= DITS.get(critere, {})
    return dits


def orienteur(fiche: FicheSalarie) -> str | None:
    """Who sent the person, by the candidacy that brought her here, in the codes of the ASP; None
    when the house does not know: somebody chooses."""
    venue = (
        Candidature.objects.filter(structure=fiche.structure_id, personne=fiche.salarie.personne_id)
        .select_related("partenaire")
        .first()
    )
    if venue is None:
        return None
    if venue.partenaire is None:
        return SPONTANEE if venue.origine == OrigineCandidature.SPONTANEE else None
    autre = AUTRE_HABILITE if venue.partenaire.est_habilite else NON_HABILITE
    return _PRESCRIPTEURS.get(venue.partenaire.genre, autre)


def _criteres(acces: Acces, fiche: FicheSalarie) -> list[str]:
    """Those of the last diagnosis made here."""
    personne = fiche.salarie.personne
    diagnostic = personne.diagnostics.filter(structure=fiche.structure_id).first()
    if diagnostic is None:
        return []
    scelles = {c.pk: c.code for c in CritereRetenu.objects.filter(diagnostic=diagnostic)}
    return list(lire_tous(acces, personne, scelles, Rubrique.CRITERES).values())
