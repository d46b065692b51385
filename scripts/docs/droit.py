"""The law as the house knows it: parameters, calculators, alarms, what is left out."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from etrier.cloture.raisons.libelles import LIBELLES
from etrier.droit.calculs import CALCULS
from etrier.droit.calculs.calcul import Argument
from etrier.droit.calculs.compteur_ai import COLONNES
from etrier.droit.ecriture import jour, nombre
from etrier.droit.parametre import Parametre, Valeur, parametres_par_defaut
from etrier.droit.regles.alarmes_heures import CODES, CODES_BLOQUANTS
from etrier.droit.regles.heures_retenues import MotifEcart
from etrier.droit.regles.rubriques import RUBRIQUES, RUBRIQUES_SANS_MONTANT
from etrier.droit.vocabulaire import NatureClient
from scripts.docs.commandes import lancer
from scripts.docs.markdown import bloc, tableau

EXEMPLE = "aide-au-poste --dispositif ACI --le 2025-03-01 --heures 1000"
REFUS = "aide-au-poste --dispositif ACI --le 2021-03-01 --heures 1000"
EXEMPLE_PASS = (
    "pass --debut 2024-09-02 --fin 2026-09-01 --suspension 2025-03-03:2025-05-31 --le 2026-03-02"
)
EXEMPLE_ELIGIBILITE = (
    "eligibilite --dispositif AI --auteur employeur --critere TH --critere QPV --le 2026-03-02"
)
ALARMES = {
    "HORS_CONTRAT": "Des heures avant le début ou après la fin du contrat",
    "HORS_PASS": "Des heures un jour qu'aucun PASS IAE ne couvre",
    "PENDANT_SUSPENSION": "Des heures pendant une suspension du PASS IAE",
    "PLUS_10H_JOUR": "Plus de 10 h dans une journée, tous employeurs confondus",
    "PLUS_48H_SEMAINE": "Plus de 48 h dans une semaine, tous employeurs confondus",
    "SOUS_SMIC": "Un taux horaire inférieur au SMIC",
    "AI_480H": "Plus de 480 h en entreprise par des associations intermédiaires, en 24 mois",
    "AI_80_POURCENT": "Plus de 80 % de ces 480 h",
}


def calculs() -> str:
    """Every calculator: its command, its arguments, its texts."""
    lignes = [
        (
            f"`etrier droit {calcul.nom}`",
            calcul.titre,
            " ".join(map(_argument, calcul.arguments)),
            " ; ".join(calcul.articles),
        )
        for calcul in CALCULS.values()
    ]
    return tableau(
        ("commande", "calcul", "à donner (entre crochets : facultatif)", "textes"), lignes
    )


def _argument(argument: Argument) -> str:
    texte = argument.nom.upper() if argument.genre == "fichier" else argument.option
    return f"`{texte}`" if argument.requis and argument.defaut is None else f"[`{texte}`]"


def exemple_explique() -> str:
    """A calculator that answers."""
    return _exemple(EXEMPLE)


def exemple_pass() -> str:
    """A PASS IAE with a suspension."""
    return _exemple(EXEMPLE_PASS)


def exemple_eligibilite() -> str:
    """Two criteria of level 2 in an AI."""
    return _exemple(EXEMPLE_ELIGIBILITE)


def exemple_refuse() -> str:
    """A calculator that says why it cannot."""
    return _exemple(REFUS)


def _exemple(arguments: str) -> str:
    return bloc(f"$ etrier droit {arguments}\n{lancer('droit', *arguments.split())}")


def fichier_compteur_ai() -> str:
    """The file of the counter of the 480 hours, with one line."""
    valeurs = {
        "personne": "Camille EXEMPLE",
        "jour": "2026-10-05",
        "heures": "7,5",
        "client": NatureClient.ENTREPRISE.value,
    }
    lignes = [COLONNES, [valeurs[c] for c in COLONNES]]
    return bloc("\n".join(";".join(ligne) for ligne in lignes))


def parametres() -> str:
    """Every parameter of the law: its last known value and the text that sets it."""
    connus = parametres_par_defaut()
    return "\n\n".join(
        f"### {domaine}\n\n"
        + tableau(
            (
                "paramètre",
                "ce que c'est",
                "unité",
                "dernière valeur établie",
                "depuis",
                "texte",
                "dates",
            ),
            [_parametre(connus.parametre(nom)) for nom in noms],
        )
        for domaine, noms in _par_domaine(connus.noms())
    )


def _par_domaine(noms: list[str]) -> Iterator[tuple[str, list[str]]]:
    for domaine in sorted({nom.partition("/")[0] for nom in noms}):
        yield domaine, [nom for nom in noms if nom.partition("/")[0] == domaine]


def _parametre(parametre: Parametre) -> tuple[str, ...]:
    depuis = parametre.valeurs[-1].depuis
    valeurs = [v for v in parametre.valeurs if v.depuis == depuis]
    reference = valeurs[0].reference
    lien = f"[{reference.titre}]({reference.href})" if reference.href else reference.titre
    return (
        f"`{parametre.nom}`",
        parametre.description,
        parametre.unite,
        " ; ".join(map(_valeur, valeurs)),
        f"{jour(depuis)}{_limite(parametre, depuis)}",
        lien,
        str(len(parametre.lignes)),
    )


def _limite(parametre: Parametre, depuis: date) -> str:
    """What is known of the time after the last established value."""
    fins = [x for x in parametre.lignes if x.depuis > depuis]
    if fins:
        return f" (non établie depuis le {jour(fins[0].depuis)})"
    limite = parametre.connu_jusqu_au
    return "" if limite is None else f" (provisoire après le {jour(limite)})"


def _valeur(valeur: Valeur) -> str:
    contenu = (
        nombre(valeur.valeur) if isinstance(valeur.valeur, Decimal) else ", ".join(valeur.valeur)
    )
    return contenu if valeur.cle is None else f"{valeur.cle} : {contenu}"


def alarmes() -> str:
    """What is looked for before a close."""
    lignes = [
        (ALARMES[code], "oui" if code in CODES_BLOQUANTS else "non", f"`{code}`") for code in CODES
    ]
    return tableau(("alarme", "bloque la clôture ?", "code"), lignes)


def ecarts() -> str:
    """Why hours are left out of the State's aid."""
    return tableau(("code", "raison"), [(f"`{m.value}`", m.phrase) for m in MotifEcart])


def rubriques() -> str:
    """The items of pay."""
    lignes = [
        (LIBELLES[code], "non" if code in RUBRIQUES_SANS_MONTANT else "oui", f"`{code}`")
        for code in RUBRIQUES
    ]
    return tableau(("rubrique", "avec un montant ?", "code"), lignes)
