"""What can happen to rows and columns, and what is then true of the sheet."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from etrier.heures.formats.tableurs.grille import Cellule, Fusion, Grille, Rangee, etendre
from tests.heures.mutations_cas import (
    HEURES,
    Cas,
    colonne,
    entete,
    mot,
    operation,
    place_des_heures,
)


@operation
def inserer_des_vides(un: Cas, hasard: random.Random) -> Cas | None:
    """Blank rows, that push the next ones down."""
    if not un.est_simple:
        return None
    apres = hasard.choice(un.page.lignes)[0]
    pas = hasard.randint(1, 3)
    # Titles of weeks and of people are above their header, at any distance.
    return un.avec([(n + pas * (n > apres), c) for n, c in un.page.lignes])


@operation
def inserer_une_colonne_vide(un: Cas, hasard: random.Random) -> Cas | None:
    """A blank column anywhere."""
    if not un.est_simple or un.page.colonnes_masquees:
        return None
    largeur = max(len(c) for _n, c in un.page.lignes)
    place = hasard.randint(0, largeur)
    return un.avec([(n, [*c[:place], "", *c[place:]]) for n, c in un.page.lignes])


@operation
def echanger_deux_colonnes(un: Cas, hasard: random.Random) -> Cas | None:
    """Two columns change places, header included."""
    numero = entete(un)
    if not un.est_simple or not un.en_lignes or numero is None or un.page.colonnes_masquees:
        return None
    cellules = next(c for n, c in un.page.lignes if n == numero)
    pleines = [rang for rang, c in enumerate(cellules) if c != ""]
    if len({mot(cellules[r]) for r in pleines}) < len(pleines):
        return None
    a, b = hasard.sample(pleines, 2)

    def echanger(rangee: Sequence[Cellule]) -> list[Cellule]:
        longue = [*rangee, *[""] * (max(a, b) + 1 - len(rangee))]
        longue[a], longue[b] = longue[b], longue[a]
        return longue

    return un.avec([(n, echanger(c) if n >= numero else c) for n, c in un.page.lignes])


@operation
def dupliquer_une_ligne(un: Cas, hasard: random.Random) -> Cas | None:
    """A row pasted twice: its hours are there twice, for others to refuse."""
    if not un.est_simple or not un.sures:
        return None
    numero = hasard.choice(un.sures)["numero"]
    lignes: list[Rangee] = []
    for n, cellules in un.page.lignes:
        lignes.append((n + (n > numero), cellules))
        if n == numero:
            lignes.append((n + 1, cellules))
    copies = tuple(x for x in un.lignes if x["numero"] == numero)
    return un.avec(lignes, lignes=(*un.lignes, *copies))


@operation
def melanger_les_lignes(un: Cas, hasard: random.Random) -> Cas | None:
    """Rows sorted otherwise."""
    if not un.est_simple or un.page.lignes_masquees:
        return None
    numeros = sorted({x["numero"] for x in un.lignes})
    rangees = dict(un.page.lignes)
    melanges = hasard.sample(numeros, len(numeros))
    deplacees = {n: rangees[m] for n, m in zip(numeros, melanges, strict=True)}
    # A sum without a name is known by what stands above it: alone, it would be refused.
    return un.avec(sorted((rangees | deplacees).items()), exacte="muet" not in un.fichier)


@operation
def retirer_l_entete(un: Cas, hasard: random.Random) -> Cas | None:
    """The header is lost."""
    numero = entete(un)
    if numero is None:
        return None
    return un.avec([x for x in un.page.lignes if x[0] != numero], exacte=False)


@operation
def ajouter_un_total(un: Cas, hasard: random.Random) -> Cas | None:
    """A row of sums, true or not, in several words."""
    if not un.est_simple or not un.sures:
        return None
    ligne = hasard.choice(un.sures)
    place = place_des_heures(un, ligne)
    numero_d_entete = entete(un)
    if place is None or place == 0 or numero_d_entete is None:
        return None
    mot = hasard.choice(("TOTAL", "Total heures", "Sous-total", "∑", "Total semaine 41"))
    dernier = un.page.lignes[-1][0]
    rangee: list[Cellule] = [""] * (place + 1)
    rangee[0], rangee[place] = mot, hasard.choice((7, 151.67, "35h00", timedelta(hours=35)))
    premiere = next(c for n, c in un.page.lignes if n == numero_d_entete)
    if not un.en_lignes:
        rangee[0] = mot
    elif premiere[0] == "":
        return None
    return un.avec([*un.page.lignes, (dernier + 1, rangee)])


@operation
def fusionner_des_heures(un: Cas, hasard: random.Random) -> Cas | None:
    """Hours of two days in one merged cell: neither can be known."""
    if not un.est_simple or not un.en_lignes or len(un.sures) < 2:
        return None
    ligne = hasard.choice(un.sures)
    place, numero = colonne(un, HEURES), ligne["numero"]
    if place is None:
        return None
    fusion = Fusion(numero, place, numero + 1, place)
    page = replace(un.page, lignes=etendre(un.page.lignes, [fusion], ""), fusions=(fusion,))
    reste = tuple(x for x in un.lignes if x["numero"] not in (numero, numero + 1))
    return replace(un, grille=Grille((page,)), lignes=reste, exacte=False)


@operation
def masquer_des_lignes(un: Cas, hasard: random.Random) -> Cas | None:
    """Rows filtered away are data still."""
    numeros = [n for n, _c in un.page.lignes]
    masquees = frozenset(hasard.sample(numeros, hasard.randint(1, len(numeros))))
    page = replace(un.page, lignes_masquees=masquees)
    return replace(un, grille=replace(un.grille, pages=(page, *un.grille.pages[1:])))
