"""What a calculator answers: a figure (`Resultat`) or a finding (`Constat`).

Both say their base, the dated values they used, a reserve and detail rows; a finding also says what
law and practice count differently.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etrier.droit import ecriture
from etrier.droit.parametre import Valeur

Ligne = Mapping[str, object]
"""A detail row: `libelle` and a figure whose key ends with its unit (`…_centimes`, `…minutes`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reponse:
    """What every answer holds. `motif` is a reserve about it, in French sentences."""

    base: str
    parametres: tuple[Valeur, ...] = ()
    motif: str | None = None
    lignes: tuple[Ligne, ...] = ()

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
        """What is read first, as a French text."""
        raise NotImplementedError

    @property
    def differences(self) -> tuple[str, ...]:
        """What law and practice count differently; none for a figure."""
        return ()

    def valeurs(self) -> dict[str, object]:
        """The keys of the answer itself, plain values for JSON."""
        raise NotImplementedError

    def to_json(self) -> dict[str, object]:
        """Plain values for JSON: the answer's own keys, then the reasons."""
        return self.valeurs() | {
            "base": self.base,
            "parametres": [valeur.to_json() for valeur in self.parametres],
            "provisoire": self.provisoire,
            "motif": self.reserve,
            "lignes": [{nom: _plat(v) for nom, v in ligne.items()} for ligne in self.lignes],
        }

    def en_texte(self) -> str:
        """The answer and its reasons as lines of French text, for the terminal."""
        lignes = [self.figure, f"  Calcul : {self.base}"]
        lignes += [f"  {texte_ligne(ligne)}" for ligne in self.lignes]
        if self.differences:
            lignes.append("  Ce que la loi et la plateforme comptent autrement :")
            lignes += [f"    - {phrase}" for phrase in self.differences]
        if self.parametres:
            lignes.append("  Paramètres :")
            lignes += [f"    - {texte_valeur(valeur)}" for valeur in self.parametres]
        if self.reserve is not None:
            lignes.append(f"  À savoir : {self.reserve}")
        return "\n".join(lignes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resultat(Reponse):
    """One figure: an amount, an ETP (which keeps all its decimals) or a duration."""

    montant_centimes: int | None = None
    etp: Decimal | None = None
    minutes: int | None = None

    def __post_init__(self) -> None:
        figures = (self.montant_centimes, self.etp, self.minutes)
        if sum(figure is not None for figure in figures) != 1:
            raise ValueError("a result holds exactly one figure")

    @property
    def figure(self) -> str:
        """The figure as a French text: "1 149,18 €", "0,08637… ETP", "130 h 30"."""
        if self.montant_centimes is not None:
            return ecriture.euros(self.montant_centimes)
        if self.etp is not None:
            return f"{ecriture.nombre(self.etp)}{ecriture.INSECABLE}ETP"
        return ecriture.heures(self.minutes or 0)

    def valeurs(self) -> dict[str, object]:
        """One of montant_centimes, etp (text), minutes."""
        figures: dict[str, object] = {
            "montant_centimes": self.montant_centimes,
            "etp": None if self.etp is None else format(self.etp, "f"),
            "minutes": self.minutes,
        }
        return {nom: figure for nom, figure in figures.items() if figure is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Constat(Reponse):
    """A finding: a sentence first, then named values (days, yes or no, counts, lists).

    `conclusion` is the sentence. `constate` holds the keys of the JSON answer; when one of them is
    `differences`, screens show it apart.
    """

    conclusion: str
    constate: Mapping[str, object]

    @property
    def figure(self) -> str:
        """The conclusion."""
        return self.conclusion

    @property
    def differences(self) -> tuple[str, ...]:
        """The sentences found under that key, in order."""
        trouvees = self.constate.get("differences", ())
        return tuple(map(str, trouvees)) if isinstance(trouvees, tuple) else ()

    def valeurs(self) -> dict[str, object]:
        """The named values: days in ISO form, lists and mappings of the same."""
        return {nom: _plat(valeur) for nom, valeur in self.constate.items()}


def _plat(valeur: object) -> object:
    """Plain values for JSON."""
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, tuple):
        return [_plat(une) for une in valeur]
    if isinstance(valeur, Mapping):
        return {str(nom): _plat(une) for nom, une in valeur.items()}
    return valeur


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
    if isinstance(valeur, date):
        return ecriture.jour_en_lettres(valeur)
    if isinstance(valeur, int) and nom.endswith("jours"):
        return f"{ecriture.nombre(valeur)}{ecriture.INSECABLE}jour{'s' if valeur > 1 else ''}"
    if isinstance(valeur, int) and nom.endswith("centimes"):
        return ecriture.euros(valeur)
    if nom == "etp":
        return ecriture.nombre(Decimal(str(valeur)))
    if isinstance(valeur, int) and nom.endswith("minutes"):
        return ecriture.heures(valeur)
    return str(valeur)
