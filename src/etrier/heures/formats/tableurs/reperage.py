"""Where things are in one page: guessed from its header, or as the user said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from etrier.droit.lecture import SaisieInvalide
from etrier.heures.formats.tableurs.cellules import lire_texte, normaliser
from etrier.heures.formats.tableurs.colonnes_de_jours import (
    RANGEES_REGARDEES,
    Bloc,
    RangeeDeJours,
    dater,
    lundi_de,
    places_des_totaux,
    rangees_de_jours,
    voisine_de_semaine,
)
from etrier.heures.formats.tableurs.dispositions import (
    JOURS_EN_COLONNES,
    LIGNES,
    PAR_CLIENT,
    PAR_PERSONNE,
    SEMAINES,
)
from etrier.heures.formats.tableurs.entetes import PERSONNE, roles_de
from etrier.heures.formats.tableurs.grille import COLONNES_MAXIMUM, Cellule, Page
from etrier.heures.formats.tableurs.jours import Calendrier, MauvaisJour, SansMois, jours_de_semaine
from etrier.heures.formats.tableurs.titres import (
    Sujet,
    lire_mois,
    lire_sujet,
    nommer_personne,
)
from etrier.structures.formats.refus import FichierRefuse

HORAIRES = ("arrivée", "départ", "pause", "arrivée 2", "départ 2")
HEURES = ("heures", *HORAIRES)
_FUSION_MAXIMUM = 10_000
_LIEUX = ("lieu", "chantier", "mission", "clause")


@dataclass(frozen=True)
class Reperage:
    """A page and where its columns are. `problemes` say why it cannot be read as it is.

    `entete` and `entetes` are row numbers; `places` are ranks of columns by role; `blocs` are the
    headers of days, when days are columns.
    """

    page: Page
    genre: str
    entete: int
    places: Mapping[str, int]
    sujet: Sujet = field(default_factory=Sujet)
    calendrier: Calendrier = field(default_factory=Calendrier)
    blocs: tuple[Bloc, ...] = ()
    inconnues: tuple[int, ...] = ()
    problemes: tuple[str, ...] = ()
    certitude: int = 0

    @property
    def entetes(self) -> frozenset[int]:
        """Numbers of the rows that are titles or headers, kept with any row given back."""
        titres = {n for n, _cellules in self.page.lignes if n <= self.entete}
        return frozenset(titres.union(*(b.entetes for b in self.blocs)))

    def rangee_d_entete(self) -> Sequence[Cellule]:
        """The cells of the header."""
        return next((c for n, c in self.page.lignes if n == self.entete), ())

    def noms_inconnus(self) -> list[str]:
        """Headers of the columns that are not read."""
        rangee = self.rangee_d_entete()
        noms = [lire_texte(rangee[p]) for p in self.inconnues if p < len(rangee)]
        return [nom for nom in noms if nom]


def cases_fusionnees(reperage: Reperage) -> set[tuple[int, int]]:
    """Cells of hours that share their place with another row, or another day: (number, place)."""
    cases: set[tuple[int, int]] = set()
    heures = {reperage.places[r] for r in HEURES if r in reperage.places}
    for bloc in reperage.blocs:
        heures |= bloc.jours.keys()
    for fusion in reperage.page.fusions:
        places = heures & set(range(fusion.gauche, min(fusion.droite, COLONNES_MAXIMUM) + 1))
        seule = fusion.haut == fusion.bas and len(places) < 2
        if places and not seule and fusion.bas > reperage.entete:
            bas = min(fusion.bas, fusion.haut + _FUSION_MAXIMUM)
            cases |= {(n, p) for n in range(fusion.haut, bas + 1) for p in places}
    return cases


def deviner(page: Page, nom: str, indice: date | None) -> Reperage:
    """The most likely layout of a page; its `problemes` say what is missing, if anything."""
    rangees = rangees_de_jours(page)
    rang, places, inconnues, doubles = _meilleur_entete(page)
    complet = "jour" in places and ("heures" in places or {"arrivée", "départ"} <= places.keys())
    dans_les_jours = any(r.rang == rang for r in rangees)
    if rangees and (dans_les_jours or not complet):
        return reperer_en_colonnes(page, nom, indice, rangees, None)
    if len(places) < 2:
        return Reperage(page, LIGNES, 0, {}, problemes=(_sans_entete(),))
    return _en_lignes(page, nom, indice, rang, places, inconnues, doubles)


def _meilleur_entete(page: Page) -> tuple[int, dict[str, int], list[int], list[str]]:
    """The row with the most known names; the first of them."""
    meilleur: tuple[int, dict[str, int], list[int], list[str]] = (0, {}, [], [])
    for rang, (_numero, cellules) in enumerate(page.lignes[:RANGEES_REGARDEES]):
        places, inconnues, doubles = roles_de(cellules)
        if len(places) > len(meilleur[1]) and len(set(places.values())) == len(places):
            meilleur = (rang, places, inconnues, doubles)
    return meilleur


def _sans_entete() -> str:
    return _(
        "Il manque l'en-tête : une ligne qui nomme les colonnes (matricule ou nom, jour, heures) "
        "ou les jours du mois. Ajoutez-la, ou indiquez les colonnes."
    )


def _en_lignes(
    page: Page,
    nom: str,
    indice: date | None,
    rang: int,
    places: dict[str, int],
    inconnues: Sequence[int],
    doubles: Sequence[str],
) -> Reperage:
    numero = page.lignes[rang][0]
    sujet = lire_sujet(page, numero)
    sans_personne = not (set(PERSONNE) & places.keys())
    genre = PAR_PERSONNE if sans_personne else LIGNES
    if not sans_personne and sujet.a_un_lieu and not (set(_LIEUX) & places.keys()):
        genre = PAR_CLIENT
    if sans_personne:
        sujet = nommer_personne(sujet, page, numero)
    problemes = [
        _("Ligne %(ligne)s : la colonne « %(colonne)s » est en double.")
        % {"ligne": numero, "colonne": normaliser(double)}
        for double in doubles
    ]
    problemes += manques(numero, places, sujet)
    mois, conflit = chercher_mois(page, numero, nom, indice)
    return Reperage(
        page=page,
        genre=genre,
        entete=numero,
        places=places,
        sujet=sujet,
        calendrier=Calendrier(mois, page.depuis_1904),
        inconnues=tuple(inconnues),
        problemes=tuple(problemes + conflit),
        certitude=max(40, 100 - 5 * len(inconnues) - 20 * (genre != LIGNES)),
    )


def manques(numero: int, places: Mapping[str, int], sujet: Sujet) -> list[str]:
    """One sentence for each column a sheet of lines cannot do without, and does not have."""
    absentes = []
    if not _nomme_quelqu_un(places, sujet):
        absentes.append(_("« matricule » (ou « nom » et « prénom »)"))
    if "jour" not in places:
        absentes.append("« jour »")
    if "heures" not in places and not {"arrivée", "départ"} <= places.keys():
        absentes.append("« heures »")
    message = _("Ligne %(ligne)s : la colonne %(colonne)s manque.")
    return [message % {"ligne": numero, "colonne": colonne} for colonne in absentes]


def _nomme_quelqu_un(places: Mapping[str, int], sujet: Sujet) -> bool:
    par_colonnes = {"matricule", "personne"} & places.keys() or {"nom", "prénom"} <= places.keys()
    return bool(par_colonnes) or sujet.a_quelqu_un


def chercher_mois(
    page: Page, entete: int, nom: str, indice: date | None
) -> tuple[date | None, list[str]]:
    """The month of the page; or why it has two."""
    try:
        return lire_mois(page, entete, nom, indice), []
    except FichierRefuse as refus:
        return None, list(refus.problemes)


def reperer_en_colonnes(
    page: Page,
    nom: str,
    indice: date | None,
    rangees: Sequence[RangeeDeJours],
    impose: date | None,
) -> Reperage:
    """Where things stand in a sheet with a column per day: whose rows, which month, what is odd.

    `rangees` are the rows of days found, `impose` the month the user gave.
    """
    premiere = page.lignes[rangees[0].rang][0]
    voisine = voisine_de_semaine(page, rangees[0])
    haut = min(premiere, page.lignes[voisine[0]][0]) if voisine else premiere
    mois, conflit = (impose, []) if impose else chercher_mois(page, haut, nom, indice)
    calendrier = Calendrier(mois, page.depuis_1904)
    blocs = tuple(_blocs(page, rangees, calendrier))
    places, inconnues = _identite(page, rangees[0], blocs[0])
    sujet = lire_sujet(page, haut)
    if not set(PERSONNE) & places.keys():
        sujet = nommer_personne(sujet, page, haut)
    problemes = conflit + _sans_date(blocs, premiere) + _sans_nom(places, sujet)
    return Reperage(
        page=page,
        genre=SEMAINES if len(blocs) > 1 or rangees[0].en_semaine else JOURS_EN_COLONNES,
        entete=max(blocs[0].entetes),
        places=places | {"premier jour": min(blocs[0].jours), "dernier jour": max(blocs[0].jours)},
        sujet=sujet,
        calendrier=calendrier,
        blocs=blocs,
        inconnues=inconnues,
        problemes=tuple(dict.fromkeys(problemes)),
        certitude=60 if rangees[0].en_semaine else 90 if len(blocs[0].jours) >= 28 else 75,
    )


def _blocs(page: Page, rangees: Sequence[RangeeDeJours], calendrier: Calendrier) -> list[Bloc]:
    blocs = []
    for indice, rangee in enumerate(rangees):
        suivante = rangees[indice + 1].rang if indice + 1 < len(rangees) else len(page.lignes)
        precedente = rangees[indice - 1].rang + 1 if indice else 0
        voisine = None if rangee.en_semaine else voisine_de_semaine(page, rangee)
        rangs = sorted({rangee.rang, voisine[0]} if voisine else {rangee.rang})
        titres: tuple[int, ...] = ()
        if rangee.en_semaine:
            autour = page.lignes[max(rangee.rang - 3, precedente) : rangee.rang]
            titres = tuple(n for n, c in autour if lundi_de([*map(lire_texte, c)], calendrier))
            jours = _jours_de_semaine(page, rangee, precedente, calendrier)
        else:
            jours = dater(rangee.etiquettes, voisine[1] if voisine else {}, calendrier)
        blocs.append(
            Bloc(
                entetes=tuple(page.lignes[r][0] for r in rangs),
                fin=page.lignes[suivante - 1][0],
                jours=jours,
                totaux=places_des_totaux(page, rangs, list(jours)),
                titres=titres,
            )
        )
    return blocs


def _jours_de_semaine(
    page: Page, rangee: RangeeDeJours, depuis: int, calendrier: Calendrier
) -> dict[int, date | SaisieInvalide]:
    """The dates of Monday to Sunday, from the week said above or beside them."""
    autour = page.lignes[max(rangee.rang - 3, depuis) : rangee.rang + 1]
    textes = [lire_texte(c) for _n, cellules in reversed(autour) for c in cellules]
    lundi = lundi_de([*textes, page.nom], calendrier)
    if lundi is None:
        message = _("on ne sait pas de quelle semaine il s’agit.")
        return dict.fromkeys(rangee.etiquettes, SaisieInvalide(message))
    jours: dict[int, date | SaisieInvalide] = {}
    jour = lundi
    for place_du_jour, etiquette in rangee.etiquettes.items():
        while jour.weekday() not in jours_de_semaine(lire_texte(etiquette)):
            jour += timedelta(days=1)
        jours[place_du_jour] = jour
        jour += timedelta(days=1)
    return jours


def _identite(
    page: Page, rangee: RangeeDeJours, bloc: Bloc
) -> tuple[dict[str, int], tuple[int, ...]]:
    """The columns of people and places beside the days; a column without a name holds people."""
    places: dict[str, int] = {}
    inconnues: set[int] = set()
    premier = min(bloc.jours)
    for numero, cellules in page.lignes:
        if numero not in bloc.entetes:
            continue
        hors = ["" if p in bloc.jours or p in bloc.totaux else c for p, c in enumerate(cellules)]
        trouves, autres, _doubles = roles_de(hors)
        for role, rang in trouves.items():
            if role not in ("heures", "jour", "pause", "arrivée", "départ"):
                places.setdefault(role, rang)
        inconnues |= set(autres)
    inconnues -= set(places.values())
    if not set(PERSONNE) & places.keys():
        libre = _colonne_de_noms(
            page, bloc, [p for p in range(premier) if p not in places.values()]
        )
        if libre is not None:
            places["personne"] = libre
            inconnues.discard(libre)
    if "nom" in places and not {"prénom", "matricule", "personne"} & places.keys():
        places["personne"] = places.pop("nom")
    return places, tuple(sorted(inconnues))


def _colonne_de_noms(page: Page, bloc: Bloc, candidates: Sequence[int]) -> int | None:
    """The first column before the days that holds words."""
    for candidate in candidates:
        textes = [
            lire_texte(cellules[candidate])
            for numero, cellules in page.lignes
            if numero > max(bloc.entetes) and candidate < len(cellules)
        ]
        mots = [t for t in textes if len(t) > 2 and any(c.isalpha() for c in t)]
        if mots and len(mots) * 2 >= len([t for t in textes if t]):
            return candidate
    return None


def _sans_date(blocs: Sequence[Bloc], numero: int) -> list[str]:
    """Why the days of a header are not dates; a 31 in November is the row's business."""
    for bloc in blocs:
        datees = [j for j in bloc.jours.values() if isinstance(j, date)]
        rates = [j for j in bloc.jours.values() if isinstance(j, SaisieInvalide)]
        if rates and len(rates) > len(datees):
            return [_raison_sans_date(bloc, rates[0])]
        fausses = [str(r) for r in rates if isinstance(r, MauvaisJour)]
        if fausses:
            return [_ligne(bloc.entetes[0], fausses[0])]
    return []


def _raison_sans_date(bloc: Bloc, erreur: SaisieInvalide) -> str:
    phrase = str(erreur)
    if isinstance(erreur, SansMois):
        phrase = _(
            "on ne sait pas de quel mois sont ces jours : écrivez-le dans le titre (« octobre "
            "2026 »), sur l’onglet ou dans le nom du fichier, ou choisissez-le."
        )
    return _ligne(bloc.entetes[0], phrase)


def _ligne(numero: int, phrase: str) -> str:
    return _("Ligne %(ligne)s : %(raison)s") % {"ligne": numero, "raison": phrase}


def _sans_nom(places: Mapping[str, int], sujet: Sujet) -> list[str]:
    if _nomme_quelqu_un(places, sujet):
        return []
    return [_("Aucune colonne ne nomme les personnes, devant les jours : ajoutez-la.")]
