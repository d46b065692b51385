"""Forms of pay: a variable, an expense, a rate, a code, a file that comes back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from etrier.paie.enums import FormatPaie, GenreFrais, GenreVariableSaisie
from etrier.paie.formats.colonnes import FIGURES, ROLES
from etrier.paie.navette.retour import TAILLE_MAXIMALE
from etrier.paie.saisies.actions import LIBELLE_MAXIMAL, Saisie
from etrier.parcours.models import Contrat
from etrier.socle.mois import ecrire_mois, lire_mois
from etrier.www.champs import EurosChamp, JourChamp

FICHIERS = (".csv", ".txt", ".xlsx", ".xls", ".ods")


class ContratChamp(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Whose it is, by name and number."""

    def label_from_instance(self, obj: Contrat) -> str:
        """`MARTIN Odile (M0001), C00001`."""
        return f"{obj.salarie}, {obj.numero}"


class MoisChamp(forms.CharField):
    """A month, typed or picked; its first day comes out."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-10"})
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Read `2026-10` or `10/2026`."""
        texte = super().to_python(value)
        if not texte:
            return None
        try:
            return lire_mois(texte)
        except ValueError as erreur:
            raise ValidationError(str(erreur)) from None

    def prepare_value(self, value: Any) -> Any:
        """A month as the input wants it."""
        return ecrire_mois(value) if isinstance(value, date) else value


class SaisieForm(forms.Form):
    """A variable of a month."""

    genre = forms.ChoiceField(label=_("Variable"), choices=GenreVariableSaisie)
    montant_centimes = EurosChamp(
        label=_("Montant en euros"),
        help_text=_("Un acompte : ce qui a été versé. Une saisie : ce que le tiers demande."),
    )
    le = JourChamp(
        label=_("Date"), required=False, help_text=_("Obligatoire pour un acompte ou une saisie.")
    )
    libelle = forms.CharField(
        label=_("Libellé"),
        max_length=LIBELLE_MAXIMAL,
        required=False,
        help_text=_("Pour une saisie : à qui elle est versée, et sa référence."),
    )

    def saisie(self) -> Saisie:
        """As the act wants it."""
        return Saisie(**self.cleaned_data)


class SaisieNouvelleForm(SaisieForm):
    """A variable, and whose it is."""

    contrat = ContratChamp(label=_("Salarié et contrat"), queryset=Contrat.objects.none())

    def __init__(self, contrats: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contrat"].queryset = contrats  # type: ignore[attr-defined]
        self.order_fields(["contrat"])

    def saisie(self) -> Saisie:
        """Without the contract."""
        return Saisie(**{k: v for k, v in self.cleaned_data.items() if k != "contrat"})


class MoisForm(forms.Form):
    """In which month's pay."""

    mois = MoisChamp(label=_("Mois de paie"))


class DepenseForm(forms.Form):
    """An expense claim."""

    contrat = ContratChamp(label=_("Salarié et contrat"), queryset=Contrat.objects.none())
    genre = forms.ChoiceField(label=_("Dépense"), choices=GenreFrais)
    le = JourChamp(label=_("Date de la dépense"))
    libelle = forms.CharField(label=_("Objet ou trajet"), max_length=120)
    montant_centimes = EurosChamp(
        label=_("Montant payé"),
        required=False,
        help_text=_("Laissez vide pour des kilomètres : le barème le calcule."),
    )
    kilometres = forms.IntegerField(
        label=_("Kilomètres"), required=False, min_value=1, max_value=10_000
    )
    puissance_cv = forms.IntegerField(
        label=_("Puissance du véhicule (CV)"), required=False, min_value=1, max_value=50
    )

    def __init__(self, contrats: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contrat"].queryset = contrats  # type: ignore[attr-defined]


class MotifForm(forms.Form):
    """Why."""

    motif = forms.CharField(label=_("Pourquoi"), max_length=200)


class ExplicationForm(forms.Form):
    """Why a difference is right."""

    explication = forms.CharField(
        label=_("Explication"),
        max_length=200,
        help_text=_("Pourquoi c'est juste, ou ce qui a été demandé au cabinet."),
    )


class BaremeForm(forms.Form):
    """A rate of a kilometre."""

    depuis = JourChamp(label=_("À partir du"))
    jusqu_a_cv = forms.IntegerField(
        label=_("Jusqu'à (CV)"),
        required=False,
        min_value=1,
        max_value=50,
        help_text=_("Vide : toute puissance."),
    )
    milliemes_par_km = forms.DecimalField(
        label=_("Euros par kilomètre"),
        max_digits=5,
        decimal_places=3,
        localize=True,
        help_text=_("Trois décimales au plus, par exemple 0,529."),
    )
    source = forms.CharField(
        label=_("D'où vient ce taux"),
        max_length=200,
        help_text=_(
            "Accord, décision, barème des impôts de telle année : il restera avec le taux."
        ),
    )

    def clean_milliemes_par_km(self) -> int:
        """Thousandths of a euro: exact, three decimals at most."""
        return int(self.cleaned_data["milliemes_par_km"].scaleb(3))


class ReglageForm(forms.Form):
    """The format, the number of the file at the bureau's, codes not to compare."""

    format_paie = forms.ChoiceField(label=_("Format du fichier"), choices=FormatPaie)
    numero_dossier = forms.CharField(label=_("Numéro de dossier"), max_length=30, required=False)
    codes_ignores = forms.CharField(
        label=_("Codes du cabinet à ne pas comparer"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Séparés par des virgules : les lignes de chaque cotisation, par exemple."),
    )

    def clean_codes_ignores(self) -> list[str]:
        """One by one."""
        texte = self.cleaned_data["codes_ignores"].replace("\n", ",").replace(";", ",")
        return [c for c in (x.strip() for x in texte.split(",")) if c]


class CodeForm(forms.Form):
    """The bureau's code for a rubrique."""

    code = forms.CharField(label=_("Code du cabinet"), max_length=30, required=False)
    envoyee = forms.BooleanField(
        label=_("Envoyer cette rubrique"),
        required=False,
        help_text=_("Décochez ce que le cabinet calcule lui-même : le code sert alors au retour."),
    )


class RetourForm(forms.Form):
    """The file of the bureau; the titles of its columns when they cannot be guessed."""

    fichier = forms.FileField(
        label=_("Fichier du cabinet"),
        help_text=_("Tableur ou CSV, 10 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(FICHIERS)}),
        error_messages={"required": _("Choisissez le fichier.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role, libelle in _roles():
            self.fields[f"col_{role}"] = forms.CharField(
                label=_t("Titre de la colonne : %(quoi)s") % {"quoi": libelle},
                max_length=60,
                required=False,
            )

    def clean_fichier(self) -> Any:
        """Not larger than a month of pay."""
        fichier = self.cleaned_data["fichier"]
        if fichier.size > TAILLE_MAXIMALE:
            raise ValidationError(_t("Ce fichier dépasse 10 Mo : donnez un mois à la fois."))
        return fichier

    @property
    def colonnes(self) -> dict[str, str]:
        """Titles said, by role."""
        dits = ((r, self.cleaned_data.get(f"col_{r}", "").strip()) for r, _libelle in _roles())
        return {role: titre for role, titre in dits if titre}


def _roles() -> Iterable[tuple[str, Any]]:
    return [*ROLES.items(), *((f, x) for f, x in FIGURES.items() if f in ("BRUT", "NET_A_PAYER"))]
