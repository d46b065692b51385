"""The cells of a row as HTML, in one pass: a template loop costs ten times as much per cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from etrier.heures.cases import abrege, ecrire_case
from etrier.www.heures.adresses import adresse_ligne
from etrier.www.heures.calendrier import Jour
from etrier.www.heures.grille import Case, Grille, Groupe, Rang, totaux

RIEN = Case()
RIEN_AVANT = SafeString("")


@dataclass(frozen=True)
class Plume:
    """What every cell needs: may one write, the words, the address of a line."""

    jours: Sequence[Jour]
    classes: Sequence[str]
    saisie: bool
    structure_id: int
    libelle: str
    vide: str
    validee: str
    corrigee: str
    brouillon: str
    hors_contrat: str

    def ligne(self, case: Case) -> str:
        """Address of the line a frozen cell opens onto."""
        return adresse_ligne(self.structure_id, case.ligne_id or 0)

    def nommer(self, rang: Rang, jour: Jour, valeur: str) -> str:
        """Who, when, where: what the cell holds."""
        return self.libelle.format(
            qui=rang.qui, jour=jour.complet, quoi=rang.intitule, valeur=valeur
        )


@dataclass(frozen=True)
class RangEcrit:
    """A row ready to draw: its title, hidden when it repeats the one above, and what it adds."""

    rang: Rang
    titre: str
    redit: bool
    detail: str
    cases: SafeString
    avant: SafeString = RIEN_AVANT


@dataclass(frozen=True)
class GroupeEcrit:
    """A group ready to draw: its rows and, when there are several, its days' totals."""

    groupe: Groupe
    rangs: list[RangEcrit]
    totaux: SafeString


def plume(grille: Grille, structure_id: int, *, saisie: bool) -> Plume:
    """Prepare what the cells of the grid share."""
    return Plume(
        jours=grille.jours,
        classes=[classe for _jour, classe in grille.colonnes],
        saisie=saisie and not grille.est_close,
        structure_id=structure_id,
        libelle=gettext("{qui}, {jour}, {quoi} : {valeur}"),
        vide=gettext("vide"),
        validee=gettext("validée"),
        corrigee=gettext("corrigée : %(motif)s"),
        brouillon=gettext("brouillon"),
        hors_contrat=gettext("hors contrat"),
    )


def ecrire_groupes(grille: Grille, avec: Plume) -> list[GroupeEcrit]:
    """The groups of the page, their cells drawn; the first cell takes the keyboard."""
    premier = grille.montres[0].rangs[0] if grille.montres else None
    return [
        mettre_en_groupe(
            groupe, avec, [_cases(rang, avec, rang is premier) for rang in groupe.rangs]
        )
        for groupe in grille.montres
    ]


def ecrire_totaux(jours: Sequence[Jour], classes: Sequence[str], minutes: list[int]) -> SafeString:
    """Cells of a row of totals."""
    return sur(
        f'<td class="{classe}" data-total-jour="{jour.le.day}" data-m="{m}">'
        f"{abrege(m) if m else ''}</td>"
        for jour, classe, m in zip(jours, classes, minutes, strict=True)
    )


def mettre_en_groupe(
    groupe: Groupe, avec: Plume, cases: Sequence[SafeString], avants: Sequence[SafeString] = ()
) -> GroupeEcrit:
    """Rows with their titles, whatever their cells are made of."""
    rangs = [
        RangEcrit(
            rang,
            str(rang.contrat.salarie.personne),
            not groupe.par_lieu and place > 0,
            _detail(groupe, rang),
            cases[place],
            avants[place] if avants else RIEN_AVANT,
        )
        for place, rang in enumerate(groupe.rangs)
    ]
    if len(groupe.rangs) < 2:
        return GroupeEcrit(groupe, rangs, SafeString(""))
    sommes = totaux(avec.jours, groupe.rangs)
    return GroupeEcrit(groupe, rangs, ecrire_totaux(avec.jours, avec.classes, sommes))


def _detail(groupe: Groupe, rang: Rang) -> str:
    """What the title of a row adds to the name: place and clause, and the contract if need be."""
    if not groupe.par_lieu:
        lieu = rang.intitule
    else:
        # The group says the chantier; of a client it does not say the mission.
        lieu = " · ".join(m for m in (rang.mission, rang.clause) if m)
    contrat = str(rang.contrat) if rang.contrat.salarie_id in groupe.contrats_doubles else ""
    return " · ".join(m for m in (lieu, contrat) if m)


def _cases(rang: Rang, avec: Plume, premier: bool) -> SafeString:
    return sur(
        _case(rang, jour, classe, avec, 0 if premier and jour.le.day == 1 else -1)
        for jour, classe in zip(avec.jours, avec.classes, strict=True)
    )


def _case(rang: Rang, jour: Jour, classe: str, avec: Plume, rang_clavier: int) -> str:
    case = rang.cases.get(jour.le.day, RIEN)
    texte = ecrire(case)
    plus, valeur, attributs = "", texte or avec.vide, ""
    if case.est_figee:
        plus, valeur, attributs = _figee(case, texte, avec)
    elif not texte and not rang.couvre(jour):
        plus, valeur, attributs = " hors", avec.hors_contrat, ' aria-readonly="true"'
    nom = escape(avec.nommer(rang, jour, valeur))
    return (
        f'<td role="gridcell" tabindex="{rang_clavier}" data-jour="{jour.le.day}" '
        f'class="{classe}{plus}"{attributs} aria-label="{nom}">{texte}</td>'
    )


def _figee(case: Case, texte: str, avec: Plume) -> tuple[str, str, str]:
    """Class, value said and attributes of a cell with a validated line."""
    attributs = f' aria-readonly="true" data-ligne="{avec.ligne(case)}"'
    if not case.corrigee:
        return " fige", f"{texte}, {avec.validee}", attributs
    pourquoi = avec.corrigee % {"motif": case.motif}
    return " fige corrige", f"{texte}, {pourquoi}", f'{attributs} title="{escape(pourquoi)}"'


def ecrire(case: Case) -> str:
    """What the cell shows; a validated line taken back to nothing shows `0h`."""
    return ecrire_case(case.contenu) or ("0h" if case.est_figee else "")


def sur(morceaux: Iterable[str]) -> SafeString:
    """Pieces of HTML joined. What a person wrote in them must have gone through `escape`."""
    return mark_safe("".join(morceaux))
