"""The picture: an SVG drawn by the server, the same on a screen and in the PDF."""

from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree as Arbre

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from etrier.parcours.frise.types import Frise, Sorte
from etrier.socle.mois import mois_suivant, premier_jour
from etrier.www.formats_ecran import jour
from etrier.www.frise.aspect import (
    ASPECTS,
    ENCRE,
    ENCRE_DOUCE,
    HACHURES,
    PAPIER,
    ROUGE,
    SAPIN,
    TRAIT,
)
from etrier.www.frise.cadrage import Fenetre
from etrier.www.frise.placement import (
    BARRE,
    DROITE,
    GAUCHE,
    HAUT,
    LARGEUR,
    LIGNE_DE_TITRE,
    MARGE_VOIE,
    RANG,
    RAYON,
    Echelle,
    Place,
    VoiePlacee,
    couper,
    largeur_de,
    placer,
)

POLICE_ECRAN = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
POLICE_PAPIER = "Source Sans Pro"
MOIS_LARGE, MOIS_ETROIT = 40, 13


def dessiner(frise: Frise, fenetre: Fenetre, *, police: str = POLICE_ECRAN) -> str:
    """The whole picture as SVG text; escaped, it may stand in a page."""
    voies = placer(frise, fenetre)
    hauteur = _bas(voies)
    svg = Arbre.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {LARGEUR} {hauteur}",
            "role": "img",
            "aria-labelledby": "frise-titre frise-resume",
            "class": "frise-dessin",
            "font-family": police,
            "font-size": "12",
            "fill": ENCRE,
        },
    )
    Arbre.SubElement(svg, "title", {"id": "frise-titre"}).text = _titre(frise, fenetre)
    Arbre.SubElement(svg, "desc", {"id": "frise-resume"}).text = resumer(frise, fenetre)
    _hachures(svg)
    _rect(svg, 0, 0, LARGEUR, hauteur, PAPIER)
    for rang, voie in enumerate(voies):
        _fond_de_voie(svg, voie, pair=rang % 2 == 0)
    _graduer(svg, fenetre, hauteur)
    _aujourdhui(svg, frise.le, fenetre, hauteur)
    for voie in voies:
        for place in voie.places:
            _evenement(svg, place, voie.y + MARGE_VOIE + place.rang * RANG)
    return Arbre.tostring(svg, encoding="unicode")


def hauteur_de(frise: Frise, fenetre: Fenetre) -> int:
    """How tall the picture is, in points, for a width of 1000."""
    return _bas(placer(frise, fenetre))


def _bas(voies: list[VoiePlacee]) -> int:
    return (voies[-1].y + voies[-1].hauteur if voies else HAUT) + 14


def dessiner_page(frise: Frise, fenetre: Fenetre) -> SafeString:
    """The picture inside a page: every text in it was escaped when the tree was written."""
    return mark_safe(dessiner(frise, fenetre))


def _titre(frise: Frise, fenetre: Fenetre) -> str:
    return _("Parcours de %(nom)s, du %(debut)s au %(fin)s") % {
        "nom": frise.nom,
        "debut": jour(fenetre.debut),
        "fin": jour(fenetre.fin),
    }


def resumer(frise: Frise, fenetre: Fenetre) -> str:
    """The text alternative: what is on each lane; the table below holds the rest."""
    morceaux = []
    for voie in frise.voies:
        vus = [e for e in voie.evenements if e.touche(fenetre.debut, fenetre.fin)]
        if vus:
            noms = ", ".join(f"{n} {nom}" for nom, n in _compter(e.sorte for e in vus))
            morceaux.append(f"{voie.titre} : {noms}")
    return _("%(voies)s. Le tableau sous l'image dit chaque date.") % {
        "voies": " ; ".join(morceaux)
    }


def _compter(sortes: Iterator[Sorte]) -> list[tuple[str, int]]:
    nombres: dict[Sorte, int] = {}
    for sorte in sortes:
        nombres[sorte] = nombres.get(sorte, 0) + 1
    return [(sorte.nom, n) for sorte, n in nombres.items()]


