"""Pages with a line per day: each row says its day and its hours, and who unless the page does."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from etrier.droit.lecture import SaisieInvalide
from etrier.droit.vocabulaire import NatureHeures
from etrier.heures.formats.tableurs.cellules import est_erreur, lire_matricule, lire_texte
from etrier.heures.formats.tableurs.contenus import (
    Memoire,
    Part,
    code_inconnu,
    en_fractions,
    est_rien,
    lire_contenu,
    lire_instant,
    lire_pause,
    minutes_au_point,
    nature_ou_code,
)
from etrier.heures.formats.tableurs.entetes import PERSONNE, est_total, role_de
from etrier.heures.formats.tableurs.grille import Cellule, est_vide
from etrier.heures.formats.tableurs.jours import est_americaine, lire_jour
from etrier.heures.formats.tableurs.lignes import LigneTableur
from etrier.heures.formats.tableurs.remplissage import remplir
from etrier.heures.formats.tableurs.reperage import HORAIRES, Reperage, cases_fusionnees
from etrier.heures.formats.tableurs.totaux import Compteur, dire_omises, est_un_total_muet, verifier

_TEXTES = ("nom", "prénom", "personne", "lieu", "chantier", "mission", "clause", "contrat")
Refus = list[tuple[str, str]]


@dataclass
class Lecture:
    """What was read of a page."""

    lignes: list[LigneTableur] = field(default_factory=list)
    sans_heures: int = 0
    remarques: list[str] = field(default_factory=list)


def lire_lignes(reperage: Reperage, codes: Mapping[str, int]) -> Lecture:
    """Read the rows under the header. What a row says wrong is in its `refus`."""
    return _LecteurDeLignes(reperage, codes).lire()


class _LecteurDeLignes:
    """Reads one page; keeps the readings of distinct cells."""

    def __init__(self, reperage: Reperage, codes: Mapping[str, int]) -> None:
        self._reperage = reperage
        self._page = reperage.page
        self._places = dict(reperage.places)
        self._rangees, self._rappels = remplir(reperage)
        heures = self._colonne("heures")
        self._americaine = est_americaine(self._colonne("jour"))
        fractions = en_fractions(heures)
        calendrier = reperage.calendrier
        self._jour = Memoire(lambda c: lire_jour(c, calendrier))
        self._codes = codes
        self._contenu = Memoire(lambda c: lire_contenu(c, codes, fractions))
        self._nature = Memoire(lambda c: nature_ou_code(c, codes))
        self._matricule = Memoire(lire_matricule)
        self._texte = Memoire(lire_mot)
        self._total = Memoire(est_total)
        self._instant, self._pause = Memoire(lire_instant), Memoire(lire_pause)
        self._au_point = minutes_au_point(heures)
        self._largeur = max(self._places.values(), default=0) + 1
        self._textes = [(r, self._places[r]) for r in _TEXTES if r in self._places]
        self._personnes = [self._places[r] for r in PERSONNE if r in self._places]
        self._fusionnees = {n for n, _place in cases_fusionnees(reperage)}
        self._colonne_masquee = self._places.get("heures") in self._page.colonnes_masquees
        self._compteur = Compteur()
        self._omises: list[int] = []
        self._lecture = Lecture()

    def _colonne(self, role: str) -> set[Cellule]:
        place = self._places.get(role)
        if place is None:
            return set()
        return {c[place] for _n, c in self._rangees if place < len(c) and c[place] != ""}

    def lire(self) -> Lecture:
        """All the rows."""
        horaires = "arrivée" in self._places and "départ" in self._places
        place_heures, place_jour = self._places.get("heures"), self._places.get("jour", -1)
        for numero, brutes in self._rangees:
            cellules = brutes
            if len(cellules) < self._largeur:
                cellules = [*cellules, *[""] * (self._largeur - len(cellules))]
            heures = cellules[place_heures] if place_heures is not None else ""
            if est_rien(heures) and not (horaires and self._a_des_horaires(cellules)):
                jour = cellules[place_jour]
                self._lecture.sans_heures += not est_vide(jour) and not self._jour(jour)[1]
            elif not self._est_omise(numero, cellules, heures, cellules[place_jour]):
                self._lire_rangee(numero, cellules, heures)
        self._lecture.remarques += [*self._rappels, *dire_omises(self._omises)]
        if self._au_point:
            self._lecture.remarques.append(dire_minutes_au_point(self._au_point))
        return self._lecture

    def _a_des_horaires(self, cellules: Sequence[Cellule]) -> bool:
        return any(not est_rien(cellules[self._places[r]]) for r in HORAIRES if r in self._places)

    def _est_omise(
        self, numero: int, cellules: Sequence[Cellule], heures: Cellule, jour: Cellule
    ) -> bool:
        """True for a row of totals, checked on the way, and for the header printed again."""
        nomme = any(self._total(cellules[p])[0] for p in self._personnes)
        if not nomme and not est_vide(jour) and not self._jour(jour)[1]:
            return False
        if role_de(jour) == role_de(self._entete("jour")) and role_de(jour):
            return True
        muet = est_vide(jour) and all(est_vide(cellules[p]) for p in self._personnes)
        if nomme or any(self._total(c)[0] for c in cellules if isinstance(c, str)):
            ou = _("Ligne %(ligne)s") % {"ligne": numero}
            self._lecture.remarques += verifier(self._compteur, heures, ou)
        elif muet and est_un_total_muet(self._compteur, heures):
            self._compteur.passer()
        else:
            return False
        self._omises.append(numero)
        return True

    def _entete(self, role: str) -> Cellule:
        rangee = self._reperage.rangee_d_entete()
        place = self._places.get(role, -1)
        return rangee[place] if 0 <= place < len(rangee) else ""

    def _lire_rangee(self, numero: int, cellules: Sequence[Cellule], heures: Cellule) -> None:
        refus: Refus = []
        champs = self._qui_et_ou(cellules, refus)
        jour = self._lire_jour(cellules, refus)
        parts = self._lire_parts(numero, cellules, heures, refus)
        nature = self._lire_nature(cellules, parts, refus)
        if self._page.a_virgules and len(cellules) > len(self._reperage.rangee_d_entete()):
            refus.append(("heures", _trop_de_cellules()))
        masquee = self._colonne_masquee or numero in self._page.lignes_masquees
        for part in parts or (None,):
            minutes = part.minutes if part else None
            self._compteur.ajouter(None if refus else minutes)
            self._lecture.lignes.append(
                LigneTableur(
                    numero,
                    champs["matricule"],
                    champs["nom"],
                    champs["prénom"],
                    jour,
                    (part.nature if part and part.code else nature),
                    minutes,
                    champs["chantier"],
                    champs["mission"],
                    champs["clause"],
                    champs["contrat"],
                    tuple(refus),
                    self._page.nom,
                    "",
                    champs["personne"],
                    champs["lieu"],
                    masquee,
                    (part.code if part else "") or self._nature_inconnue(cellules, nature),
                    champs["matricule"].isdigit(),
                )
            )

    def _qui_et_ou(self, cellules: Sequence[Cellule], refus: Refus) -> dict[str, str]:
        sujet = self._reperage.sujet
        champs: dict[str, str] = defaultdict(str)
        if "matricule" in self._places:
            matricule, erreur = self._matricule(cellules[self._places["matricule"]])
            champs["matricule"] = matricule or ""
            if erreur:
                refus.append(("matricule", erreur))
        for role, place in self._textes:
            texte, erreur = self._texte(cellules[place])
            champs[role] = texte or ""
            if erreur:
                refus.append((role, erreur))
        if not self._personnes:
            champs["matricule"], champs["nom"] = sujet.matricule, sujet.nom
            champs["prénom"], champs["personne"] = sujet.prenom, sujet.personne
        for role in ("lieu", "chantier", "mission", "contrat"):
            if role not in self._places:
                champs[role] = getattr(sujet, role)
        return champs

    def _lire_jour(self, cellules: Sequence[Cellule], refus: Refus) -> date | None:
        jour, erreur = self._jour(cellules[self._places["jour"]])
        if self._americaine:
            jour, erreur = None, _a_l_americaine()
        if erreur:
            refus.append(("jour", erreur))
        return jour

    def _lire_nature(
        self, cellules: Sequence[Cellule], parts: Sequence[Part], refus: Refus
    ) -> NatureHeures | None:
        place = self._places.get("nature")
        if place is None:
            return NatureHeures.TRAVAIL
        nature, erreur = self._nature("" if est_rien(cellules[place]) else cellules[place])
        if erreur:
            refus.append(("nature", erreur))
        for part in parts:
            if part.code and nature not in (None, NatureHeures.TRAVAIL, part.nature):
                message = _("« %(code)s » dans les heures n’est pas la nature écrite à côté.")
                refus.append(("nature", message % {"code": part.code}))
        return nature

    def _nature_inconnue(self, cellules: Sequence[Cellule], nature: NatureHeures | None) -> str:
        """The word of a column of natures that is none of them."""
        return (
            ""
            if nature is not None
            else code_inconnu(cellules[self._places["nature"]], self._codes)
        )

    def _lire_parts(
        self, numero: int, cellules: Sequence[Cellule], heures: Cellule, refus: Refus
    ) -> tuple[Part, ...]:
        parts, erreur = self._contenu(heures)
        if erreur:
            refus.append(("heures", erreur))
            inconnu = code_inconnu(heures, self._codes)
            parts = (Part(None, None, inconnu),) if inconnu else ()
        if numero in self._fusionnees:
            refus.append(("heures", _fusionnee()))
        if "arrivée" in self._places and "départ" in self._places:
            calculees = self._minutes_de_presence(cellules, refus)
            if calculees is not None and not est_rien(heures):
                _comparer(parts or (), calculees, refus)
            elif calculees is not None:
                return (Part(NatureHeures.TRAVAIL, calculees),)
        return parts or ()

    def _minutes_de_presence(self, cellules: Sequence[Cellule], refus: Refus) -> int | None:
        """Minutes between arrival and departure, without the break; None when not written."""
        total = 0
        ecrites = 0
        for debut, fin in (("arrivée", "départ"), ("arrivée 2", "départ 2")):
            if debut not in self._places or fin not in self._places:
                continue
            a, b = cellules[self._places[debut]], cellules[self._places[fin]]
            if est_rien(a) and est_rien(b):
                continue
            ecrites += 1
            total += self._duree(a, b, debut, fin, refus)
        if not ecrites:
            return None
        if "pause" in self._places:
            pause, erreur = self._pause(cellules[self._places["pause"]])
            if erreur:
                refus.append(("pause", erreur))
            total -= pause or 0
        if total < 0:
            refus.append(("pause", _("la pause est plus longue que la présence.")))
        return total

    def _duree(self, a: Cellule, b: Cellule, debut: str, fin: str, refus: Refus) -> int:
        bornes = []
        for cellule, role in ((a, debut), (b, fin)):
            if est_rien(cellule):
                minutes, erreur = None, _("l’heure manque.")
            else:
                minutes, erreur = self._instant(cellule)
            if erreur:
                refus.append((role, erreur))
            bornes.append(minutes)
        if bornes[0] is None or bornes[1] is None:
            return 0
        if bornes[1] < bornes[0]:
            message = _(
                "le départ est avant l’arrivée : écrivez les heures de nuit dans une colonne "
                "« heures », sur leurs deux jours."
            )
            refus.append((fin, message))
            return 0
        return bornes[1] - bornes[0]


def dire_minutes_au_point(texte: str) -> str:
    """The remark on « 7,30 », which could have meant 7 h 30."""
    message = _(
        "« %(texte)s » a été lu comme un nombre d’heures à virgule (7,30 est 7 h 18) : si ce sont "
        "des minutes, écrivez 7h30."
    )
    return message % {"texte": texte}


def lire_mot(cellule: Cellule) -> str:
    """A name or a place; nothing for « - ». Raises SaisieInvalide on an error of formula."""
    texte = lire_texte(cellule)
    if est_erreur(texte):
        raise SaisieInvalide(_("« %(texte)s » est une erreur de formule.") % {"texte": texte[:60]})
    return "" if est_rien(cellule) else texte


def _comparer(parts: Sequence[Part], calculees: int, refus: Refus) -> None:
    ecrites = sum(p.minutes or 0 for p in parts)
    if parts and ecrites != calculees and all(p.minutes is not None for p in parts):
        message = _(
            "les heures écrites (%(ecrites)s min) ne sont pas celles de l’arrivée, du départ et de "
            "la pause (%(calculees)s min)."
        )
        refus.append(("heures", message % {"ecrites": ecrites, "calculees": calculees}))


def _trop_de_cellules() -> str:
    return _(
        "la ligne a plus de cellules que l’en-tête : une virgule de « 7,5 » sépare sans doute deux "
        "colonnes. Enregistrez le fichier avec des points-virgules."
    )


def _a_l_americaine() -> str:
    return _(
        "cette colonne est écrite mois/jour/année, à l’américaine : mettez-la au format jour/mois/"
        "année."
    )


def _fusionnee() -> str:
    return _("cette cellule est fusionnée sur plusieurs lignes : écrivez les heures de chacune.")
