"""Forms on services and prices. The acts decide; these read."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from django import forms
from django.db.models import Q
from django.forms import BoundField
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from etrier.missions.access import les_chantiers, les_clients, les_missions, les_prestations
from etrier.missions.actions import Supplements
from etrier.missions.enums import ActiviteSap, RegimeTva, UnitePrestation
from etrier.missions.models import Prestation
from etrier.parcours.access import les_contrats
from etrier.structures.access import Acces, les_conventions
from etrier.www.champs import (
    CoefficientChamp,
    EurosChamp,
    HeuresChamp,
    JourChamp,
    PourcentChamp,
)

_LIBRE = forms.TextInput(attrs={"autocomplete": "off"})
SUPPLEMENTS = tuple(champ.name for champ in fields(Supplements))


class PrestationChamp(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A service of the structure, or none; an archived one only where it stands already."""

    def __init__(self, **kwargs: Any) -> None:
        communs: dict[str, Any] = {"label": _("Prestation"), "empty_label": "—", "required": False}
        super().__init__(Prestation.objects.none(), **(communs | kwargs))

    def proposer(self, acces: Acces, form: forms.Form) -> None:
        """Read the services of the structure."""
        actuelle = form.initial.get("prestation")
        gardee = Q(est_archivee=False) | Q(pk=getattr(actuelle, "pk", None))
        self.queryset = les_prestations(acces).filter(gardee)


class PrestationForm(forms.Form):
    """A service; the names are those of `creer_prestation`."""

    code = forms.CharField(
        label=_("Code"), max_length=12, widget=_LIBRE, help_text=_("Le vôtre, court : MEN.")
    )
    libelle = forms.CharField(
        label=_("Libellé"),
        max_length=120,
        widget=_LIBRE,
        help_text=_("Comme il se lit sur la facture."),
    )
    unite = forms.ChoiceField(label=_("Vendue"), choices=UnitePrestation.choices)
    activite_sap = forms.ChoiceField(
        label=_("Service à la personne"),
        required=False,
        choices=[("", _("— ce n'en est pas un —")), *ActiviteSap.choices],
        help_text=_("Pour la facture et l'attestation fiscale des particuliers."),
    )
    est_de_nuit = forms.BooleanField(
        label=_("Travail de nuit"),
        required=False,
        help_text=_("Les heures faites là reçoivent la majoration de nuit du tarif."),
    )


class TarifForm(forms.Form):
    """A dated price. `cible` is « structure », or a kind and a number: « client-12 »."""

    cible = forms.ChoiceField(
        label=_("Ce tarif vaut pour"),
        help_text=_("Le plus précis l'emporte : mission, puis chantier, client, structure."),
    )
    depuis = JourChamp(
        label=_("À partir du"), help_text=_("L'ancien tarif vaut jusqu'à la veille.")
    )
    montant_horaire_centimes = EurosChamp(
        label=_("Prix de l'heure, hors taxes"),
        required=False,
        help_text=_("En euros : 22,50. Vide si le prix est un coefficient du salaire."),
    )
    regime_tva = forms.ChoiceField(label=_("TVA"), choices=RegimeTva.choices)
    prestation = PrestationChamp(label=_("Pour une seule prestation"), empty_label=_("— toutes —"))
    qualification = forms.ChoiceField(
        label=_("Pour une seule qualification"),
        required=False,
        help_text=_("Celles écrites sur les contrats de travail."),
    )
    coefficient_dix_milliemes = CoefficientChamp(
        label=_("Coefficient"),
        required=False,
        help_text=_("Au lieu du prix : le salaire de l'heure du contrat × 1,95, par exemple."),
    )
    majoration_nuit_pour_dix_mille = PourcentChamp(
        label=_("Majoration de nuit (%)"), required=False, help_text=_("25 pour un quart en plus.")
    )
    majoration_dimanche_pour_dix_mille = PourcentChamp(
        label=_("Majoration du dimanche (%)"),
        required=False,
        help_text=_("Une nuit de dimanche reçoit la plus forte des deux, pas leur somme."),
    )
    minutes_minimum = HeuresChamp(
        label=_("Minimum facturé par jour"),
        required=False,
        help_text=_("Pour une personne chez le client, en heures : 2 ou 1h30."),
    )
    deplacement_centimes = EurosChamp(
        label=_("Déplacement par jour, hors taxes"),
        required=False,
        help_text=_("Pour une personne chez le client, en euros : 4."),
    )
    SIMPLES = ("cible", "depuis", "montant_horaire_centimes", "regime_tva")

    def __init__(self, acces: Acces, donnees: Any = None, cible: str = "structure") -> None:
        dispositifs = {c.dispositif for c in les_conventions(acces)}
        # The placements of an AI bear no VAT (CGI 261, 7-1° bis).
        regime = RegimeTva.EXONERE if dispositifs == {"AI"} else RegimeTva.NORMAL
        super().__init__(donnees, initial={"cible": cible, "regime_tva": regime})
        self.cibles: dict[str, Any] = {"structure": None}
        self.fields["prestation"].proposer(acces, self)  # type: ignore[attr-defined]
        self.fields["qualification"].choices = [  # type: ignore[attr-defined]
            ("", _t("— toutes —")),
            *((q, q) for q in _qualifications(acces)),
        ]
        self.fields["cible"].choices = [  # type: ignore[attr-defined]
            ("structure", _t("Toute la structure")),
            self._groupe(_t("Clients"), "client", les_clients(acces)),
            self._groupe(_t("Chantiers"), "chantier", les_chantiers(acces)),
            self._groupe(_t("Missions"), "mission", les_missions(acces)),
        ]

    def _groupe(self, titre: str, genre: str, objets: Any) -> tuple[str, list[tuple[str, str]]]:
        choix = []
        for objet in objets:
            cle = f"{genre}-{objet.pk}"
            self.cibles[cle] = objet
            choix.append((cle, str(objet)))
        return titre, choix

    @property
    def simples(self) -> list[BoundField]:
        """What every price says."""
        return [self[nom] for nom in self.SIMPLES]

    @property
    def precisions(self) -> list[BoundField]:
        """What few prices say, folded away."""
        return [self[nom] for nom in self.fields if nom not in self.SIMPLES]

    @property
    def est_depliee(self) -> bool:
        """True once one of the folded fields holds something, or a mistake."""
        return any(champ.errors or champ.value() for champ in self.precisions)

    def champs(self) -> dict[str, Any]:
        """Arguments of `fixer_tarif`, once valid."""
        lus = dict(self.cleaned_data)
        cle = lus.pop("cible")
        if cle != "structure":
            lus[cle.partition("-")[0]] = self.cibles[cle]
        supplements = {nom: lus.pop(nom) or 0 for nom in SUPPLEMENTS}
        return {**lus, "supplements": Supplements(**supplements)}


def _qualifications(acces: Acces) -> Iterator[str]:
    """Those of the contracts, once each whatever the capitals."""
    ecrites = les_contrats(acces).exclude(qualification="").order_by("qualification")
    vues = set()
    for qualification in ecrites.values_list("qualification", flat=True).distinct():
        if qualification.lower() not in vues:
            vues.add(qualification.lower())
            yield qualification