def _hachures(svg: Arbre.Element) -> None:
    motif = Arbre.SubElement(
        Arbre.SubElement(svg, "defs"),
        "pattern",
        {
            "id": HACHURES,
            "width": "6",
            "height": "6",
            "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(45)",
        },
    )
    _rect(motif, 0, 0, 6, 6, "#f1f1ec")
    _rect(motif, 0, 0, 2, 6, "#b9c2bd")


def _fond_de_voie(svg: Arbre.Element, voie: VoiePlacee, *, pair: bool) -> None:
    if pair:
        _rect(svg, 0, voie.y, LARGEUR, voie.hauteur, "#f6f8f5")
    _ligne(svg, 0, voie.y, LARGEUR, voie.y)
    for rang, texte in enumerate(couper(voie.titre)):
        y = voie.y + MARGE_VOIE + 14 + rang * LIGNE_DE_TITRE
        _texte(svg, 8, y, texte, **{"font-weight": "600", "fill": SAPIN})


def _graduer(svg: Arbre.Element, fenetre: Fenetre, hauteur: int) -> None:
    """Years on a band, months under it as far as they can be read."""
    echelle = Echelle(fenetre)
    pas = (DROITE - GAUCHE) * 30 // fenetre.jours
    mois = premier_jour(fenetre.debut)
    while mois <= fenetre.fin:
        x, suivant = echelle.x(mois), mois_suivant(mois)
        if mois.month == 1 or mois <= fenetre.debut:
            _annee(svg, mois, x, echelle, hauteur)
        elif pas >= MOIS_ETROIT or mois.month in (4, 7, 10):
            _ligne(svg, x, HAUT - 12, x, hauteur - 8)
        milieu = (x + echelle.x(suivant)) // 2
        etroit = echelle.x(suivant) - x < largeur_de("M") + 4
        if pas >= MOIS_ETROIT and not etroit:
            nom = date_format(mois, "N")
            court = nom if pas >= MOIS_LARGE else nom[0].upper()
            attributs = {"text-anchor": "middle", "font-size": "11", "fill": ENCRE_DOUCE}
            if echelle.x(suivant) - x >= largeur_de(court):
                _texte(svg, milieu, HAUT - 8, court, **attributs)
        mois = suivant


def _annee(svg: Arbre.Element, mois: date, x: int, echelle: Echelle, hauteur: int) -> None:
    """The year's name where it has room before the next one."""
    _ligne(svg, x, 22, x, hauteur - 8, "#b9c2bd")
    prochaine = echelle.x(date(mois.year + 1, 1, 1))
    if prochaine - x >= largeur_de("0000") + 8:
        _texte(svg, x + 4, 36, str(mois.year), **{"font-weight": "600", "font-size": "13"})


