"""What a calculator is: its arguments, and how it answers.

A calculator knows no file, no screen and no clock: the command line and the public pages give it
text, it answers with a `Reponse`, or raises `SaisieInvalide` (unreadable input, one French
sentence) or `NonCalculable` (the law's value is not established).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from etrier.droit import lecture
from etrier.droit.calculs.lecteurs import (
    lire_auteur,
    lire_critere,
    lire_immersion,
    lire_motif_sortie,
    lire_prolongation,
    lire_suspension,
)
from etrier.droit.calculs.reponse import Constat, Ligne, Reponse, Resultat
from etrier.droit.lecture import SaisieInvalide
from etrier.droit.parametre import Parametres
from etrier.droit.vocabulaire import Dispositif

__all__ = ["Argument", "Calcul", "Constat", "Ligne", "Reponse", "Resultat"]

Lecteur = Callable[[str], Any]


def _dispositif(texte: str) -> Dispositif:
    try:
        return Dispositif(texte.strip().upper())
    except ValueError:
        connus = ", ".join(Dispositif)
        raise SaisieInvalide(
            "« %(texte)s » n'est pas un dispositif : choisissez parmi %(connus)s.",
            texte=texte.strip(),
            connus=connus,
        ) from None


LECTEURS: Mapping[str, Lecteur] = {
    "auteur": lire_auteur,
    "booleen": lecture.lire_booleen,
    "centimes": lecture.lire_montant,
    "choix": str.strip,
    "coefficient": lecture.lire_coefficient,
    "critere": lire_critere,
    "date": lecture.lire_date,
    "dispositif": _dispositif,
    "entier": lecture.lire_entier,
    "fichier": str,
    "heures": lecture.lire_heures,
    "immersion": lire_immersion,
    "motif_sortie": lire_motif_sortie,
    "nombre": lecture.lire_nombre,
    "periode": lecture.lire_periode,
    "postes": lecture.lire_postes,
    "pourcent": lecture.lire_pourcent,
    "prolongation": lire_prolongation,
    "suspension": lire_suspension,
    "texte": str.strip,
}
"""How each kind of argument is read. `fichier` is the file's whole text, already decoded."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One thing to fill in. `nom` is Python's (`annee_cdi`); `option` the command line's.

    `multiple`: given any number of times, read as a tuple; as one text, a value a line.
    `aujourdhui`: a screen, which has a clock, may propose the day.
    """

    nom: str
    libelle: str
    genre: str
    requis: bool = True
    defaut: str | None = None
    choix: tuple[tuple[str, str], ...] = ()
    aide: str = ""
    multiple: bool = False
    aujourdhui: bool = False

    @property
    def option(self) -> str:
        """`--annee-cdi`."""
        return "--" + self.nom.replace("_", "-")

    def lire(self, texte: str | None) -> Any:
        """Read what was written: an exact value, or None when an optional argument is empty.

        A multiple argument gives a tuple, empty when nothing is written. Raises SaisieInvalide.
        """
        if self.multiple:
            lignes = (ligne for ligne in (texte or "").splitlines() if ligne.strip())
            return tuple(self._lire_un(ligne) for ligne in lignes)
        ecrit = self.defaut if texte is None or not texte.strip() else texte
        if ecrit is None:
            if self.requis:
                raise SaisieInvalide(f"« {self.libelle} » est à remplir.")
            return None
        return self._lire_un(ecrit)

    def _lire_un(self, ecrit: str) -> Any:
        valeur = self._lire_valeur(ecrit)
        if self.choix and str(valeur) not in [code for code, _libelle in self.choix]:
            codes = ", ".join(code for code, _libelle in self.choix)
            raise SaisieInvalide(
                "« %(texte)s » inconnu, choisissez : %(codes)s.",
                champ=self.libelle,
                texte=valeur,
                codes=codes,
            )
        return valeur

    def _lire_valeur(self, ecrit: str) -> Any:
        try:
            return LECTEURS[self.genre](ecrit)
        except SaisieInvalide as erreur:
            raise erreur.pour(self.libelle) from None


@dataclass(frozen=True, slots=True)
class Calcul:
    """A calculator: what it is called, what it asks, the articles it applies, how it computes."""

    nom: str
    titre: str
    description: str
    articles: tuple[str, ...]
    arguments: tuple[Argument, ...]
    calculer: Callable[[Mapping[str, Any], Parametres], Reponse]

    def executer(self, saisies: Mapping[str, str | None], parametres: Parametres) -> Reponse:
        """Read the texts given (by argument name) and compute.

        Raises SaisieInvalide for an unreadable, missing or unknown argument, NonCalculable when
        the law's value is not established.
        """
        connus = {argument.nom for argument in self.arguments}
        for nom in saisies:
            if nom not in connus:
                raise SaisieInvalide(f"« {nom} » n'est pas demandé par le calcul « {self.nom} ».")
        valeurs = {
            argument.nom: argument.lire(saisies.get(argument.nom)) for argument in self.arguments
        }
        return self.calculer(valeurs, parametres)
