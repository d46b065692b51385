"""From the posted grid to the ledger: what changed, what cannot be read, what was refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import Http404, QueryDict
from django.utils.translation import gettext

from etrier.droit.lecture import SaisieInvalide, lire_heures
from etrier.heures.access import les_lignes
from etrier.heures.actions import Saisie, saisir
from etrier.heures.enums import SorteLigne
from etrier.heures.verification import Cle
from etrier.parcours.access import les_contrats
from etrier.socle.erreurs import Refus
from etrier.socle.mois import dernier_jour
from etrier.structures.access import Acces
from etrier.www.formats_ecran import heures
from etrier.www.heures.cles import CleRang, lire_cle, nom_avant, nom_case

_UN_JOUR = 1440


@dataclass(frozen=True)
class Erreur:
    """A cell that was not written: what stands in it, and why it was refused."""

    texte: str
    phrase: str


@dataclass
class Resultat:
    """What became of the posted cells: how many were written, which were not (by field name)."""

    ecrites: int = 0
    erreurs: dict[str, Erreur] = field(default_factory=dict)


@dataclass(frozen=True)
class Frappe:
    """A cell somebody changed: its row, its day, the minutes before and after."""

    cle: CleRang
    jour: date
    avant: int
    minutes: int
    texte: str

    @property
    def nom(self) -> str:
        """Name of its field."""
        return nom_case(self.cle, self.jour.day)


def enregistrer(acces: Acces, mois: date, envoi: QueryDict) -> Resultat:
    """Write the changed cells; one that cannot be written stays aside, the others are kept.

    Raises Http404 when a row cites a contract of another structure.
    """
    resultat = Resultat()
    frappes = _frappes(mois, envoi, resultat)
    salaries = _salaries(acces, {f.cle.contrat_id for f in frappes})
    frappes = _sans_conflit(acces, mois, frappes, resultat)
    _ecrire(acces, frappes, salaries, resultat)
    return resultat


def _frappes(mois: date, envoi: QueryDict, resultat: Resultat) -> list[Frappe]:
    frappes = []
    for nom in envoi:
        cle = lire_cle(nom.removeprefix("a.")) if nom.startswith("a.") else None
        if cle is not None:
            frappes += _frappes_du_rang(cle, mois, envoi, resultat)
    return frappes


def _frappes_du_rang(
    cle: CleRang, mois: date, envoi: QueryDict, resultat: Resultat
) -> list[Frappe]:
    avants = envoi.get(nom_avant(cle), "").split(",")
    frappes = []
    for rang, avant in enumerate(avants[: dernier_jour(mois).day], start=1):
        texte = envoi.get(nom_case(cle, rang))
        if texte is None:
            continue
        try:
            frappe = Frappe(cle, mois.replace(day=rang), _entier(avant), _lire(texte), texte)
        except SaisieInvalide as refus:
            resultat.erreurs[nom_case(cle, rang)] = Erreur(texte, str(refus))
            continue
        if frappe.minutes != frappe.avant:
            frappes.append(frappe)
    return frappes


def _entier(texte: str) -> int:
    return int(texte) if texte.isascii() and texte.isdigit() else 0


def _lire(texte: str) -> int:
    if not texte.strip():
        return 0
    try:
        minutes = lire_heures(texte)
    except SaisieInvalide:
        phrase = gettext("« %(texte)s » n’est pas une durée : écrivez 7h30, 7:30, 7,5 ou 7.5.")
        raise SaisieInvalide(phrase % {"texte": texte.strip()}) from None
    if minutes > _UN_JOUR:
        phrase = gettext("« %(texte)s » dépasse les 24 heures d’une journée.")
        raise SaisieInvalide(phrase % {"texte": texte.strip()})
    return minutes


def _salaries(acces: Acces, contrats: set[int]) -> dict[int, int]:
    trouves = dict(les_contrats(acces).filter(pk__in=contrats).values_list("pk", "salarie_id"))
    if contrats - set(trouves):
        raise Http404
    return trouves


def _sans_conflit(
    acces: Acces, mois: date, frappes: Sequence[Frappe], resultat: Resultat
) -> list[Frappe]:
    """Put aside the cells somebody else changed since the page was shown.

    A day holds one line by nature and place: a second one under another clause is put aside too.
    """
    presentes = _presentes(acces, mois)
    gardees: dict[Cle, Frappe] = {}
    for frappe in frappes:
        cle, clause = _cle_ligne(frappe), frappe.cle.clause_id
        minutes, clause_presente = presentes.get(cle, (0, clause))
        if cle in gardees:
            phrase = _phrase_conflit(gardees[cle].minutes)
            resultat.erreurs[frappe.nom] = Erreur(frappe.texte, phrase)
        elif (minutes, clause_presente) == (frappe.minutes, clause):
            continue
        elif (minutes, clause_presente) != (frappe.avant, clause):
            resultat.erreurs[frappe.nom] = Erreur(frappe.texte, _phrase_conflit(minutes))
        else:
            gardees[cle] = frappe
    return list(gardees.values())


def _phrase_conflit(minutes: int) -> str:
    if not minutes:
        return gettext(
            "Ces heures ont été retirées pendant votre saisie : vérifiez, puis enregistrez."
        )
    phrase = gettext(
        "Il y a déjà %(heures)s ce jour-là pour cette nature et ce lieu, sous une autre clause ou "
        "saisies par quelqu’un d’autre entre-temps : vérifiez avant d’enregistrer."
    )
    return phrase % {"heures": heures(minutes)}


def _presentes(acces: Acces, mois: date) -> Mapping[Cle, tuple[int, int | None]]:
    lignes = les_lignes(acces).filter(
        sorte=SorteLigne.SAISIE, jour__range=(mois, dernier_jour(mois))
    )
    champs = ("contrat_id", "jour", "nature", "chantier_id", "mission_id", "minutes", "clause_id")
    return {x[:5]: x[5:] for x in lignes.values_list(*champs)}


def _cle_ligne(frappe: Frappe) -> Cle:
    cle = frappe.cle
    return (cle.contrat_id, frappe.jour, cle.nature, cle.chantier_id, cle.mission_id)


def _ecrire(
    acces: Acces, frappes: Sequence[Frappe], salaries: Mapping[int, int], resultat: Resultat
) -> None:
    """Write them all at once; when one is refused, halve until the refused ones stand alone."""
    if not frappes:
        return
    try:
        bilan = saisir(
            acces.structure, [_saisie(f, salaries) for f in frappes], par=acces.utilisateur
        )
    except Refus as refus:
        if len(frappes) == 1:
            resultat.erreurs[frappes[0].nom] = Erreur(frappes[0].texte, refus.phrase)
            return
        milieu = len(frappes) // 2
        _ecrire(acces, frappes[:milieu], salaries, resultat)
        _ecrire(acces, frappes[milieu:], salaries, resultat)
    else:
        resultat.ecrites += bilan.ajoutees + bilan.modifiees + bilan.supprimees


def _saisie(frappe: Frappe, salaries: Mapping[int, int]) -> Saisie:
    cle = frappe.cle
    return Saisie(
        cle.contrat_id,
        salaries[cle.contrat_id],
        frappe.jour,
        cle.nature,
        frappe.minutes,
        cle.chantier_id,
        cle.mission_id,
        cle.clause_id,
    )
