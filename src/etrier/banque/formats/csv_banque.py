"""Statements of accounts in CSV: every bank has its own, the columns are guessed and said."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from etrier.banque.formats.lu import CENTIMES_MAXIMAUX, LigneLue, ReleveLu
from etrier.droit.lettres import en_mots
from etrier.parcours.accueil.formats.plateforme import lire_jour
from etrier.structures.formats.refus import FichierRefuse

# Our name → (what a screen calls it, how banks title it, accents and capitals apart).
ROLES = {
    "le": gettext_lazy("Date"),
    "libelle": gettext_lazy("Libellé"),
    "montant": gettext_lazy("Montant"),
    "debit": gettext_lazy("Débit"),
    "credit": gettext_lazy("Crédit"),
    "reference": gettext_lazy("Référence"),
    "contrepartie": gettext_lazy("Contrepartie"),
    "solde": gettext_lazy("Solde"),
}
_TITRES: Mapping[str, tuple[str, ...]] = {
    "le": (
        *("date de comptabilisation", "date comptable", "date operation", "date d operation"),
        *("date de l operation", "date", "date transaction", "bookingdate", "date de valeur"),
    ),
    "libelle": (
        *("libelle complet", "libelle operation", "libelle de l operation", "libelle"),
        *("description", "details", "libelle simplifie", "intitule", "motif"),
    ),
    "montant": ("montant", "montant eur", "montant en euros", "montant euros", "amount"),
    "debit": ("debit", "debit euros", "montant debit", "debit eur"),
    "credit": ("credit", "credit euros", "montant credit", "credit eur"),
    "reference": ("reference", "ref", "numero de reference", "reference operation"),
    "contrepartie": ("contrepartie", "tiers", "nom contrepartie", "emetteur", "beneficiaire"),
    "solde": ("solde", "solde apres operation", "solde progressif"),
}
LIGNES_MAXIMALES = 20_000
_LIGNES_AVANT_LE_TITRE = 20
_SEPARATEURS = ";\t|,"
_ESPACES = re.compile(r"[\s\u00a0\u202f€']|EUR")
_NOMBRE = re.compile(r"[+-]?(\d{1,15}(\.\d*)?|\.\d+)", re.ASCII)


@dataclass(frozen=True)
class Disposition:
    """Where each column stands, by its title; `titres` is the header as it is."""

    titres: tuple[str, ...]
    colonnes: Mapping[str, int]

    @property
    def complete(self) -> bool:
        """A date, and one amount or two."""
        places = self.colonnes
        return "le" in places and ("montant" in places or {"debit", "credit"} <= places.keys())

    def en_titres(self) -> dict[str, str]:
        """What is remembered: the title of each column, wherever it stands next time."""
        return {role: self.titres[place] for role, place in self.colonnes.items()}


def deviner(contenu: bytes, nom: str, choix: Mapping[str, str] | None = None) -> Disposition:
    """How the columns are understood, complete or not: to be corrected by somebody."""
    return _reperer(_decouper(contenu, nom), choix or {})[1]


def lire_csv(
    contenu: bytes, nom: str, choix: Mapping[str, str] | None = None
) -> tuple[ReleveLu, Disposition]:
    """The lines, and how the columns were understood. `choix`: titles chosen before, by role.

    Raises FichierRefuse when no column of dates or amounts is found, and for what cannot be read.
    """
    lignes = _decouper(contenu, nom)
    entete, disposition = _reperer(lignes, choix or {})
    if not disposition.complete:
        raise FichierRefuse(
            nom,
            [
                _(
                    "On n'y trouve pas une colonne de dates et une de montants (ou débit et "
                    "crédit). Colonnes lues : %(titres)s."
                )
                % {"titres": ", ".join(t for t in disposition.titres if t) or _("aucune")}
            ],
        )
    lues, soldes, problemes = _lire(lignes[entete + 1 :], disposition, entete + 2)
    if problemes:
        raise FichierRefuse(nom, problemes)
    if not lues:
        raise FichierRefuse(nom, [_("Il ne contient aucun mouvement.")])
    return _en_releve(lues, soldes), disposition


def _decouper(contenu: bytes, nom: str) -> list[list[str]]:
    try:
        texte = contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        texte = contenu.decode("cp1252", errors="replace")
    if "\0" in texte:
        raise FichierRefuse(nom, [_("Ce n'est ni un relevé camt.053 ni un fichier CSV.")])
    try:
        coupes = [
            list(csv.reader(io.StringIO(texte, newline=""), delimiter=s)) for s in _SEPARATEURS
        ]
    except csv.Error:
        # A quotation mark opened and never closed swallows the rest of the file.
        raise FichierRefuse(
            nom, [_("Une cellule est démesurée : un guillemet n'y est sans doute jamais fermé.")]
        ) from None
    # The right separator makes known titles appear, else the same number of columns everywhere.
    lignes = max(coupes, key=lambda x: (len(_reperer(x, {})[1].colonnes), _regularite(x)))
    if len(lignes) > LIGNES_MAXIMALES:
        raise FichierRefuse(nom, [_("Il a plus de 20 000 lignes : exportez moins de mois.")])
    return lignes


def _regularite(lignes: Sequence[Sequence[str]]) -> int:
    largeurs = Counter(len(x) for x in lignes if len(x) > 1)
    return max((largeur * fois for largeur, fois in largeurs.items()), default=0)


def _reperer(lignes: Sequence[Sequence[str]], choix: Mapping[str, str]) -> tuple[int, Disposition]:
    essais = [
        (rang, Disposition(tuple(x), _colonnes(x, choix)))
        for rang, x in enumerate(lignes[:_LIGNES_AVANT_LE_TITRE])
    ]
    return max(essais, key=lambda e: len(e[1].colonnes), default=(0, Disposition((), {})))


def _colonnes(titres: Sequence[str], choix: Mapping[str, str]) -> dict[str, int]:
    choisies = {role: titres.index(t) for role, t in choix.items() if t in titres}
    places = {en_mots(t): rang for rang, t in reversed(list(enumerate(titres)))}
    trouvees = {}
    for role, ecritures in _TITRES.items():
        place = next((places[e] for e in ecritures if e in places), None)
        if place is not None:
            trouvees[role] = place
    if choisies:
        # What somebody chose wins; a guess does not take the same column again.
        prises = set(choisies.values())
        trouvees = {r: p for r, p in trouvees.items() if p not in prises} | choisies
        exclues = {r for r, t in choix.items() if not t}
        trouvees = {r: p for r, p in trouvees.items() if r not in exclues}
    return trouvees


def _lire(
    lignes: Sequence[Sequence[str]], disposition: Disposition, premier: int
) -> tuple[list[LigneLue], list[int | None], list[str]]:
    lues, soldes, problemes = [], [], []
    for rang, brute in enumerate(lignes, start=premier):
        cellules = {
            role: " ".join(brute[place].split())
            for role, place in disposition.colonnes.items()
            if place < len(brute)
        }
        if not cellules.get("le") or not _porte_un_montant(cellules):
            continue
        try:
            lues.append(_ligne(cellules))
            soldes.append(lire_centimes(cellules["solde"]) if cellules.get("solde") else None)
        except ValueError as erreur:
            problemes.append(
                _("Ligne %(ligne)s : « %(lu)s » ne se lit pas.") % {"ligne": rang, "lu": erreur}
            )
    return lues, soldes, problemes


def _porte_un_montant(cellules: Mapping[str, str]) -> bool:
    return any(cellules.get(role) for role in ("montant", "debit", "credit"))


def _ligne(cellules: Mapping[str, str]) -> LigneLue:
    if cellules.get("montant"):
        montant = lire_centimes(cellules["montant"])
    else:
        recu = lire_centimes(cellules.get("credit") or "0")
        # Some banks write debits with their sign, others without.
        montant = recu - abs(lire_centimes(cellules.get("debit") or "0"))
    return LigneLue(
        le=_jour(cellules["le"]),
        montant_centimes=montant,
        libelle=cellules.get("libelle", "")[:300],
        reference=cellules.get("reference", "")[:140],
        contrepartie=cellules.get("contrepartie", "")[:140],
    )


def _jour(texte: str) -> date:
    try:
        return lire_jour(texte)
    except ValueError:
        raise ValueError(texte) from None


def lire_centimes(texte: str) -> int:
    """Centimes in « -1 234,56 », "1,234.56", "+12". Raises ValueError otherwise."""
    serre = _ESPACES.sub("", texte).replace("\u2212", "-")
    if "," in serre and "." in serre:
        milliers = "," if serre.rindex(".") > serre.rindex(",") else "."
        serre = serre.replace(milliers, "")
    serre = serre.replace(",", ".")
    # Neither 1E999 nor an amount no table can hold.
    if not _NOMBRE.fullmatch(serre):
        raise ValueError(texte)
    valeur = Decimal(serre) * 100
    if abs(valeur) > CENTIMES_MAXIMAUX or valeur != valeur.to_integral_value():
        raise ValueError(texte)
    return int(valeur)


def _en_releve(lues: list[LigneLue], soldes: list[int | None]) -> ReleveLu:
    """Oldest first; the balances when the column of balances holds together."""
    if lues[0].le > lues[-1].le:
        lues, soldes = lues[::-1], soldes[::-1]
    releve = ReleveLu("", min(x.le for x in lues), max(x.le for x in lues), tuple(lues))
    premier, dernier = soldes[0], soldes[-1]
    if premier is None or dernier is None:
        return releve
    return replace(
        releve,
        solde_debut_centimes=premier - lues[0].montant_centimes,
        solde_fin_centimes=dernier,
    )
