"""Forms on relevés: the team's, and those of the client who answers from a link."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.heures.enums import MoyenEnvoi
from etrier.heures.models import LigneReleve, ReleveHeures
from etrier.missions.access import les_clients
from etrier.missions.models import Client
from etrier.socle.horloge import aujourdhui
from etrier.socle.mois import dernier_jour
from etrier.structures.access import Acces
from etrier.www import formats_ecran
from etrier.www.champs import HeuresChamp, JourChamp
from etrier.www.lien_signe import RepondantForm

_LIBRE = forms.TextInput(attrs={"autocomplete": "off"})


class PreparerForm(forms.Form):
    """Whose hours, of what period; the names are those of `preparer`."""

    client = forms.ModelChoiceField(Client.objects.none(), label=_("Client"))
    debut = JourChamp(label=_("Premier jour"))
    fin = JourChamp(label=_("Dernier jour"))

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client"].queryset = les_clients(acces)  # type: ignore[attr-defined]


class JusqueForm(forms.Form):
    """The last day of the relevés drawn all at once; none: the last of the month.

    Plans write the days to come: what is proposed stops at today.
    """

    jusque = JourChamp(label=_("jusqu’au"), required=False)

    def __init__(self, mois: date, data: Any = None) -> None:
        fin, ce_jour = dernier_jour(mois), aujourdhui()
        propose = ce_jour if mois <= ce_jour < fin else fin
        super().__init__(data, initial={"jusque": propose})
        bornes = {"min": f"{mois}", "max": f"{fin}", "class": "form-control"}
        self.fields["jusque"].widget.attrs |= bornes
        self._bornes = (mois, fin)

    def clean_jusque(self) -> date | None:
        """A day of the month shown."""
        jour: date | None = self.cleaned_data["jusque"]
        debut, fin = self._bornes
        if jour is not None and not debut <= jour <= fin:
            dit = {"debut": formats_ecran.jour(debut), "fin": formats_ecran.jour(fin)}
            raise forms.ValidationError(
                gettext("Choisissez un jour de ce mois, du %(debut)s au %(fin)s.") % dit
            )
        return jour


class EnvoyerForm(forms.Form):
    """How a relevé reaches the client; the names are those of `envoyer`."""

    moyen = forms.ChoiceField(label=_("Comment"), widget=forms.RadioSelect)
    destinataire = forms.EmailField(
        label=_("Courriel du client"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, releve: ReleveHeures, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choix = [
            (
                MoyenEnvoi.LIEN.value,
                gettext("Un lien, que vous remettez vous-même (SMS, messagerie)"),
            ),
            (MoyenEnvoi.PAPIER.value, gettext("Sur papier : imprimez-le et faites-le signer")),
        ]
        if settings.ETRIER_COURRIEL:
            choix.insert(0, (MoyenEnvoi.COURRIEL.value, gettext("Par courriel, avec le lien")))
            self.fields["destinataire"].initial = releve.client.courriel
        else:
            del self.fields["destinataire"]
        self.fields["moyen"].choices = choix  # type: ignore[attr-defined]
        sans_adresse = settings.ETRIER_COURRIEL and not releve.client.courriel
        self.fields["moyen"].initial = choix[1 if sans_adresse else 0][0]


class PapierForm(forms.Form):
    """The signed sheet came back; the names are those of `reporter_papier`."""

    nom = forms.CharField(label=_("Nom de la personne qui a signé"), max_length=120, widget=_LIBRE)
    qualite = forms.CharField(label=_("Qualité"), max_length=80, required=False, widget=_LIBRE)
    signee_le = JourChamp(label=_("Signé le"), initial=aujourdhui)


class ReponseForm(RepondantForm):
    """Who answers; the names are those of `repondre`."""

    def champs(self) -> dict[str, Any]:
        """Arguments of `repondre`, once valid."""
        return dict(self.cleaned_data)


class ContestationForm(ReponseForm):
    """The same, with what each day was according to the client."""

    commentaire = forms.CharField(
        label=_("Ce qui ne va pas"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Par exemple un jour qui manque."),
    )
    field_order = ("commentaire", "nom", "qualite")

    def __init__(self, releve: ReleveHeures, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groupes: list[tuple[str, list[tuple[LigneReleve, forms.BoundField]]]] = []
        self._cles: dict[str, int] = {}
        for nom, lignes in par_personne(releve):
            self.groupes.append((nom, [(x, self._champ(nom, x)) for x in lignes]))

    def _champ(self, qui: str, ligne: LigneReleve) -> forms.BoundField:
        cle = f"l{ligne.pk}"
        self._cles[cle] = ligne.pk
        champ = HeuresChamp(
            label=formats.date_format(ligne.jour, "l j F"),
            initial=ligne.minutes,
            help_text=gettext("sur le relevé : %(heures)s")
            % {"heures": formats_ecran.heures(ligne.minutes)},
            error_messages={"required": _("Écrivez 0 si personne n’a travaillé ce jour-là.")},
        )
        # Two people work the same day: what is read aloud says whose day it is.
        champ.widget.attrs["aria-label"] = f"{qui}, {champ.label}"
        self.fields[cle] = champ
        return self[cle]

    @property
    def autres(self) -> Iterator[forms.BoundField]:
        """The fields that are not days."""
        return (self[nom] for nom in self.fields if nom not in self._cles)

    def champs(self) -> dict[str, Any]:
        """Arguments of `repondre`, once valid."""
        lus = super().champs()
        lus["contestees"] = {cle: lus.pop(nom) for nom, cle in self._cles.items()}
        return lus


def par_personne(releve: ReleveHeures) -> list[tuple[str, list[LigneReleve]]]:
    """The lines of a relevé under the name of each person, by name then day."""
    lignes = releve.lignes.select_related("mission__contrat__salarie__personne").order_by(
        "mission__contrat__salarie__personne__nom",
        "mission__contrat__salarie__personne__prenom",
        "mission__contrat__salarie_id",
        "jour",
        "mission__numero",
    )
    groupes: dict[int, tuple[str, list[LigneReleve]]] = {}
    for ligne in lignes:
        salarie = ligne.mission.contrat.salarie
        groupes.setdefault(salarie.pk, (str(salarie.personne), []))[1].append(ligne)
    return list(groupes.values())
