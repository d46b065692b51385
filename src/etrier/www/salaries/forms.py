"""Forms on people, contracts and PASS. The acts decide; these read."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.droit.parametre import NonCalculable
from etrier.droit.vocabulaire import Territoire
from etrier.parcours.access import les_homonymes
from etrier.parcours.actions import Identite, Termes
from etrier.parcours.ecriture import dire_naissance
from etrier.parcours.enums import Civilite, TypeContratTravail
from etrier.parcours.models import AvenantContrat, Personne, Salarie
from etrier.socle.horloge import aujourdhui
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.access import Acces, les_conventions
from etrier.structures.models import Convention, Structure
from etrier.www.champs import EurosChamp, HeuresChamp, JourChamp

_SANS_AUTOCOMPLETE = forms.TextInput(attrs={"autocomplete": "off"})
AUTRE = "autre"


class IdentiteForm(forms.Form):
    """Who somebody is, and her number in the structure."""

    # It is not the reader's own identity: her browser must not propose it.
    civilite = forms.ChoiceField(
        label=_("Civilité"), choices=[("", "—"), *Civilite.choices], required=False
    )
    nom = forms.CharField(label=_("Nom"), max_length=80, widget=_SANS_AUTOCOMPLETE)
    prenom = forms.CharField(label=_("Prénom"), max_length=80, widget=_SANS_AUTOCOMPLETE)
    naissance = JourChamp(label=_("Date de naissance"))
    matricule = forms.CharField(
        label=_("Matricule"),
        max_length=20,
        widget=_SANS_AUTOCOMPLETE,
        help_text=_("Le numéro du salarié dans votre logiciel de paie."),
    )

    def identite(self) -> Identite:
        """What the form says of the person, once valid."""
        champs = self.cleaned_data
        return Identite(
            nom=champs["nom"],
            prenom=champs["prenom"],
            naissance=champs["naissance"],
            civilite=champs["civilite"],
        )


class SalarieForm(IdentiteForm):
    """A new employee; people of the same name and birth date are shown before creating another."""

    def __init__(self, acces: Acces, donnees: Any = None) -> None:
        super().__init__(donnees)
        self.acces = acces
        self.personne: Personne | None = None

    def clean(self) -> dict[str, Any]:
        """Ask whether she is somebody known already, unless the answer came with the form."""
        nettoyes = super().clean() or {}
        if "nom" in nettoyes and "naissance" in nettoyes:
            connus = les_homonymes(self.acces, nettoyes["nom"], nettoyes["naissance"])
            if connus:
                self._demander(connus)
        return nettoyes

    def _demander(self, connus: list[Personne]) -> None:
        choix = [(str(p.pk), self._presenter(p)) for p in connus]
        self.fields["personne"] = forms.ChoiceField(
            label=gettext("Est-ce la même personne ?"),
            choices=[*choix, (AUTRE, gettext("Non, c'est une autre personne"))],
            widget=forms.RadioSelect,
            help_text=gettext("La même personne garde son PASS IAE et ses limites d'heures."),
        )
        reponse = self.data.get("personne")
        if reponse not in dict(self.fields["personne"].choices):  # type: ignore[attr-defined]
            self.add_error(
                "personne",
                gettext(
                    "Quelqu'un porte ce nom et est né ce jour-là : dites si c'est la même personne."
                ),
            )
        self.personne = next((p for p in connus if str(p.pk) == reponse), None)

    def _presenter(self, personne: Personne) -> str:
        emplois = [f"{s.structure} ({s.matricule})" for s in self._emplois(personne)]
        return gettext("Oui : %(personne)s, %(nee)s, %(emplois)s") % {
            "personne": personne,
            "nee": dire_naissance(personne),
            "emplois": ", ".join(emplois),
        }

    def _emplois(self, personne: Personne) -> list[Salarie]:
        # Only what the group shares: her other employers, if any, are not told.
        groupe = self.acces.structure.groupe_id
        return [
            s
            for s in personne.salaries.all()
            if s.structure_id == self.acces.structure.pk
            or (groupe is not None and s.structure.groupe_id == groupe)
        ]


class QualificationForm(forms.Form):
    """The job a contract names."""

    qualification = forms.CharField(
        label=_("Qualification"),
        max_length=60,
        required=False,
        widget=_SANS_AUTOCOMPLETE,
        help_text=_("L'emploi écrit au contrat ; le prix facturé peut en dépendre."),
    )


class TermesForm(forms.Form):
    """Terms of a contract."""

    minutes_hebdo = HeuresChamp(
        label=_("Durée hebdomadaire"), help_text=_("En heures : 26, 26h30 ou 26,5.")
    )
    taux_horaire_centimes = EurosChamp(
        label=_("Taux horaire brut"), help_text=_("En euros : 12,02.")
    )


class ContratForm(TermesForm, QualificationForm):
    """A contract to sign; the names are those of `signer_contrat`."""

    convention = forms.ModelChoiceField(Convention.objects.none(), label=_("Convention"))
    genre = forms.ChoiceField(label=_("Type de contrat"), choices=TypeContratTravail.choices)
    debut = JourChamp(label=_("Premier jour"))
    fin = JourChamp(
        label=_("Dernier jour"), required=False, help_text=_("Vide pour un CDI inclusion.")
    )
    numero = forms.CharField(
        label=_("Numéro du contrat"),
        max_length=20,
        required=False,
        widget=_SANS_AUTOCOMPLETE,
        help_text=_("Vide : le prochain numéro libre de l'année."),
    )
    field_order = (
        "convention",
        "genre",
        "qualification",
        "debut",
        "fin",
        "minutes_hebdo",
        "taux_horaire_centimes",
        "numero",
    )

    def __init__(self, acces: Acces, donnees: Any = None) -> None:
        conventions = les_conventions(acces)
        initial: dict[str, Any] = {"taux_horaire_centimes": _smic(acces.structure)}
        if len(conventions) == 1:
            initial["convention"] = conventions[0]
        super().__init__(donnees, initial=initial)
        self.fields["convention"].queryset = conventions  # type: ignore[attr-defined]


def _smic(structure: Structure) -> int | None:
    """The SMIC of the day in centimes, a rate to begin with; None when it is not established."""
    mayotte = structure.territoire is Territoire.MAYOTTE
    nom = "remuneration/smic_horaire_mayotte" if mayotte else "remuneration/smic_horaire"
    try:
        return parametres_en_vigueur().valeur(nom, aujourdhui()).en(100)
    except (NonCalculable, ValueError):
        return None


class AvenantForm(TermesForm):
    """New terms of a contract; unchanged fields keep the terms in force."""

    effet = JourChamp(label=_("Date d'effet"))
    fin = JourChamp(
        label=_("Dernier jour du contrat"),
        required=False,
        help_text=_("Pour une fin anticipée ou une prolongation, écrivez le nouveau dernier jour."),
    )
    motif = forms.CharField(
        label=_("Motif"),
        max_length=120,
        widget=_SANS_AUTOCOMPLETE,
        help_text=_("Par exemple « renouvellement » ou « fin anticipée ». Jamais de santé."),
    )
    field_order = ("effet", "minutes_hebdo", "taux_horaire_centimes", "fin", "motif")

    @classmethod
    def pour(cls, donnees: Any, dernier: AvenantContrat | None) -> "AvenantForm":
        """The form, filled in with the terms in force."""
        if dernier is None:
            return cls(donnees)
        return cls(
            donnees,
            initial={
                "minutes_hebdo": dernier.minutes_hebdo,
                "taux_horaire_centimes": dernier.taux_horaire_centimes,
                "fin": dernier.fin,
            },
        )

    def termes(self) -> Termes:
        """What the form says, once valid."""
        return Termes(
            **{
                nom: self.cleaned_data[nom]
                for nom in ("effet", "fin", "minutes_hebdo", "taux_horaire_centimes")
            }
        )