def _evenement(svg: Arbre.Element, place: Place, y: int) -> None:
    """The bar or the dot, its words, and the whole of it for who points at it."""
    groupe = Arbre.SubElement(svg, "g")
    Arbre.SubElement(groupe, "title").text = dire(place)
    if place.evenement.est_un_jour:
        _point(groupe, place.evenement.sorte, place.x0 + RAYON, y + BARRE // 2 + 2)
    else:
        _barre(groupe, place, y + 2)
    if place.mot:
        _texte(groupe, place.x_mot, y + BARRE // 2 + 7, place.mot)


def dire(place: Place) -> str:
    """One event in words, with its dates."""
    evenement = place.evenement
    if evenement.est_un_jour:
        quand = jour(evenement.debut)
    else:
        fin = jour(evenement.fin) if evenement.fin else _("sans date de fin")
        quand = f"{jour(evenement.debut)} – {fin}"
    mots = [evenement.sorte.nom, evenement.libelle, evenement.detail, quand]
    return ", ".join(mot for mot in mots if mot)


def _barre(groupe: Arbre.Element, place: Place, y: int) -> None:
    aspect = ASPECTS[place.evenement.sorte]
    attributs = {"stroke": aspect.trait, "rx": "3"}
    if aspect.tirets or place.evenement.fin is None:
        attributs["stroke-dasharray"] = aspect.tirets or "8 3"
    _rect(groupe, place.x0, y, place.x1 - place.x0, BARRE, aspect.fond, **attributs)
    if place.evenement.sorte is Sorte.SUSPENSION and place.x_mot < place.x1 and place.mot:
        # Words on hatching need a ground to be read.
        _rect(groupe, place.x_mot - 2, y + 3, largeur_de(place.mot), BARRE - 6, "#f1f1ec")


def _point(groupe: Arbre.Element, sorte: Sorte, x: int, y: int) -> None:
    aspect = ASPECTS[sorte]
    traits = {"fill": aspect.fond, "stroke": aspect.trait, "stroke-width": "1.5"}
    if aspect.forme == "rond":
        Arbre.SubElement(groupe, "circle", {"cx": str(x), "cy": str(y), "r": "5", **traits})
        return
    formes = {
        "triangle": [(x - 6, y + 5), (x, y - 6), (x + 6, y + 5)],
        "losange": [(x - 6, y), (x, y - 6), (x + 6, y), (x, y + 6)],
        "carre": [(x - 5, y - 5), (x + 5, y - 5), (x + 5, y + 5), (x - 5, y + 5)],
        "fleche": [
            *((x - 6, y - 2), (x, y - 2), (x, y - 6), (x + 6, y)),
            *((x, y + 6), (x, y + 2), (x - 6, y + 2)),
        ],
    }
    points = " ".join(f"{a},{b}" for a, b in formes[aspect.forme])
    Arbre.SubElement(groupe, "polygon", {"points": points, **traits})


def _aujourdhui(svg: Arbre.Element, le: date, fenetre: Fenetre, hauteur: int) -> None:
    if not fenetre.debut <= le <= fenetre.fin:
        return
    x = Echelle(fenetre).x(le)
    _ligne(svg, x, 18, x, hauteur - 8, ROUGE, **{"stroke-dasharray": "4 3", "stroke-width": "1.5"})
    mot = _("aujourd'hui")
    ancre = "end" if x + largeur_de(mot) // 2 > LARGEUR else "middle"
    _texte(
        svg,
        min(x, LARGEUR - 4),
        13,
        mot,
        **{"text-anchor": ancre, "fill": ROUGE, "font-size": "11"},
    )


def _rect(
    dans: Arbre.Element, x: int, y: int, large: int, haut: int, fond: str, **attributs: str
) -> None:
    mesures = {"x": str(x), "y": str(y), "width": str(large), "height": str(haut)}
    Arbre.SubElement(dans, "rect", {**mesures, "fill": fond, **attributs})


def _ligne(
    dans: Arbre.Element, x1: int, y1: int, x2: int, y2: int, trait: str = TRAIT, **attributs: str
) -> None:
    mesures = {"x1": str(x1), "y1": str(y1), "x2": str(x2), "y2": str(y2)}
    Arbre.SubElement(dans, "line", {**mesures, "stroke": trait, **attributs})


def _texte(dans: Arbre.Element, x: int, y: int, texte: str, **attributs: str) -> None:
    Arbre.SubElement(dans, "text", {"x": str(x), "y": str(y), **attributs}).text = texte


def legende(frise: Frise) -> list[tuple[str, SafeString]]:
    """The sorts that are there, each with its mark."""
    presentes = {e.sorte for _titre_voie, e in frise.evenements()}
    return [(s.nom, marque(s)) for s in Sorte if s in presentes]


def marque(sorte: Sorte) -> SafeString:
    """The mark of a sort, alone."""
    svg = Arbre.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": "0 0 24 16",
            "width": "24",
            "height": "16",
            "aria-hidden": "true",
        },
    )
    aspect = ASPECTS[sorte]
    if aspect.forme == "barre":
        attributs = {"stroke": aspect.trait, "rx": "2"}
        if aspect.tirets:
            attributs["stroke-dasharray"] = aspect.tirets
        _rect(svg, 1, 2, 22, 12, aspect.fond, **attributs)
    else:
        _point(svg, sorte, 12, 8)
    return mark_safe(Arbre.tostring(svg, encoding="unicode"))
