"""The cells of a row as HTML, in one pass: a template loop costs ten times as much per cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from etrier.www.heures.abrege import abrege
from etrier.www.heures.calendrier import Jour
from etrier.www.heures.cles import nom_avant, nom_case
from etrier.www.heures.grille import Case, Grille, Groupe, Rang
from etrier.www.heures.saisie import Erreur

_RIEN = Case()
_UNE_LIGNE = 987_654_321


@dataclass(frozen=True)
class Plume:
    """What every cell needs: may one write, what was refused, the words, the address of a line."""

    jours: list[Jour]
    classes: list[str]
    saisie: bool
    erreurs: Mapping[str, Erreur]
    adresse: str
    validee: str
    corrigee: str
    brouillon: str
    hors_contrat: str


@dataclass(frozen=True)
class RangEcrit:
    """A row ready to draw."""

    rang: Rang
    cases: SafeString
    avant: SafeString


@dataclass(frozen=True)
class GroupeEcrit:
    """A person ready to draw: her rows and, when there are several, her days' totals."""

    groupe: Groupe
    rangs: list[RangEcrit]
    totaux: SafeString


@dataclass(frozen=True)
class ErreurEcrite:
    """An error of the list above the grid: whose cell, which day, why."""

    nom: str
    qui: str
    phrase: str


def plume(
    grille: Grille, structure_id: int, *, saisie: bool, erreurs: Mapping[str, Erreur]
) -> Plume:
    """Prepare what the cells of the grid share."""
    return Plume(
        jours=grille.jours,
        classes=[classe for _jour, classe in grille.colonnes],
        saisie=saisie and not grille.est_close,
        erreurs=erreurs,
        adresse=reverse("heures_ligne", args=[structure_id, _UNE_LIGNE]),
        validee=gettext("validée"),
        corrigee=gettext("validée et corrigée"),
        brouillon=gettext("brouillon"),
        hors_contrat=gettext("hors contrat"),
    )


def ecrire_groupes(grille: Grille, avec: Plume) -> list[GroupeEcrit]:
    """The people of the page, their cells drawn."""
    return [_groupe(groupe, avec) for groupe in grille.montres]


def ecrire_erreurs(grille: Grille, avec: Plume) -> list[ErreurEcrite]:
    """The refused cells in the order of the grid."""
    trouvees = []
    for groupe in grille.groupes:
        for rang in groupe.rangs:
            for jour in grille.jours:
                nom = nom_case(rang.cle, jour.le.day)
                if nom in avec.erreurs:
                    qui = _libelle(groupe, rang, jour)
                    trouvees.append(ErreurEcrite(nom, qui, avec.erreurs[nom].phrase))
    return trouvees


def ecrire_totaux(totaux: list[int], avec: Plume) -> SafeString:
    """Cells of a row of totals."""
    paires = zip(avec.classes, totaux, strict=True)
    return _sur(f'<td class="{c}" data-m="{t}">{abrege(t) if t else ""}</td>' for c, t in paires)


def _groupe(groupe: Groupe, avec: Plume) -> GroupeEcrit:
    rangs = [
        RangEcrit(rang, _sur(_cases(groupe, rang, avec)), _avant(rang, avec))
        for rang in groupe.rangs
    ]
    if len(groupe.rangs) < 2:
        return GroupeEcrit(groupe, rangs, SafeString(""))
    totaux = [
        sum(r.cases[j.le.day].minutes for r in groupe.rangs if j.le.day in r.cases)
        for j in avec.jours
    ]
    return GroupeEcrit(groupe, rangs, ecrire_totaux(totaux, avec))


def _cases(groupe: Groupe, rang: Rang, avec: Plume) -> list[str]:
    return [
        _case(groupe, rang, jour, classe, avec)
        for jour, classe in zip(avec.jours, avec.classes, strict=True)
    ]


def _case(groupe: Groupe, rang: Rang, jour: Jour, classe: str, avec: Plume) -> str:
    case = rang.cases.get(jour.le.day, _RIEN)
    dedans = _fige(case, avec) if case.ligne_id is not None else ""
    if avec.saisie and (case.brouillon or (not dedans and rang.couvre(jour))):
        dedans += _champ(groupe, rang, jour, case, avec)
    elif case.brouillon:
        marque = _marque(abrege(case.brouillon), "✎", avec.brouillon)
        dedans += f'<span class="fige">{marque}</span>'
    elif not dedans and not rang.couvre(jour):
        dehors = f'<span class="visually-hidden">{avec.hors_contrat}</span>'
        return f'<td class="{classe} hors">{dehors}</td>'
    return f'<td class="{classe}">{dedans}</td>'


def _fige(case: Case, avec: Plume) -> str:
    adresse = avec.adresse.replace(str(_UNE_LIGNE), str(case.ligne_id))
    signe, mot = ("↺", avec.corrigee) if case.corrigee else ("✓", avec.validee)
    dedans = _marque(abrege(case.fige), signe, mot)
    return f'<a class="fige" href="{adresse}">{dedans}</a>'


def _marque(texte: str, signe: str, mot: str) -> str:
    return (
        f'{texte}<span class="signe" aria-hidden="true">{signe}</span>'
        f'<span class="visually-hidden"> {mot}</span>'
    )


def _champ(groupe: Groupe, rang: Rang, jour: Jour, case: Case, avec: Plume) -> str:
    nom = nom_case(rang.cle, jour.le.day)
    texte = abrege(case.brouillon) if case.brouillon else ""
    erreur = avec.erreurs.get(nom)
    libelle = escape(_libelle(groupe, rang, jour))
    if erreur is None:
        return f'<input name="{nom}" value="{texte}" aria-label="{libelle}">'
    return (
        f'<input name="{nom}" id="{nom}" value="{escape(erreur.texte)}" aria-label="{libelle}" '
        f'class="is-invalid" aria-invalid="true" aria-describedby="e.{nom}">'
    )


def _libelle(groupe: Groupe, rang: Rang, jour: Jour) -> str:
    return f"{groupe.prenom} {groupe.nom}, {jour.complet}, {rang.intitule}"


def _avant(rang: Rang, avec: Plume) -> SafeString:
    if not avec.saisie:
        return SafeString("")
    cases = [rang.cases.get(j.le.day, _RIEN).brouillon for j in avec.jours]
    minutes = ",".join(str(m) if m else "" for m in cases)
    return _sur([f'<input type="hidden" name="{nom_avant(rang.cle)}" value="{minutes}">'])


def _sur(morceaux: Iterable[str]) -> SafeString:
    # Everything a person wrote went through `escape` above; the rest is ours.
    return mark_safe("".join(morceaux))
