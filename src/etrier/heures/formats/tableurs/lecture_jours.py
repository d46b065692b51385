"""Pages where days are columns: a row is somebody, a cell the hours, or the code, of a day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from etrier.droit.vocabulaire import NatureHeures
from etrier.heures.formats.tableurs.cellules import lire_matricule
from etrier.heures.formats.tableurs.colonnes_de_jours import Bloc
from etrier.heures.formats.tableurs.contenus import (
    Memoire,
    Part,
    code_inconnu,
    en_fractions,
    est_rien,
    lire_contenu,
    lire_total,
    minutes_au_point,
)
from etrier.heures.formats.tableurs.dispositions import lettre
from etrier.heures.formats.tableurs.entetes import PERSONNE, est_total
from etrier.heures.formats.tableurs.grille import Cellule, est_vide
from etrier.heures.formats.tableurs.lecture_lignes import (
    Lecture,
    Refus,
    dire_minutes_au_point,
    lire_mot,
)
from etrier.heures.formats.tableurs.lignes import LigneTableur
from etrier.heures.formats.tableurs.reperage import Reperage, cases_fusionnees
from etrier.heures.formats.tableurs.totaux import Compteur, dire_omises, verifier

_TEXTES = (
    "nom",
    "prénom",
    "personne",
    "lieu",
    "chantier",
    "mission",
    "clause",
    "contrat",
)
Rangee = tuple[int, Sequence[Cellule]]


def lire_jours(reperage: Reperage, codes: Mapping[str, int]) -> Lecture:
    """Read every cell under the days. What a row or a cell says wrong is in its `refus`."""
    return _LecteurDeJours(reperage, codes).lire()


class _LecteurDeJours:
    """Reads one page, header after header; keeps the readings of distinct cells."""

    def __init__(self, reperage: Reperage, codes: Mapping[str, int]) -> None:
        self._reperage = reperage
        self._page = reperage.page
        self._places = {r: p for r, p in reperage.places.items() if r in (*_TEXTES, "matricule")}
        self._personnes = [self._places[r] for r in PERSONNE if r in self._places]
        cellules = {c for _b, _n, _p, c in self._cellules()}
        fractions = en_fractions(cellules)
        self._codes = codes
        self._contenu = Memoire(lambda c: lire_contenu(c, codes, fractions))
        self._matricule, self._texte = Memoire(lire_matricule), Memoire(lire_mot)
        self._total = Memoire(est_total)
        self._au_point = minutes_au_point(cellules)
        self._fusionnees = cases_fusionnees(reperage)
        self._par_jour: dict[tuple[int, int], Compteur] = defaultdict(Compteur)
        self._omises: list[int] = []
        self._lecture = Lecture()

    def _rangees(self, bloc: Bloc) -> Iterator[Rangee]:
        for numero, cellules in self._page.lignes:
            if max(bloc.entetes) < numero <= bloc.fin and numero not in self._reperage.entetes:
                yield numero, cellules

    def _cellules(self) -> Iterator[tuple[Bloc, int, int, Cellule]]:
        for bloc in self._reperage.blocs:
            for numero, cellules in self._rangees(bloc):
                for place in bloc.jours:
                    if place < len(cellules) and not est_rien(cellules[place]):
                        yield bloc, numero, place, cellules[place]

    def lire(self) -> Lecture:
        """All the blocks."""
        for rang, bloc in enumerate(self._reperage.blocs):
            for numero, cellules in self._rangees(bloc):
                remplies = [
                    p for p in bloc.jours if p < len(cellules) and not est_rien(cellules[p])
                ]
                if not remplies:
                    continue
                if self._est_un_total(rang, bloc, numero, cellules, remplies):
                    self._omises.append(numero)
                else:
                    self._lire_rangee(rang, bloc, numero, cellules, remplies)
        self._lecture.remarques += dire_omises(self._omises)
        if self._au_point:
            self._lecture.remarques.append(dire_minutes_au_point(self._au_point))
        return self._lecture

    def _est_un_total(
        self, rang: int, bloc: Bloc, numero: int, cellules: Sequence[Cellule], remplies: list[int]
    ) -> bool:
        """True for a row of sums, checked against each column on the way."""
        devant = cellules[: min(bloc.jours)]
        if not any(self._total(c)[0] for c in devant if isinstance(c, str)):
            anonyme = all(est_vide(c) for c in self._identite(cellules)) and self._personnes
            if not anonyme or not self._est_la_somme(rang, cellules, remplies):
                return False
        for place in remplies:
            ou = f"{lettre(place)}{numero}"
            self._lecture.remarques += verifier(self._par_jour[rang, place], cellules[place], ou)
        return True

    def _identite(self, cellules: Sequence[Cellule]) -> list[Cellule]:
        return [cellules[p] for p in self._personnes if p < len(cellules)]

    def _est_la_somme(self, rang: int, cellules: Sequence[Cellule], remplies: list[int]) -> bool:
        sommes = [(self._par_jour[rang, p], lire_total(cellules[p])) for p in remplies]
        plein = any(c.nombre > 1 or len(remplies) > 1 for c, _lu in sommes)
        return plein and all(lu is not None and c.est_somme(lu) for c, lu in sommes)

    def _lire_rangee(
        self, rang: int, bloc: Bloc, numero: int, cellules: Sequence[Cellule], remplies: list[int]
    ) -> None:
        champs, refus_de_rangee = self._qui_et_ou(cellules)
        compteur = Compteur()
        a_verifier = sorted([*remplies, *(p for p in bloc.totaux if p < len(cellules))])
        for place in a_verifier:
            cellule = cellules[place]
            if place in bloc.totaux:
                if lire_total(cellule) or compteur.nombre:
                    ou = f"{lettre(place)}{numero}"
                    self._lecture.remarques += verifier(compteur, cellule, ou)
                continue
            parts, refus = self._lire_case(bloc.jours[place], numero, place, cellule)
            refus = [*refus_de_rangee, *refus]
            for part in parts:
                # A doubt is what a sum cannot be checked with.
                minutes = None if refus or part is None else part.minutes
                compteur.ajouter(minutes)
                self._par_jour[rang, place].ajouter(minutes)
                self._ajouter(numero, place, bloc.jours[place], part, champs, refus)

    def _lire_case(
        self, jour: object, numero: int, place: int, cellule: Cellule
    ) -> tuple[tuple[Part | None, ...], Refus]:
        refus: Refus = []
        parts, erreur = self._contenu(cellule)
        if erreur:
            refus.append(("heures", erreur))
            inconnu = code_inconnu(cellule, self._codes)
            parts = (Part(None, None, inconnu),) if inconnu else ()
        if not isinstance(jour, date):
            refus.append(("jour", str(jour)))
        seuls_codes = all(p.code and p.minutes is None for p in parts or ())
        if (numero, place) in self._fusionnees and parts and not seuls_codes:
            message = _(
                "cette cellule est fusionnée avec d’autres : écrivez les heures de chacune."
            )
            refus.append(("heures", message))
        return parts or (None,), refus

    def _qui_et_ou(self, cellules: Sequence[Cellule]) -> tuple[dict[str, str], Refus]:
        sujet, refus = self._reperage.sujet, []
        champs: dict[str, str] = defaultdict(str)
        for role, place in self._places.items():
            lecture = self._matricule if role == "matricule" else self._texte
            texte, erreur = lecture(cellules[place] if place < len(cellules) else "")
            champs[role] = texte or ""
            if erreur:
                refus.append((role, erreur))
        if not self._personnes:
            champs["matricule"], champs["nom"] = sujet.matricule, sujet.nom
            champs["prénom"], champs["personne"] = sujet.prenom, sujet.personne
        for role in ("lieu", "chantier", "mission", "contrat"):
            if role not in self._places:
                champs[role] = getattr(sujet, role)
        return champs, refus

    def _ajouter(
        self,
        numero: int,
        place: int,
        jour: object,
        part: Part | None,
        champs: Mapping[str, str],
        refus: Refus,
    ) -> None:
        page = self._page
        self._lecture.lignes.append(
            LigneTableur(
                numero=numero,
                matricule=champs["matricule"],
                nom=champs["nom"],
                prenom=champs["prénom"],
                jour=jour if isinstance(jour, date) else None,
                nature=part.nature if part else NatureHeures.TRAVAIL,
                minutes=part.minutes if part else None,
                chantier=champs["chantier"],
                mission=champs["mission"],
                clause=champs["clause"],
                contrat=champs["contrat"],
                refus=tuple(refus),
                feuille=page.nom,
                colonne=lettre(place),
                personne=champs["personne"],
                lieu=champs["lieu"],
                masquee=numero in page.lignes_masquees or place in page.colonnes_masquees,
                code=part.code if part else "",
                zeros_perdus=champs["matricule"].isdigit(),
            )
        )
