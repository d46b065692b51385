"""The limits of an immersion in another workplace (PMSMP)."""

from collections.abc import Mapping
from typing import Any

from etrier.droit.calculs.calcul import Argument, Calcul, Constat
from etrier.droit.ecriture import du_au
from etrier.droit.parametre import Parametres
from etrier.droit.regles import pmsmp
from etrier.droit.regles.pmsmp import Immersion, verifier_pmsmp

PARAMETRES = (pmsmp.DUREE, pmsmp.MEME_HOTE, pmsmp.JOURS, pmsmp.PERIODE, pmsmp.PART)


def calculer(saisie: Mapping[str, Any], parametres: Parametres) -> Constat:
    """2026-03-02 → 2026-04-02: refused, a day more than a month."""
    debut, fin = saisie["periode"]
    nouvelle = Immersion(
        (saisie["hote"] or "").lower(),
        debut,
        fin,
        saisie["jours"],
        (saisie["objet"] or "").lower(),
        saisie["renouvellement"],
    )
    raisons = verifier_pmsmp(nouvelle, saisie["autre"], parametres, saisie["contrat"])
    return Constat(
        conclusion="Dans les limites" if not raisons else "Hors limites",
        constate={"possible": not raisons, "raisons": raisons},
        base=f"{du_au(debut, fin)}, {saisie['jours']} jours de présence,"
        f" {len(saisie['autre'])} autre(s) convention(s)",
        parametres=tuple(parametres.valeur(nom, debut) for nom in PARAMETRES),
        motif=" ".join(raisons) or None,
    )


PMSMP = Calcul(
    nom="pmsmp",
    titre="Limites d'une immersion (PMSMP)",
    description=(
        "Si une mise en situation professionnelle reste dans les limites : un mois, un seul"
        " renouvellement, deux conventions chez un hôte, 60 jours sur douze mois, un quart du"
        " contrat."
    ),
    articles=("CT L5135-1 à L5135-8, D5135-3", "CT D5132-10-3, D5132-26-3, D5132-43-3"),
    arguments=(
        Argument("periode", "Dates de la convention", "periode", aide="02/03/2026 au 31/03/2026"),
        Argument("jours", "Jours de présence", "entier"),
        Argument("hote", "Structure d'accueil", "texte", requis=False),
        Argument("objet", "Objet", "texte", requis=False, aide="Découvrir, confirmer, recruter…"),
        Argument(
            "renouvellement",
            "C'est un renouvellement",
            "booleen",
            requis=False,
            defaut="non",
            aide="oui ou non",
        ),
        Argument(
            "autre",
            "Autres conventions de la personne",
            "immersion",
            requis=False,
            multiple=True,
            aide="Une par ligne, début:fin:jours:hôte:objet"
            " (2026-03-02:2026-03-31:20:Mairie:découvrir).",
        ),
        Argument(
            "contrat",
            "Dates du CDD d'insertion",
            "periode",
            requis=False,
            aide="01/01/2026 au 30/06/2026",
        ),
    ),
    calculer=calculer,
)
