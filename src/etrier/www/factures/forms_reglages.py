"""Forms on settings; the names are those of the models."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from etrier.banque.enums import EtatCompte
from etrier.banque.models import CompteBancaire
from etrier.facturation.models import ReglageClient, ReglageFacturation
from etrier.structures.access import Acces
from etrier.www.champs import JourChamp

# What a delay may be, whatever was agreed: the column of the database holds little more.
UN_AN = MaxValueValidator(365)


class ReglageFacturationForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the invoices of the structure bear."""

    premier_mois = JourChamp(label=_("Premier mois facturé ici"), required=False)
    sap_declaree_le = JourChamp(label=_("Déclarée le"), required=False)
    sap_agree_le = JourChamp(label=_("Agréée le"), required=False)

    class Meta:
        model = ReglageFacturation
        fields = (
            "prefixe",
            "premier_mois",
            "delai_jours",
            "compte",
            "forme_juridique",
            "immatriculation",
            "numero_tva",
            "mention_exoneration",
            "penalites",
            "escompte",
            "courriel",
            "telephone",
            "ics",
            "sap_declaration",
            "sap_declaree_le",
            "sap_agrement",
            "sap_agree_le",
        )
        help_texts = {
            "prefixe": _("Devant l'année : F donne F2026-00001."),
            "premier_mois": _("Un jour du mois. Les heures d'avant ont été facturées ailleurs."),
            "numero_tva": _("Obligatoire dès qu'une ligne porte de la TVA."),
            "mention_exoneration": _("Vide pour une AI : l'article 261, 7-1° bis du CGI."),
            "penalites": _("Vide : le taux de la BCE majoré de 10 points."),
            "escompte": _("Vide : pas d'escompte pour paiement anticipé."),
            "compte": _("Où les clients paient par virement."),
        }

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delai_jours"].validators.append(UN_AN)
        siens = CompteBancaire.objects.filter(
            structure=acces.structure, salarie=None, client=None, etat=EtatCompte.CONFIRME
        )
        self.fields["compte"].queryset = siens  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The act writes the row: the form only reads."""


class ReglageClientForm(forms.ModelForm):  # type: ignore[type-arg]
    """How a client is invoiced."""

    class Meta:
        model = ReglageClient
        fields = (
            "regroupement",
            "avec_annexe",
            "personnes",
            "delai_jours",
            "courriel",
            "moyen",
            "code_service",
            "numero_engagement",
            "reference_marche",
            "adresse_electronique",
        )
        help_texts = {
            "personnes": _("Sur l'annexe des heures. Leur nom : seulement si le client y a droit."),
            "delai_jours": _("Vide : celui de la structure."),
            "courriel": _("Vide : celui de la fiche du client."),
            "code_service": _("Clients publics : Chorus Pro."),
            "numero_engagement": _("Clients publics : Chorus Pro."),
            "adresse_electronique": _("Vide : le SIREN du client."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delai_jours"].validators.append(UN_AN)

    def _post_clean(self) -> None:
        """The act writes the row: the form only reads."""


def valeurs(reglage: Model, form: type[forms.ModelForm]) -> dict[str, Any]:  # type: ignore[type-arg]
    """What a form of settings shows first."""
    return {nom: getattr(reglage, nom) for nom in form.base_fields}
