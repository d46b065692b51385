"""A structure's month for the pay bureau, and a bureau that does what it is told."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from etrier.cloture.actions import cloturer
from etrier.droit.arrondis import demi_haut
from etrier.heures.actions import Saisie as SaisieHeures
from etrier.heures.actions import saisir
from etrier.paie.models import EnvoiPaie
from etrier.paie.navette.reglages import coder, regler
from etrier.paie.saisies.actions import Saisie, saisir_variable
from etrier.parcours.models import Contrat
from etrier.structures.models import Structure
from tests import fabrique

MOIS = date(2025, 3, 1)
SUIVANT = date(2025, 4, 1)
CODES = {
    "HEURES_TRAVAIL": "1010",
    "HEURES_FORMATION": "1020",
    "ABSENCE_PAYEE": "1030",
    "CONGE_PAYE": "1040",
    "JOUR_FERIE": "1050",
    "HEURES_SUP_25": "1110",
    "HEURES_SUP_50": "1120",
    "HEURES_COMPLEMENTAIRES": "1130",
    "ABSENCE_NON_PAYEE": "1140",
    "PRIME": "2010",
    "PANIER": "7010",
    "FRAIS": "7020",
    "KILOMETRES": "7030",
    "ACOMPTE": "8010",
    "SAISIE": "8020",
    "AUTRE": "9010",
}
RUBRIQUES = {code: rubrique for rubrique, code in CODES.items()}


def structure_de_paie(combien: int) -> tuple[Structure, list[Contrat]]:
    """A structure with employees who worked three days each, a month ready to close."""
    une = fabrique.structure("Paie")
    sous = fabrique.convention(une)
    fabrique.annexe(sous)
    contrats = [
        fabrique.contrat(fabrique.salarie(une), sous, taux_horaire_centimes=1188 + rang)
        for rang in range(combien)
    ]
    heures = [
        SaisieHeures(c.pk, c.salarie_id, date(2025, 3, jour), nature, 400 + rang + jour)
        for rang, c in enumerate(contrats)
        for jour, nature in ((4, 1), (5, 1), (6, 2))
    ]
    saisir(une, heures, par=None)
    return une, contrats


def clore(une: Structure, mois: date = MOIS) -> None:
    """Freeze and close the month."""
    fabrique.valider_mois(une, mois)
    assert cloturer([une.pk], mois, par=None).closes


def silae(une: Structure) -> None:
    """The structure's bureau is on Silae, every code said."""
    regler(une, format_paie="silae", numero_dossier="D 12", codes_ignores=[], par=None)
    for rubrique, code in CODES.items():
        coder(une, rubrique, code, envoyee=True, par=None)


def donner(contrat: Contrat, genre: str, centimes: int) -> None:
    """A variable of the month."""
    saisie = Saisie(genre, centimes, "Trésor public, réf. 12", date(2025, 3, 14))
    saisir_variable(contrat, MOIS, saisie, par=None)


@dataclass(frozen=True)
class Ligne:
    """A line of the bureau's file: hundredths of an hour, centimes."""

    matricule: str
    code: str
    heures: int | None = None
    montant: int | None = None
    periode: str = "03/2025"


def lire_envoi(envoi: EnvoiPaie, taux: dict[str, int]) -> list[Ligne]:
    """What a bureau makes of the file: hours are paid at the rate it knows of each employee."""
    texte = bytes(envoi.fichier).decode("cp1252")
    lignes = []
    for matricule, code, valeur, _debut, _fin in list(
        csv.reader(io.StringIO(texte), delimiter=";")
    )[1:]:
        centiemes = int(valeur.replace(",", ""))
        if code.startswith("1"):
            # Payroll keeps minutes behind the hundredths it prints.
            minutes = demi_haut(centiemes * 60, 100)
            montant = demi_haut(minutes * taux[matricule], 60)
            lignes.append(Ligne(matricule, code, centiemes, montant))
        else:
            lignes.append(Ligne(matricule, code, None, centiemes))
    return lignes


def bulletins(lignes: Iterable[Ligne]) -> list[Ligne]:
    """The lines, and each employee's gross, contributions and net."""
    lignes = list(lignes)
    par_qui: dict[str, list[Ligne]] = {}
    for ligne in lignes:
        par_qui.setdefault(ligne.matricule, []).append(ligne)
    pieds = []
    for qui, siennes in par_qui.items():
        brut = sum(x.montant or 0 for x in siennes if x.code[0] in "12")
        plus = sum(x.montant or 0 for x in siennes if x.code[0] == "7")
        moins = sum(x.montant or 0 for x in siennes if x.code[0] == "8")
        salariales = demi_haut(brut * 21, 100)
        pieds += [
            Ligne(qui, "BRUT", None, brut),
            Ligne(qui, "COTISATIONS_SALARIALES", None, salariales),
            Ligne(qui, "COTISATIONS_PATRONALES", None, demi_haut(brut * 18, 100)),
            Ligne(qui, "NET_A_PAYER", None, brut - salariales + plus - moins),
        ]
    return lignes + pieds


def en_csv(lignes: Sequence[Ligne], totaux: dict[str, int] | None = None) -> bytes:
    """The file the bureau gives back. It writes what it keeps back with a minus sign."""
    sortie = io.StringIO()
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow(["Code salarié", "Rubrique", "Nombre", "Montant", "Période"])
    for x in lignes:
        montant = x.montant
        if montant is not None and (x.code[0] == "8" or x.code == "COTISATIONS_SALARIALES"):
            montant = -montant
        ecrivain.writerow([x.matricule, x.code, _dire(x.heures), _dire(montant), x.periode])
    for code, montant in (totaux or {}).items():
        ecrivain.writerow(["TOTAL", code, "", _dire(montant), ""])
    return sortie.getvalue().encode("cp1252")


def _dire(centiemes: int | None) -> str:
    if centiemes is None:
        return ""
    entiers, reste = divmod(abs(centiemes), 100)
    return f"{'-' if centiemes < 0 else ''}{entiers},{reste:02d}"
