"""Forms on papers: what the file does not say, who signs, the text of a template."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.parcours.documents.champs import Champ, champs
from etrier.parcours.documents.contenu import PARTS
from etrier.parcours.documents.controles import Controle, lire_jour
from etrier.parcours.documents.demande import Demande
from etrier.parcours.documents.langue import les_champs
from etrier.parcours.documents.modeles import Modele
from etrier.parcours.enums_accompagnement import GenreDocument, QuiSigne
from etrier.socle.horloge import aujourdhui
from etrier.www.champs import JourChamp

# Asked whatever the template names: a check reads them.
_TOUJOURS: Mapping[str, frozenset[str]] = {
    GenreDocument.MISE_A_DISPOSITION: frozenset(
        {"mission.lieu", "mission.protections", "mission.fournisseur"}
    ),
    GenreDocument.RENOUVELLEMENT: frozenset({"renouvellement.fin"}),
}
LONGUEUR = 600


class SaisiesForm(forms.Form):
    """What the file does not hold, for the fields the template names; then points to look at."""

    def __init__(self, demande: Demande, modele: Modele, data: Any = None) -> None:
        super().__init__(data)
        nommes = les_champs(modele.texte) | _TOUJOURS.get(demande.genre, frozenset())
        # A certificate lists the jobs by a mark of its own, not by a field.
        nommes |= {"certificat.emplois"} if "[emplois]" in modele.texte else set()
        for champ in champs(demande.genre):
            if champ.saisi and champ.nom in nommes:
                self.fields[champ.nom] = _champ(champ, demande.saisis.get(champ.nom, ""))

    def saisis(self) -> dict[str, str]:
        """What was typed, days as papers write them."""
        return {
            nom: ecrire_jour(valeur) if isinstance(valeur, date) else str(valeur).strip()
            for nom, valeur in self.cleaned_data.items()
            if valeur and not nom.startswith("vu-")
        }

    def demander(self, controles: Sequence[Controle]) -> None:
        """One box to tick for each point to look at."""
        for controle in controles:
            if not controle.bloque:
                self.fields[f"vu-{controle.code}"] = forms.BooleanField(
                    label=controle.phrase, required=False
                )

    def vues(self) -> set[str]:
        """Codes of the boxes ticked."""
        return {nom.removeprefix("vu-") for nom in self.data if nom.startswith("vu-")}

    @property
    def les_saisies(self) -> list[forms.BoundField]:
        """Fields to type."""
        return [self[nom] for nom in self.fields if not nom.startswith("vu-")]

    @property
    def les_points(self) -> list[forms.BoundField]:
        """Boxes to tick."""
        return [self[nom] for nom in self.fields if nom.startswith("vu-")]


def _champ(champ: Champ, propose: str) -> forms.Field:
    libelle = champ.libelle[:1].upper() + champ.libelle[1:]
    if champ.saisi == "jour":
        return JourChamp(label=libelle, required=False, initial=lire_jour(propose))
    widget = (
        forms.Textarea(attrs={"rows": 2, "autocomplete": "off"})
        if champ.saisi == "long"
        else forms.TextInput(attrs={"autocomplete": "off"})
    )
    aide = gettext("Par exemple : %(exemple)s.") % {"exemple": champ.exemple}
    return forms.CharField(
        label=libelle,
        required=False,
        initial=propose,
        max_length=LONGUEUR,
        widget=widget,
        help_text=aide,
    )


class SignerForm(forms.Form):
    """Somebody signs on the screen: her name, her drawing if she makes one, her consent."""

    nom = forms.CharField(
        label=_("Prénom et nom"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    trace = forms.CharField(required=False, widget=forms.HiddenInput())
    accord = forms.BooleanField(
        error_messages={"required": _("Cochez pour dire que vous avez lu et que vous signez.")}
    )

    def __init__(self, nom: str, *, fige: bool, data: Any = None) -> None:
        super().__init__(data, initial={"nom": nom})
        if fige:
            del self.fields["nom"]
            dit = gettext("Je suis %(nom)s. J’ai lu ce papier et je le signe.") % {"nom": nom}
        else:
            dit = gettext("J’ai lu ce papier et je le signe.")
        self.fields["accord"].label = dit


class ReporterForm(forms.Form):
    """Who signed the printed paper, and what day."""

    le = JourChamp(label=_("Signé le"))

    def __init__(self, noms: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data, initial={"le": aujourdhui()})
        for qui, nom in noms.items():
            self.fields[f"nom-{qui}"] = forms.CharField(
                label=PARTS[qui],
                required=False,
                initial=nom,
                max_length=120,
                disabled=qui == QuiSigne.SALARIE,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
                help_text=gettext("Le nom de qui a signé."),
            )
            self.fields[f"signe-{qui}"] = forms.BooleanField(
                label=gettext("A signé"), required=False, initial=True
            )

    def clean_le(self) -> date:
        """A day that is not to come."""
        le: date = self.cleaned_data["le"]
        if le > aujourdhui():
            raise forms.ValidationError(_("Cette date est à venir : corrigez-la."))
        return le

    def noms(self) -> dict[str, str]:
        """Names of those who signed, by part."""
        return {
            nom.removeprefix("signe-"): self.cleaned_data[nom.replace("signe-", "nom-")]
            for nom, coche in self.cleaned_data.items()
            if nom.startswith("signe-") and coche
        }


class AnnulerForm(forms.Form):
    """Why a paper no longer stands."""

    motif = forms.CharField(
        label=_("Pourquoi"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text=_("Gardé sous scellé : le journal n’en dit rien."),
    )


class TexteForm(forms.Form):
    """The text of a template."""

    texte = forms.CharField(
        label=_("Texte du modèle"),
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 28, "spellcheck": "true", "class": "form-control texte-modele"}
        ),
    )
