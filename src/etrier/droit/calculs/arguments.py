"""The arguments several calculators share, worded once."""

from etrier.droit.calculs.calcul import Argument
from etrier.droit.vocabulaire import Milieu, Territoire

DISPOSITIF = Argument("dispositif", "Dispositif", "dispositif", aide="ACI, EI, AI, ETTI ou EITI")
LE = Argument("le", "Jour", "date", aide="La valeur en vigueur ce jour-là : 31/12/2025.")
HEURES = Argument("heures", "Heures", "heures", aide="130, 130,5, 130h30 ou 130:30")
TERRITOIRE = Argument(
    "territoire",
    "Territoire",
    "choix",
    requis=False,
    defaut=Territoire.METROPOLE.value,
    choix=(
        (Territoire.METROPOLE.value, "Métropole et outre-mer sauf Mayotte"),
        (Territoire.MAYOTTE.value, "Mayotte"),
    ),
)
MILIEU = Argument(
    "milieu",
    "Milieu",
    "choix",
    requis=False,
    defaut=Milieu.DROIT_COMMUN.value,
    choix=(
        (Milieu.DROIT_COMMUN.value, "Droit commun"),
        (Milieu.PENITENTIAIRE.value, "Établissement pénitentiaire"),
    ),
)
POSTES = Argument(
    "postes", "Postes conventionnés", "postes", aide="Équivalents temps plein : 10 ou 7,95"
)
DEBUT = Argument("debut", "Début de l'annexe", "date")
FIN = Argument("fin", "Fin de l'annexe", "date")
MONTANT_UNITAIRE = Argument(
    "montant_unitaire",
    "Montant unitaire de l'annexe",
    "centimes",
    requis=False,
    aide="Euros par poste et par an ; à défaut, celui de l'arrêté.",
)
HEURES_ETP = Argument(
    "heures_etp",
    "Heures d'un poste dans l'annexe",
    "heures",
    requis=False,
    aide="Heures d'un équivalent temps plein sur un an ; à défaut, celles du dispositif.",
)
