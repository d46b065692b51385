"""Forms on places, prices and public contracts. The acts decide; these read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etrier.missions.access import les_clients
from etrier.missions.enums import GenreClient
from etrier.missions.models import Client
from etrier.parcours.access import les_contrats
from etrier.parcours.models import Contrat
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces
from etrier.www.champs import HeuresChamp, JourChamp, SiretChamp
from etrier.www.missions.forms_prix import PrestationChamp

_LIBRE = forms.TextInput(attrs={"autocomplete": "off"})


class ClientForm(forms.Form):
    """Who uses the work; the names are those of `creer_client`."""

    nature = forms.ChoiceField(
        label=_("Nature"),
        choices=GenreClient.choices,
        help_text=_("Elle décide du plafond d'heures d'une association intermédiaire."),
    )
    denomination = forms.CharField(label=_("Nom ou dénomination"), max_length=120, widget=_LIBRE)
    siret = SiretChamp(help_text=_("14 chiffres ; vide pour un particulier."))
    adresse = forms.CharField(label=_("Adresse"), max_length=200, required=False, widget=_LIBRE)
    code_postal = forms.RegexField(
        r"^[0-9]{5}$",
        label=_("Code postal"),
        required=False,
        error_messages={"invalid": _("Un code postal a 5 chiffres.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    commune = forms.CharField(label=_("Commune"), max_length=80, required=False, widget=_LIBRE)
    contact = forms.CharField(
        label=_("Personne à joindre"),
        max_length=120,
        required=False,
        widget=_LIBRE,
        help_text=_("Celle qui confirme les heures."),
    )
    courriel = forms.EmailField(
        label=_("Courriel"),
        required=False,
        help_text=_("Les relevés d’heures y sont envoyés."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    telephone = forms.CharField(
        label=_("Téléphone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class ChantierForm(forms.Form):
    """A chantier; the names are those of `creer_chantier`."""

    denomination = forms.CharField(label=_("Nom du chantier"), max_length=120, widget=_LIBRE)
    client = forms.ModelChoiceField(
        Client.objects.none(),
        label=_("Client"),
        required=False,
        empty_label=_("— la structure elle-même —"),
    )
    prestation = PrestationChamp(help_text=_("Elle peut avoir un prix à elle."))
    debut = JourChamp(label=_("Premier jour"))
    fin = JourChamp(label=_("Dernier jour"), required=False, help_text=_("Vide : sans fin."))

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client"].queryset = les_clients(acces)  # type: ignore[attr-defined]
        self.fields["prestation"].proposer(acces, self)  # type: ignore[attr-defined]


def _nommer(contrat: Contrat) -> str:
    """The person first: it is her one looks for."""
    return f"{contrat.salarie.personne} — {contrat.get_genre_display()} {contrat.numero}"


class DatesMissionForm(forms.Form):
    """What may change in a mission."""

    objet = forms.CharField(
        label=_("Objet"), max_length=120, widget=_LIBRE, help_text=_("La tâche, en quelques mots.")
    )
    prestation = PrestationChamp(help_text=_("Elle peut avoir un prix à elle."))
    debut = JourChamp(label=_("Premier jour"))
    fin = JourChamp(
        label=_("Dernier jour"),
        required=False,
        help_text=_("Au plus tard le dernier jour du contrat de travail."),
    )

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prestation"].proposer(acces, self)  # type: ignore[attr-defined]


class MissionForm(DatesMissionForm):
    """A person placed with a client; the names are those of `creer_mission`."""

    client = forms.ModelChoiceField(Client.objects.none(), label=_("Client"))
    contrat = forms.ModelChoiceField(
        Contrat.objects.none(),
        label=_("Salarié et contrat"),
        help_text=_("Les contrats qui ne sont pas finis."),
    )
    numero = forms.CharField(
        label=_("Numéro de la mission"),
        max_length=20,
        required=False,
        widget=_LIBRE,
        help_text=_("Vide : le prochain numéro libre de l'année."),
    )
    field_order = ("client", "contrat", "objet", "prestation", "debut", "fin", "numero")

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(acces, *args, **kwargs)
        contrats = les_contrats(acces).exclude(fin__lt=aujourdhui())
        self.fields["client"].queryset = les_clients(acces)  # type: ignore[attr-defined]
        self.fields["contrat"].label_from_instance = _nommer  # type: ignore[attr-defined]
        self.fields["contrat"].queryset = contrats.order_by(  # type: ignore[attr-defined]
            "salarie__personne__nom", "salarie__personne__prenom", "debut"
        )


class MarcheForm(forms.Form):
    """A public contract; the names are those of `creer_marche`."""

    acheteur = forms.ModelChoiceField(
        Client.objects.none(),
        label=_("Acheteur"),
        help_text=_("Un client de la structure ; ajoutez-le d'abord à vos clients."),
    )
    reference = forms.CharField(label=_("Référence"), max_length=40, widget=_LIBRE)
    objet = forms.CharField(label=_("Objet"), max_length=200, widget=_LIBRE)

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acheteurs = les_clients(acces).exclude(nature=GenreClient.PARTICULIER)
        self.fields["acheteur"].queryset = acheteurs  # type: ignore[attr-defined]


class ClauseForm(forms.Form):
    """Hours due on a lot; the names are those of `creer_clause`."""

    lot = forms.CharField(label=_("Lot"), max_length=20, widget=_LIBRE)
    intitule = forms.CharField(label=_("Intitulé"), max_length=120, widget=_LIBRE)
    minutes_dues = HeuresChamp(
        label=_("Heures d'insertion dues"), help_text=_("Pour tout le lot : 1200.")
    )
    debut = JourChamp(label=_("Premier jour"))
    fin = JourChamp(label=_("Dernier jour"))
    mois_par_personne = forms.IntegerField(
        label=_("Mois comptés par personne"),
        min_value=1,
        max_value=120,
        required=False,
        help_text=_("La règle de l'opération ; vide : sans limite."),
    )
