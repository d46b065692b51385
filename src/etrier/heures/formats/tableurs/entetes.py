"""The words people write above a column of hours, and the column each stands for.

Compared without accents, capitals, spaces nor signs. The first words of a role are preferred when
two columns could hold it.
"""

import re
from collections.abc import Mapping, Sequence

from etrier.droit.lettres import sans_accents
from etrier.heures.formats.tableurs.cellules import lire_texte, normaliser
from etrier.heures.formats.tableurs.grille import Cellule

_MOTS: Mapping[str, str] = {
    "matricule": "matricule, mat, n° matricule, numéro matricule, n° salarié, num salarié, "
    "numéro salarié, code salarié, id salarié, matricule salarié, matricule agent, n° agent, "
    "code agent, identifiant, id, n° paie, matricule paie, réf salarié, code employé, n° employé",
    "nom": "nom, nom salarié, nom du salarié, nom de famille, nom d'usage, nom agent, "
    "nom de l'agent, noms, nom usuel, nom de naissance",
    "prénom": "prénom, prénoms, prénom salarié, prénom du salarié, prénom agent, prénom de l'agent",
    "personne": "nom prénom, nom et prénom, nom & prénom, prénom nom, prénom et nom, noms prénoms, "
    "noms et prénoms, nom prénom du salarié, nom et prénom du salarié, salarié, salariés, "
    "salarié(e), agent, agents, employé, collaborateur, intervenant, personne, personnel, "
    "ouvrier, équipier, participant, identité, nom complet, salarié en insertion",
    "jour": "jour, date, jours, date du jour, date de travail, date travail, date du travail, "
    "journée, date prestation, date de la prestation, date intervention, date d'intervention, "
    "jour travaillé, le, day",
    "heures": "heures, nb heures, nbre heures, nombre d'heures, nb d'heures, nbre d'heures, "
    "nombre heures, nb h, heure, hrs, h, nb hres, heures travaillées, heures effectuées, "
    "heures réalisées, heures faites, heures du jour, heures jour, total heures jour, "
    "total heures, total des heures, durée, durée (h), durée en heures, temps de travail, "
    "temps passé, temps, quantité, qté, total jour, total du jour, total, total h, volume horaire",
    "arrivée": "arrivée, heure d'arrivée, heure arrivée, début, heure début, heure de début, "
    "h début, entrée, prise de poste, embauche, arrivée matin, début matin, matin début, "
    "matin arrivée, heure entrée",
    "départ": "départ, heure de départ, heure départ, fin, heure fin, heure de fin, h fin, "
    "sortie, fin de poste, débauche, départ matin, fin matin, matin fin, matin départ, "
    "heure sortie",
    "pause": "pause, pauses, pause déjeuner, temps de pause, durée pause, pause (min), "
    "pause min, pause en minutes, coupure, pause midi",
    "arrivée 2": "arrivée 2, début 2, entrée 2, reprise, arrivée après-midi, début après-midi, "
    "arrivée am, après-midi début, après-midi arrivée",
    "départ 2": "départ 2, fin 2, sortie 2, départ après-midi, fin après-midi, "
    "après-midi fin, après-midi départ",
    "nature": "nature, nature heures, nature des heures, code, motif, type, type heures, "
    "type d'heures, code absence, motif absence, code heures, rubrique",
    "lieu": "lieu, client, clients, lieu de travail, lieu d'intervention, site, utilisateur, "
    "entreprise utilisatrice, donneur d'ordre, affectation, structure utilisatrice, "
    "nom du client, client / chantier, chantier / client, client ou chantier",
    "chantier": "chantier, chantiers, nom du chantier, opération, libellé chantier",
    "mission": "mission, n° mission, numéro de mission, n° contrat mad, contrat mad, mad, "
    "n° mad, mise à disposition, n° contrat de mise à disposition, n° contrat mise à disposition, "
    "n° de mission",
    "clause": "clause, clause sociale, marché, marché public, n° marché, lot marché",
    "contrat": "contrat, n° contrat, numéro contrat, numéro de contrat, contrat de travail, "
    "n° contrat de travail, n° de contrat, n° cddi, cddi",
}
_ROLES: dict[str, tuple[str, int]] = {}
for _role, _mots in _MOTS.items():
    for _rang, _mot in enumerate(_mots.split(", ")):
        _ROLES.setdefault(normaliser(_mot), (_role, _rang))
        # « Pr?nom », « Pr\ufffdnom »: a letter the encoding lost.
        _ROLES.setdefault(normaliser(re.sub(r"[à-ÿ]", "", _mot)), (_role, _rang))
