"""Forms of the settings. The acts decide; these read."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from etrier.structures.enums import Role
from etrier.structures.models import Utilisateur


class FinConventionForm(forms.Form):
    """The last day of a convention."""

    fin = forms.DateField(
        label=_("Dernier jour de la convention"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Vide s'il n'est pas connu. Le radar prévient six mois avant."),
    )


class RoleForm(forms.Form):
    """A role for an account, opened on the way when the address has none."""

    courriel = forms.EmailField(
        label=_("Adresse électronique"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Celle avec laquelle la personne se connecte."),
    )
    role = forms.ChoiceField(label=_("Rôle"), choices=Role.choices, initial=Role.LECTURE)
    nom = forms.CharField(
        label=_("Nom, pour un nouveau compte"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    mot_de_passe = forms.CharField(
        label=_("Premier mot de passe, pour un nouveau compte"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("12 caractères au moins ; la personne le changera en se connectant."),
    )

    def clean(self) -> dict[str, Any]:
        """A known address needs no name nor password; a new one needs both."""
        lus = super().clean() or {}
        courriel = lus.get("courriel", "").lower()
        self.compte = Utilisateur.objects.filter(courriel=courriel).first()
        if self.compte is not None and (lus.get("nom") or lus.get("mot_de_passe")):
            self.add_error(
                "courriel",
                _t(
                    "Un compte existe déjà à cette adresse : laissez vides le nom et le mot de "
                    "passe."
                ),
            )
        if courriel and self.compte is None:
            for champ in ("nom", "mot_de_passe"):
                if not lus.get(champ):
                    self.add_error(
                        champ, _t("Aucun compte à cette adresse : écrivez-le pour en ouvrir un.")
                    )
        return lus


class StructureForm(forms.Form):
    """What the ASP's files do not say of a structure."""

    est_regie_de_quartier = forms.BooleanField(
        label=_("Cette structure est une régie de quartier"),
        required=False,
        help_text=_("Un label : les règles viennent de ses conventions."),
    )
    reseaux = forms.CharField(
        label=_("Réseaux et fédérations"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=_("Un nom par ligne."),
    )

    def clean_reseaux(self) -> list[str]:
        """One name a line."""
        return [ligne.strip() for ligne in self.cleaned_data["reseaux"].splitlines()]
