"""Forms on records: the situation on entry, the address, the identifier, the answer of the ASP.

Nothing is required here: what lacks is told after it is kept, so that an interview may be resumed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from etrier.parcours.asp import listes
from etrier.parcours.asp.listes import Commune
from etrier.parcours.asp.retour import TAILLE_MAXIMALE

_CODE = re.compile(r"\(([0-9AB]{5})\)\s*$")
_OUI_NON = {True: "oui", False: "non"}


class OuiNonChamp(forms.TypedChoiceField):
    """Yes, no, or not yet known."""

    def __init__(self, **kwargs: Any) -> None:
        choix = [("", "—"), ("oui", _("oui")), ("non", _("non"))]
        super().__init__(
            choices=choix,
            coerce=lambda dit: dit == "oui",
            empty_value=None,
            required=False,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """A boolean as the list shows it."""
        return _OUI_NON.get(value, value) if isinstance(value, bool) else value


class ListeChamp(forms.TypedChoiceField):
    """A code of one of the ASP's lists, or nothing yet."""

    def __init__(self, codes: Mapping[str, str], **kwargs: Any) -> None:
        choix = [("", "—"), *codes.items()]
        super().__init__(choices=choix, coerce=str, empty_value=None, required=False, **kwargs)


class CommuneChamp(forms.CharField):
    """A commune of a day, by its name or its INSEE code; a `Commune` comes out, or None."""

    def __init__(self, le: date, departement: str = "", **kwargs: Any) -> None:
        self.le, self.departement = le, departement
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        aide = _("Son nom, ou son code INSEE s’il y en a plusieurs du même nom.")
        super().__init__(widget=widget, required=False, help_text=aide, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A code kept shows with its name."""
        connue = listes.commune_au(value, self.le) if isinstance(value, str) else None
        return str(connue) if connue else value

    def to_python(self, value: Any) -> Any:
        """The one commune that answers to the text."""
        texte = super().to_python(value) or ""
        if not texte.strip():
            return None
        code = _CODE.search(texte)
        trouvees = listes.chercher_communes(code[1] if code else texte, self.le)
        proches = [c for c in trouvees if c.code.startswith(self.departement)]
        trouvees = proches or trouvees
        if len(trouvees) == 1:
            return trouvees[0]
        raise ValidationError(_dire_communes(trouvees))


def _dire_communes(trouvees: Sequence[Commune]) -> str:
    if not trouvees:
        return _t(
            "Aucune commune de ce nom à cette date : vérifiez l’orthographe, ou écrivez son code "
            "INSEE."
        )
    return _t("Plusieurs communes ont ce nom, écrivez le code de la bonne : %(noms)s.") % {
        "noms": ", ".join(str(c) for c in trouvees[:12])
    }


class SituationForm(forms.Form):
    """Names are ours (`parcours.asp.ligne.CLES`); the fields of the EITI only for it."""

    nir = forms.CharField(
        label=_("Numéro de sécurité sociale"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Laissez vide s’il n’est pas connu : un numéro d’attente partira."),
    )

    def __init__(self, naissance: date, *args: Any, eiti: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pays = {p.code: p.libelle for p in listes.pays().values()}
        self.fields["naissance_pays"] = ListeChamp(_trier(pays), label=_("Pays de naissance"))
        self.fields["naissance_commune"] = CommuneChamp(naissance, label=_("Commune de naissance"))
        for nom, champ in _champs(eiti=eiti):
            self.fields[nom] = champ
        for nom, (maitre, valeurs) in DEPENDANCES.items():
            if nom in self.fields:
                attributs = {"data-si": maitre, "data-vaut": valeurs}
                self.fields[nom].widget.attrs |= attributs

    @property
    def parties(self) -> list[tuple[str, list[BoundField]]]:
        """Fields by theme, each in the order of an interview."""
        suites = ((titre, [n for n in noms if n in self.fields]) for titre, noms in PARTIES)
        return [(str(titre), [self[n] for n in noms]) for titre, noms in suites if noms]

    def situation(self) -> dict[str, Any]:
        """What was typed; what depends on an answer goes with it."""
        dite = {k: v for k, v in self.cleaned_data.items() if k != "nir"}
        commune = dite["naissance_commune"]
        dite["naissance_commune"] = commune.code if commune else None
        for nom, (maitre, valeurs) in DEPENDANCES.items():
            tenu = dite.get(maitre)
            dit = _OUI_NON[tenu] if isinstance(tenu, bool) else str(tenu)
            if nom in dite and dit not in valeurs.split():
                dite[nom] = None
        return dite

    def dire(self, erreurs: Iterable[tuple[str, str]]) -> None:
        """Say what the ASP would refuse, at the field of each."""
        for nom, phrase in erreurs:
            self.add_error(nom if nom in self.fields else None, phrase)


def en_reponses(connue: Mapping[str, Any]) -> dict[str, str]:
    """A situation as a browser would send it."""
    return {
        nom: "" if valeur is None else _OUI_NON.get(valeur, str(valeur))
        for nom, valeur in connue.items()
    }


class AdresseForm(forms.Form):
    """Where the person lives, as the ASP wants it."""

    numero_voie = forms.CharField(label=_("Numéro"), max_length=10, required=False)
    libelle_voie = forms.CharField(label=_("Nom de la voie"), max_length=80, required=False)
    complement = forms.CharField(
        label=_("Complément"),
        max_length=80,
        required=False,
        help_text=_("Il part en 32 lettres, chiffres et espaces ; sinon il reste ici."),
    )
    code_postal = forms.CharField(label=_("Code postal"), max_length=5, required=False)

    def __init__(self, le: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vide: dict[str, Any] = {"required": False}
        bis = [("", "—"), *listes.codes("extension_voie").items()]
        voies = [("", "—"), *_trier(listes.types_voie()).items()]
        self.fields["extension_voie"] = forms.ChoiceField(label=_("Bis, ter"), choices=bis, **vide)
        self.fields["type_voie"] = forms.ChoiceField(label=_("Type de voie"), choices=voies, **vide)
        postal = str(self.data.get("code_postal", ""))
        departement = postal[:3] if postal.startswith("97") else postal[:2]
        self.fields["code_insee"] = CommuneChamp(le, departement, label=_("Commune"))
        self.order_fields(["numero_voie", "extension_voie", "type_voie", "libelle_voie"])

    def adresse(self) -> dict[str, str]:
        """By column of the person."""
        dite = dict(self.cleaned_data)
        commune = dite.pop("code_insee")
        return dite | {
            "code_insee": commune.code if commune else "",
            "commune": commune.libelle if commune else "",
        }


class IdentifiantForm(forms.Form):
    """The thirty characters by which the ASP knows somebody."""

    id_itou = forms.CharField(
        label=_("Identifiant"),
        max_length=40,
        error_messages={"required": _("Écrivez l’identifiant.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ReponseForm(forms.Form):
    """The answer of the ASP."""

    fichier = forms.FileField(
        label=_("Fichier de l’ASP"),
        help_text=_("RIAE_FS_…_FichierRetour.json, du dossier « retrait »."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json"}),
        error_messages={"required": _("Choisissez le fichier.")},
    )

    def clean_fichier(self) -> Any:
        """Not a file of another size of world."""
        fichier = self.cleaned_data["fichier"]
        if fichier.size > TAILLE_MAXIMALE:
            raise ValidationError(_t("Ce fichier est trop lourd pour une réponse de l’ASP."))
        return fichier


# A field that only means something with an answer: (the field it follows, the answers).
DEPENDANCES: Mapping[str, tuple[str, str]] = {
    "naissance_commune": ("naissance_pays", listes.FRANCE),
    "type_employeur": ("en_emploi", "oui"),
    "sans_emploi_depuis": ("en_emploi", "non"),
    "inscrit_ft_depuis": ("inscrit_ft", "oui"),
    "identifiant_ft": ("inscrit_ft", "oui"),
    "rsa_depuis": ("rsa", "OUI-M OUI-NM"),
    "ass_depuis": ("ass", "oui"),
    "aah_depuis": ("aah", "oui"),
    "are_depuis": ("are", "oui"),
    "prime_activite_depuis": ("prime_activite", "oui"),
}
PARTIES: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Naissance"), ("naissance_pays", "naissance_commune", "nir")),
    (
        _("Avant ce contrat"),
        (
            *("orienteur", "niveau_formation", "en_emploi", "type_employeur"),
            *("sans_emploi_depuis", "inscrit_ft", "inscrit_ft_depuis", "identifiant_ft"),
        ),
    ),
    (
        _("Ressources"),
        (
            *("sans_ressource", "rsa", "rsa_depuis", "ass", "ass_depuis", "aah", "aah_depuis"),
            *("aide_sociale", "are", "are_depuis", "prime_activite", "prime_activite_depuis"),
        ),
    ),
    (
        _("Situation"),
        (
            *("rqth", "oeth", "parent_isole", "hebergement", "refugie", "sortant_ase"),
            *("sortant_detention", "difficulte_francais", "difficulte_mobilite"),
        ),
    ),
    (
        _("Travail indépendant"),
        ("cape", "cesa", "acteur_creation", "revenu_ti", "cotisations_ti"),
    ),
)


def _trier(codes: Mapping[str, str]) -> dict[str, str]:
    """By label, France first."""
    rangs = sorted(codes.items(), key=lambda x: (x[0] != listes.FRANCE, x[1]))
    return dict(rangs)


def _champs(*, eiti: bool) -> Iterable[tuple[str, forms.Field]]:
    duree = listes.codes("duree")
    depuis = _("Depuis combien de temps")
    yield "orienteur", ListeChamp(listes.codes("orienteur"), label=_("Orientée par"))
    yield (
        "niveau_formation",
        ListeChamp(listes.codes("niveau_formation"), label=_("Niveau de formation")),
    )
    yield "en_emploi", OuiNonChamp(label=_("En emploi avant ce contrat"))
    employeurs = listes.codes("type_employeur")
    yield "type_employeur", ListeChamp(employeurs, label=_("Chez quel employeur"))
    yield "sans_emploi_depuis", ListeChamp(duree, label=_("Sans emploi depuis"))
    yield "inscrit_ft", OuiNonChamp(label=_("Inscrite à France Travail"))
    yield "inscrit_ft_depuis", ListeChamp(duree, label=depuis)
    yield "identifiant_ft", _texte(_("Identifiant France Travail"), 11)
    yield "rsa", ListeChamp(listes.codes("rsa"), label=_("RSA"))
    yield "rsa_depuis", ListeChamp(duree, label=_("RSA : depuis"))
    yield "ass", OuiNonChamp(label=_("Allocation de solidarité spécifique (ASS)"))
    yield "ass_depuis", ListeChamp(duree, label=_("ASS : depuis"))
    yield "aah", OuiNonChamp(label=_("Allocation aux adultes handicapés (AAH)"))
    yield "aah_depuis", ListeChamp(duree, label=_("AAH : depuis"))
    for nom, libelle in _OUI_OU_NON.items():
        yield nom, OuiNonChamp(label=libelle)
    if eiti:
        yield from _champs_eiti(duree)


def _champs_eiti(duree: Mapping[str, str]) -> Iterable[tuple[str, forms.Field]]:
    yield "are", OuiNonChamp(label=_("Allocation chômage (ARE)"))
    yield "are_depuis", ListeChamp(duree, label=_("ARE : depuis"))
    yield "prime_activite", OuiNonChamp(label=_("Prime d’activité"))
    yield "prime_activite_depuis", ListeChamp(duree, label=_("Prime d’activité : depuis"))
    yield "cape", OuiNonChamp(label=_("Contrat d’appui au projet d’entreprise (CAPE)"))
    yield "cesa", OuiNonChamp(label=_("Contrat d’entrepreneur salarié associé (CESA)"))
    yield "acteur_creation", _texte(_("Accompagnée à la création par"), 100)
    yield "revenu_ti", _texte(_("Revenu mensuel moyen, en euros : 650,00"), 8)
    cotisations = listes.codes("cotisations_ti")
    yield "cotisations_ti", ListeChamp(cotisations, label=_("Cotisations : régime"))


def _texte(libelle: Any, longueur: int) -> forms.CharField:
    return forms.CharField(
        label=libelle,
        max_length=longueur,
        required=False,
        empty_value=None,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


_OUI_OU_NON = {
    "sans_ressource": _("Sans ressource"),
    "aide_sociale": _("Touche une aide sociale"),
    "rqth": _("Reconnue travailleur handicapé (RQTH)"),
    "oeth": _("Compte dans l’obligation d’emploi (OETH)"),
    "parent_isole": _("Élève seule un enfant"),
    "hebergement": _("Hébergée, ou sans logement"),
    "refugie": _("Réfugiée, protégée ou demandeuse d’asile"),
    "sortant_ase": _("Sort de l’aide sociale à l’enfance"),
    "sortant_detention": _("Sort de détention, ou sous main de justice"),
    "difficulte_francais": _("Ne maîtrise pas le français"),
    "difficulte_mobilite": _("A une difficulté de mobilité"),
}