# Seen once for the morning and once for the afternoon.
_SECONDS = {"arrivée": "arrivée 2", "départ": "départ 2"}
PERSONNE = ("matricule", "nom", "prénom", "personne")
_TOTAL = re.compile(
    r"(grand |sous[- ]?|s[/.-])?tota(l|ux)\b.*|∑.*|σ.*|somme( des)?( heures)?|cumul\b.*|"
    r"(nb|nbre|nombre)( d)?.?heures?( mois| du mois)?|h\.? mois|moyenne\b.*"
)
_SEMAINE = re.compile(r"(s|sem|semaine|h\.? ?sem)\.? ?[0-9]{0,2}|heures|h|hres|mois")
A_CORRIGER = "À corriger"
_IGNOREES = {normaliser(A_CORRIGER), "tocorrect", "signature", "observations", "emargement"}


def role_de(cellule: Cellule) -> tuple[str, int] | None:
    """The role a header stands for, and how far in its list of words; None when unknown."""
    texte = lire_texte(cellule) if isinstance(cellule, str) else ""
    if not texte or len(texte) > 60:
        return None
    return _ROLES.get(normaliser(texte)) or _ROLES.get(normaliser(texte.split("(")[0]))


def est_ignoree(cellule: Cellule) -> bool:
    """True for a column nobody expects to be read, whose name needs no remark."""
    return normaliser(lire_texte(cellule)) in _IGNOREES


def est_total(cellule: Cellule) -> bool:
    """True for « Total », « SOUS-TOTAL », « Total semaine 41 », « ∑ »."""
    return isinstance(cellule, str) and bool(_TOTAL.fullmatch(_serre(cellule)))


def est_colonne_de_total(cellule: Cellule) -> bool:
    """True above a column of sums, beside days: « Total », and « S41 » or « Heures » too."""
    if not isinstance(cellule, str):
        return False
    return bool(_TOTAL.fullmatch(_serre(cellule)) or _SEMAINE.fullmatch(_serre(cellule)))


def _serre(texte: str) -> str:
    return sans_accents(lire_texte(texte)).casefold().strip(" :.=")


def roles_de(cellules: Sequence[Cellule]) -> tuple[dict[str, int], list[int], list[str]]:
    """Place of each role in a header; places of the unknown names; names written twice."""
    candidats: dict[str, list[tuple[int, int]]] = {}
    inconnues: list[int] = []
    for rang, cellule in enumerate(cellules):
        role = role_de(cellule)
        if role is not None:
            candidats.setdefault(role[0], []).append((role[1], rang))
        elif lire_texte(cellule) and not est_ignoree(cellule):
            inconnues.append(rang)
    places: dict[str, int] = {}
    doubles: list[str] = []
    for role_lu, trouves in candidats.items():
        places[role_lu] = min(trouves)[1]
        autres = [r for r in sorted(trouves) if r[1] != places[role_lu]]
        if role_lu in _SECONDS and len(trouves) == 2:
            places[role_lu], places[_SECONDS[role_lu]] = sorted(r[1] for r in trouves)
            continue
        doubles += [lire_texte(cellules[r]) for mot, r in autres if mot == min(trouves)[0]]
        inconnues += [r for _mot, r in autres]
    return _sans_prenom(places), sorted(inconnues), doubles


def _sans_prenom(places: dict[str, int]) -> dict[str, int]:
    """« Nom » alone holds the whole name, unless the person is known by number."""
    if "nom" in places and not {"prénom", "matricule", "personne"} & places.keys():
        places["personne"] = places.pop("nom")
    return places
