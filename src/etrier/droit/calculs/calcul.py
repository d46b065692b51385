"""What a calculator is: its arguments, and a result that says where it comes from.

A calculator knows no file, no screen and no clock: the command line and the public pages give it
text, it answers with a `Resultat`, or raises `SaisieInvalide` (unreadable input, one French
sentence) or `NonCalculable` (the law's value is not established).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from etrier.droit import ecriture, lecture
from etrier.droit.lecture import SaisieInvalide
from etrier.droit.parametre import Parametres, Valeur
from etrier.droit.vocabulaire import Dispositif

Ligne = Mapping[str, object]
"""A detail row: `libelle` and a figure whose key ends with its unit (`…_centimes`, `…minutes`)."""
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
    "booleen": lecture.lire_booleen,
    "centimes": lecture.lire_montant,
    "choix": str.strip,
    "date": lecture.lire_date,
    "dispositif": _dispositif,
    "entier": lecture.lire_entier,
    "fichier": str,
    "heures": lecture.lire_heures,
    "nombre": lecture.lire_nombre,
    "postes": lecture.lire_postes,
    "texte": str.strip,
}
"""How each kind of argument is read. `fichier` is the file's whole text, already decoded."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One thing to fill in. `nom` is Python's (`annee_cdi`); `option` the command line's."""

    nom: str
    libelle: str
    genre: str
    requis: bool = True
    defaut: str | None = None
    choix: tuple[tuple[str, str], ...] = ()
    aide: str = ""

    @property
    def option(self) -> str:
        """`--annee-cdi`."""
        return "--" + self.nom.replace("_", "-")

    def lire(self, texte: str | None) -> Any:
        """Read what was written: an exact value, or None when an optional argument is empty.

        Raises SaisieInvalide.
        """
        ecrit = self.defaut if texte is None or not texte.strip() else texte
        if ecrit is None:
            if self.requis:
                raise SaisieInvalide(f"« {self.libelle} » est à remplir.")
            return None
        valeur = self._lire_valeur(ecrit)
        if self.choix and valeur not in [code for code, _libelle in self.choix]:
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
class Resultat:
    """One figure (an amount, an ETP or a duration) with its base, its parameters and its detail.

    `etp` keeps all its decimals; `motif` is a reserve about the figure, in one French sentence.
    """

    base: str
    parametres: tuple[Valeur, ...] = ()
    montant_centimes: int | None = None
    etp: Decimal | None = None
    minutes: int | None = None
    motif: str | None = None
    lignes: tuple[Ligne, ...] = field(default=())

    def __post_init__(self) -> None:
        figures = (self.montant_centimes, self.etp, self.minutes)
        if sum(figure is not None for figure in figures) != 1:
            raise ValueError("a result holds exactly one figure")

    @property
    def provisoire(self) -> bool:
        """True when a value was carried past the last day it is known for."""
        return any(valeur.provisoire for valeur in self.parametres)

    @property
    def reserve(self) -> str | None:
        """`motif`, else the sentence that says which values are provisional, else None."""
        if self.motif is not None or not self.provisoire:
            return self.motif
        valeurs = (
            f"celle du {ecriture.jour(valeur.depuis)} ({valeur.parametre})"
            for valeur in self.parametres
            if valeur.provisoire
        )
        return (
            f"Valeur provisoire : {', '.join(valeurs)} est reconduite"
            " en attendant la publication de la suivante."
        )

    @property
    def figure(self) -> str:
        """The figure as a French text: "1 149,18 €", "0,08637… ETP", "130 h 30"."""
        if self.montant_centimes is not None:
            return ecriture.euros(self.montant_centimes)
        if self.etp is not None:
            return f"{ecriture.nombre(self.etp)}{ecriture.INSECABLE}ETP"
        return ecriture.heures(self.minutes or 0)

    def to_json(self) -> dict[str, object]:
        """Plain values for JSON: one of montant_centimes, etp (text), minutes; then the reasons."""
        figures: dict[str, object] = {
            "montant_centimes": self.montant_centimes,
            "etp": None if self.etp is None else format(self.etp, "f"),
            "minutes": self.minutes,
        }
        return {nom: figure for nom, figure in figures.items() if figure is not None} | {
            "base": self.base,
            "parametres": [valeur.to_json() for valeur in self.parametres],
            "provisoire": self.provisoire,
            "motif": self.reserve,
            "lignes": [dict(ligne) for ligne in self.lignes],
        }

    def en_texte(self) -> str:
        """The figure and its reasons as lines of French text, for the terminal."""
        lignes = [self.figure, f"  Calcul : {self.base}"]
        lignes += [f"  {texte_ligne(ligne)}" for ligne in self.lignes]
        if self.parametres:
            lignes.append("  Paramètres :")
            lignes += [f"    - {texte_valeur(valeur)}" for valeur in self.parametres]
        if self.reserve is not None:
            lignes.append(f"  À savoir : {self.reserve}")
        return "\n".join(lignes)


def texte_valeur(valeur: Valeur) -> str:
    """A parameter in one line: value, unit, date of effect, text, day it was checked."""
    cle = "" if valeur.cle is None else f" [{valeur.cle}]"
    contenu = (
        ecriture.nombre(valeur.valeur)
        if isinstance(valeur.valeur, Decimal)
        else ", ".join(valeur.valeur)
    )
    texte = valeur.reference.titre
    if valeur.reference.publie_le is not None:
        texte += f", publié le {ecriture.jour(valeur.reference.publie_le)}"
    if valeur.reference.href is not None:
        texte += f", {valeur.reference.href}"
    return (
        f"{valeur.parametre}{cle} = {contenu} {valeur.unite}, depuis le"
        f" {ecriture.jour(valeur.depuis)} ({texte} ; vérifié le {ecriture.jour(valeur.verifie_le)})"
    )


def texte_ligne(ligne: Ligne) -> str:
    """A detail row in one line: its label, then its figures written with their unit."""
    figures = [_texte_figure(nom, valeur) for nom, valeur in ligne.items() if nom != "libelle"]
    textes = [texte for texte in figures if texte]
    if "libelle" not in ligne:
        return " ; ".join(textes)
    return f"{ligne['libelle']} : {' ; '.join(textes)}"


def _texte_figure(nom: str, valeur: object) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, int) and nom.endswith("centimes"):
        return ecriture.euros(valeur)
    if nom == "etp":
        return ecriture.nombre(Decimal(str(valeur)))
    if isinstance(valeur, int) and nom.endswith("minutes"):
        return ecriture.heures(valeur)
    return str(valeur)


@dataclass(frozen=True, slots=True)
class Calcul:
    """A calculator: what it is called, what it asks, the articles it applies, how it computes."""

    nom: str
    titre: str
    description: str
    articles: tuple[str, ...]
    arguments: tuple[Argument, ...]
    calculer: Callable[[Mapping[str, Any], Parametres], Resultat]

    def executer(self, saisies: Mapping[str, str | None], parametres: Parametres) -> Resultat:
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
