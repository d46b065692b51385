"""The month as a plain form, one field per cell: the page without a script."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.html import escape
from django.utils.safestring import SafeString

from etrier.droit.lecture import SaisieInvalide
from etrier.heures.cases import Contenu, ecrire_case, lire_case
from etrier.heures.codes import codes_de
from etrier.heures.plans.prevision import prevues
from etrier.parcours.access import les_contrats
from etrier.socle.mois import dernier_jour
from etrier.structures.access import Acces
from etrier.www.heures.calendrier import Jour
from etrier.www.heures.cles import CleRang, lire_cle, nom_avant, nom_case
from etrier.www.heures.grille import Case, Grille, Rang
from etrier.www.heures.rendu import RIEN, GroupeEcrit, Plume, ecrire, mettre_en_groupe, sur
from etrier.www.heures.saisie import Changement, Sort
from etrier.www.heures.saisie import ecrire as inscrire
from etrier.www.phrases import phrase


@dataclass(frozen=True)
class Erreur:
    """A cell that was not written: what stands in it, and why it was refused."""

    texte: str
    phrase: str


Erreurs = dict[tuple[CleRang, int], Erreur]


@dataclass(frozen=True)
class ErreurEcrite:
    """An error of the list above the form: whose cell, which day, why."""

    nom: str
    qui: str
    phrase: str


@dataclass(frozen=True)
class Frappe:
    """A field somebody filled: its row, its day, its text, and the text it was shown with."""

    cle: CleRang
    jour: int
    texte: str
    avant: str


def enregistrer(acces: Acces, mois: date, envoi: QueryDict) -> tuple[int, Erreurs]:
    """Write the changed fields; gives how many were, and those that were not.

    Raises Http404 when a row cites a contract of another structure.
    """
    frappes = [f for f in _frappes(mois, envoi) if f.texte.strip() != f.avant]
    changements, erreurs = _lire(acces, mois, frappes)
    textes = {(f.cle, f.jour): f.texte for f in frappes}
    ecrites = 0
    for issue in inscrire(acces, mois, changements):
        case = issue.changement.cle, issue.changement.jour.day
        ecrites += issue.sort is Sort.ECRITE
        if issue.sort in (Sort.CONFLIT, Sort.REFUSEE):
            erreurs[case] = Erreur(textes[case], issue.phrase)
    return ecrites, erreurs


def _frappes(mois: date, envoi: QueryDict) -> Iterable[Frappe]:
    for nom in envoi:
        cle = lire_cle(nom.removeprefix("a.")) if nom.startswith("a.") else None
        if cle is None:
            continue
        avants = envoi.get(nom_avant(cle), "").split(",")
        for jour in range(1, dernier_jour(mois).day + 1):
            texte = envoi.get(nom_case(cle, jour))
            if texte is not None:
                avant = avants[jour - 1] if jour <= len(avants) else ""
                yield Frappe(cle, jour, texte, avant)


def _lire(acces: Acces, mois: date, frappes: Iterable[Frappe]) -> tuple[list[Changement], Erreurs]:
    codes, attendues = codes_de(acces.structure), list(frappes)
    contrats = les_contrats(acces).filter(pk__in={f.cle.contrat_id for f in attendues})
    prevu = prevues(contrats, mois, dernier_jour(mois))
    changements, erreurs = [], Erreurs()
    for frappe in attendues:
        jour = mois.replace(day=frappe.jour)
        try:
            du_jour = prevu.get((frappe.cle.contrat_id, jour))
            apres = lire_case(frappe.texte, codes, du_jour)
        except SaisieInvalide as refus:
            erreurs[frappe.cle, frappe.jour] = Erreur(frappe.texte, phrase(refus))
            continue
        changements.append(Changement(frappe.cle, jour, _contenu(frappe.avant), apres))
    return changements, erreurs


def _contenu(texte: str) -> Contenu:
    try:
        return lire_case(texte)
    except SaisieInvalide:  # not written by us: it will not be what the ledger holds
        return {}


def ecrire_formulaire(
    grille: Grille, avec: Plume, erreurs: Mapping[tuple[CleRang, int], Erreur]
) -> list[GroupeEcrit]:
    """The groups of the page, a field in each cell that can be typed in."""
    return [
        mettre_en_groupe(
            groupe,
            avec,
            [_cases(rang, avec, erreurs) for rang in groupe.rangs],
            [_avant(rang, avec) for rang in groupe.rangs],
        )
        for groupe in grille.montres
    ]


def ecrire_erreurs(
    grille: Grille, avec: Plume, erreurs: Mapping[tuple[CleRang, int], Erreur]
) -> list[ErreurEcrite]:
    """The refused cells in the order of the grid."""
    return [
        ErreurEcrite(nom_case(rang.cle, jour.le.day), _libelle(rang, jour), erreur.phrase)
        for rang in grille.rangs_montres
        for jour in avec.jours
        if (erreur := erreurs.get((rang.cle, jour.le.day))) is not None
    ]


def _cases(rang: Rang, avec: Plume, erreurs: Mapping[tuple[CleRang, int], Erreur]) -> SafeString:
    return sur(
        _case(rang, jour, classe, avec, erreurs.get((rang.cle, jour.le.day)))
        for jour, classe in zip(avec.jours, avec.classes, strict=True)
    )


def _case(rang: Rang, jour: Jour, classe: str, avec: Plume, erreur: Erreur | None) -> str:
    case = rang.cases.get(jour.le.day, RIEN)
    dedans = _fige(case, avec) if case.est_figee else ""
    if avec.saisie and (case.brouillon or (not dedans and rang.couvre(jour)) or erreur):
        dedans += _champ(rang, jour, case, erreur)
    elif case.brouillon:
        dedans += f'<span class="fige">{ecrire_case(case.brouillon)}</span>'
    elif not dedans and not rang.couvre(jour):
        dehors = f'<span class="visually-hidden">{avec.hors_contrat}</span>'
        return f'<td class="{classe} hors">{dehors}</td>'
    return f'<td class="{classe}">{dedans}</td>'


def _fige(case: Case, avec: Plume) -> str:
    texte = ecrire(Case(fige=case.fige, ligne_id=case.ligne_id))
    mot = avec.corrigee % {"motif": case.motif} if case.corrigee else avec.validee
    signe = "↺" if case.corrigee else "✓"
    return (
        f'<a class="fige" href="{avec.ligne(case)}" title="{escape(mot)}">{texte}'
        f'<span class="signe" aria-hidden="true">{signe}</span>'
        f'<span class="visually-hidden"> {escape(mot)}</span></a>'
    )


def _champ(rang: Rang, jour: Jour, case: Case, erreur: Erreur | None) -> str:
    nom, libelle = nom_case(rang.cle, jour.le.day), escape(_libelle(rang, jour))
    if erreur is None:
        texte = ecrire_case(case.brouillon)
        return f'<input name="{nom}" value="{texte}" aria-label="{libelle}">'
    return (
        f'<input name="{nom}" id="{nom}" value="{escape(erreur.texte)}" aria-label="{libelle}" '
        f'class="is-invalid" aria-invalid="true" aria-describedby="e.{nom}">'
    )


def _libelle(rang: Rang, jour: Jour) -> str:
    return f"{rang.qui}, {jour.complet}, {rang.intitule}"


def _avant(rang: Rang, avec: Plume) -> SafeString:
    if not avec.saisie:
        return SafeString("")
    cases = (rang.cases.get(j.le.day, RIEN) for j in avec.jours)
    textes = ",".join(ecrire_case(case.brouillon) for case in cases)
    return sur([f'<input type="hidden" name="{nom_avant(rang.cle)}" value="{textes}">'])
