"""Forms of the import: the file, how it is laid out, whom its words mean."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from etrier.droit.calendrier import se_touchent
from etrier.heures.enums import GenreHeures
from etrier.heures.formats.tableurs.dispositions import GENRES, ROLES, Disposition, place
from etrier.heures.importation.apercu import Apercu
from etrier.heures.importation.rapprochement import Cible, Mot, Surete, lire_cible
from etrier.heures.importation.reconnaissance import ADMISES
from etrier.socle.mois import ecrire_mois, lire_mois
from etrier.www import formats_ecran

TAILLE_MAXIMALE = 10 * 1024 * 1024
FICHIERS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")
PERSONNE = "aucun"
_JOURS = ("premier jour", "dernier jour")
Options = list[tuple[str, Any]]


class EnvoiFichier(forms.Form):
    """The spreadsheet to import."""

    fichier = forms.FileField(
        label=_("Fichier d’heures"),
        help_text=_("Tableur .xlsx, .xls, .ods ou .csv, 10 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(FICHIERS)}),
    )

    def clean_fichier(self) -> Any:
        """Only what we read, and not too large."""
        fichier = self.cleaned_data["fichier"]
        if not fichier.name.lower().endswith(FICHIERS):
            raise forms.ValidationError(
                gettext(
                    "Ce fichier n’est pas un tableur .xlsx, .ods ou .csv : enregistrez-le ainsi."
                )
            )
        if fichier.size > TAILLE_MAXIMALE:
            raise forms.ValidationError(
                gettext("Ce fichier dépasse 10 Mo : importez un mois à la fois.")
            )
        return fichier


class FormulaireDisposition(forms.Form):
    """How the sheet was read, each column with a few of its values; to be changed."""

    genre = forms.ChoiceField(label=_("Présentation"), choices=list(GENRES.items()))
    entete = forms.IntegerField(
        label=_("Ligne des titres"),
        min_value=0,
        max_value=200_000,
        help_text=_("0 s’il n’y en a pas."),
    )
    mois = forms.CharField(
        label=_("Mois"),
        required=False,
        help_text=_("Vide : celui que disent les jours, la feuille ou cet écran."),
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-10"}),
    )

    def __init__(self, disposition: Disposition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._disposition = disposition
        self.fields["genre"].initial = disposition.genre
        self.fields["entete"].initial = disposition.entete
        if disposition.mois is not None:
            self.fields["mois"].initial = ecrire_mois(disposition.mois)
        roles = {lettre: role for role, lettre in disposition.colonnes.items()}
        choix: Options = [("", gettext("non lue")), *ROLES.items()]
        for lettre in _lettres(disposition):
            self.fields[f"col-{lettre}"] = forms.ChoiceField(
                label=_titre(lettre, disposition.libelles),
                choices=choix,
                required=False,
                initial=roles.get(lettre, ""),
                help_text=_apercu_des_valeurs(disposition.exemples.get(lettre, ())),
            )

    def generaux(self) -> list[forms.BoundField]:
        """The kind, the header and the month."""
        return [self["genre"], self["entete"], self["mois"]]

    def colonnes(self) -> list[forms.BoundField]:
        """One field a column, from left to right."""
        return [self[nom] for nom in self.fields if nom.startswith("col-")]

    def clean_mois(self) -> date | None:
        """A month, or nothing."""
        texte = self.cleaned_data["mois"].strip()
        try:
            return lire_mois(texte) if texte else None
        except ValueError as erreur:
            raise forms.ValidationError(str(erreur)) from None

    def clean(self) -> dict[str, Any]:
        """A role is held by one column."""
        propre = super().clean() or {}
        vus: dict[str, str] = {}
        for nom in [n for n in self.fields if n.startswith("col-")]:
            role = propre.get(nom)
            if role and role in vus:
                message = gettext("Déjà pris par la colonne %(autre)s : choisissez une seule.")
                self.add_error(nom, message % {"autre": vus[role].removeprefix("col-")})
            elif role:
                vus[role] = nom
        return propre

    def disposition(self) -> Disposition:
        """The layout as changed."""
        propre = self.cleaned_data
        colonnes = {
            role: nom.removeprefix("col-")
            for nom, role in propre.items()
            if nom.startswith("col-") and role
        }
        return replace(
            self._disposition,
            genre=propre["genre"],
            entete=propre["entete"],
            mois=propre["mois"],
            colonnes=colonnes,
            certitude=100,
        )


def _lettres(disposition: Disposition) -> list[str]:
    """Columns worth a field; those between the first and the last day speak for themselves."""
    connues = {*disposition.libelles, *disposition.exemples, *disposition.colonnes.values()}
    bornes = [place(disposition.colonnes[r]) for r in _JOURS if r in disposition.colonnes]
    if len(bornes) == len(_JOURS):
        connues = {x for x in connues if not bornes[0] < place(x) < bornes[1]}
    return sorted(connues, key=place)


def _titre(lettre: str, libelles: Mapping[str, str]) -> str:
    libelle = libelles.get(lettre, "")
    dit = {"lettre": lettre, "libelle": libelle}
    return (
        gettext("Colonne %(lettre)s : « %(libelle)s »") % dit
        if libelle
        else gettext("Colonne %(lettre)s") % dit
    )


def _apercu_des_valeurs(exemples: Sequence[str]) -> str:
    if not exemples:
        return ""
    return gettext("Par exemple : %(valeurs)s") % {"valeurs": ", ".join(exemples[:3])}


class FormulaireMots(forms.Form):
    """Names and codes of the file that are not plainly sure: who, what is each of them?"""

    def __init__(self, apercu: Apercu, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._mots = {_nom_de_champ(mot): mot for mot in apercu.mots}
        listes = _Listes(apercu)
        for nom, mot in self._mots.items():
            self.fields[nom] = forms.ChoiceField(
                label=_dire_mot(mot),
                choices=listes.de(mot),
                required=False,
                initial=_initiale(mot),
                help_text=_expliquer(mot),
            )

    def a_confirmer(self) -> list[forms.BoundField]:
        """Words that keep lines from being written."""
        return [self[nom] for nom, mot in self._mots.items() if not mot.certain]

    def reconnus(self) -> list[forms.BoundField]:
        """Words understood thanks to a choice made before, or a moment ago."""
        return [self[nom] for nom, mot in self._mots.items() if mot.certain]

    def choisis(self) -> dict[tuple[str, str], Cible | None]:
        """What is said of each word; one left without an answer is not in it."""
        dits = ((mot, self.cleaned_data.get(nom, "")) for nom, mot in self._mots.items())
        return {
            (mot.sorte, mot.cle): None if valeur == PERSONNE else lire_cible(valeur)
            for mot, valeur in dits
            if valeur and (mot.surete is not Surete.RETENUE or valeur != str(mot.cible))
        }


class _Listes:
    """What each word may be, by kind of column: made once for the whole page."""

    def __init__(self, apercu: Apercu) -> None:
        self._nommer = apercu.reconnaissance.nommer
        annuaire = apercu.reconnaissance.annuaire
        self._toutes: dict[str, list[Cible]] = {
            "salarie": [Cible("salarie", pk) for pk in annuaire.employes],
            "chantier": [Cible("chantier", pk) for pk in annuaire.chantiers],
            "client": [Cible("client", pk) for pk in annuaire.clients],
            "mission": _missions_des_jours(apercu),
            "nature": [Cible("nature", nature) for nature in GenreHeures.values],
        }
        self._titres = {
            "salarie": gettext("Toutes les personnes"),
            "chantier": gettext("Chantiers"),
            "client": gettext("Clients"),
            "mission": gettext("Missions"),
            "nature": gettext("Natures"),
        }
        self._groupes: dict[str, Options] = {}

    def de(self, mot: Mot) -> Options:
        """The proposals first, then everything the column may hold."""
        vides: Options = [("", gettext("À choisir")), (PERSONNE, _aucun(mot.sorte))]
        proposes = [self._option(c) for c in mot.candidats]
        if mot.cible is not None and mot.cible not in mot.candidats:
            proposes.append(self._option(mot.cible))
        groupes = [self._groupe(sorte) for sorte in ADMISES[mot.sorte]]
        if proposes:
            groupes.insert(0, (gettext("Propositions"), proposes))
        return [*vides, *groupes]

    def _groupe(self, sorte: str) -> tuple[str, Options]:
        if sorte not in self._groupes:
            options = [self._option(c) for c in self._toutes[sorte]]
            en_ordre = options if sorte == "nature" else sorted(options, key=lambda o: str(o[1]))
            self._groupes[sorte] = en_ordre
        return self._titres[sorte], self._groupes[sorte]

    def _option(self, cible: Cible) -> tuple[str, str]:
        return str(cible), self._nommer(cible)


def _missions_des_jours(apercu: Apercu) -> list[Cible]:
    """Missions that run on the days of the file: an AI has thousands, most of them over."""
    jours = [x.source.jour for x in apercu.lignes if x.source.jour is not None]
    if not jours:
        return []
    premier, dernier = min(jours), max(jours)
    return [
        Cible("mission", pk)
        for pk, placement in apercu.reconnaissance.annuaire.placements.items()
        if se_touchent(placement.debut, placement.fin, premier, dernier)
    ]


def _nom_de_champ(mot: Mot) -> str:
    return "mot-" + hashlib.sha256(f"{mot.sorte} {mot.cle}".encode()).hexdigest()[:16]


def _aucun(sorte: str) -> str:
    if sorte == "salarie":
        return gettext("Personne de la liste")
    return gettext("Rien de la liste")


def _initiale(mot: Mot) -> str:
    if mot.ecarte:
        return PERSONNE
    return str(mot.cible) if mot.cible is not None else ""


def _dire_mot(mot: Mot) -> str:
    lignes = ngettext("%(n)s ligne", "%(n)s lignes", mot.lignes) % {"n": mot.lignes}
    return f"« {mot.texte} » ({lignes})"


def _expliquer(mot: Mot) -> str:
    if mot.surete is Surete.RETENUE:
        dit = {"jour": formats_ecran.jour(mot.le)}
        return gettext("Reconnu grâce à votre choix du %(jour)s.") % dit
    if mot.surete is Surete.CHOISIE:
        return gettext("C’est vous qui l’avez dit ; ce sera retenu une fois le fichier importé.")
    return mot.raison[:1].upper() + mot.raison[1:]
