"""Forms of arrivals. The acts decide; these read."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.parcours.accueil.access import (
    chercher_personnes,
    les_autres_structures,
    les_partenaires,
)
from etrier.parcours.accueil.actions import Arrivee
from etrier.parcours.accueil.partenaires import FichePartenaire
from etrier.parcours.actions import Identite
from etrier.parcours.ecriture import dire_naissance, listes_de_voie
from etrier.parcours.enums import (
    Civilite,
    GenrePartenaire,
    LanguePersonne,
    MotifRefus,
    OrigineCandidature,
)
from etrier.parcours.models import Partenaire, Personne
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces
from etrier.structures.models import Structure
from etrier.www.champs import JourChamp, SiretChamp

AUTRE = "autre"
FICHIERS = (".xlsx", ".xls", ".ods", ".csv")
TAILLE_MAXIMALE = 10 * 1024 * 1024


def _texte(**attributs: str) -> forms.TextInput:
    # About somebody else: the reader's browser must not propose her own.
    return forms.TextInput(attrs={"autocomplete": "off", **attributs})


class PartenaireForm(forms.Form):
    """A line of the directory; the names are those of `FichePartenaire`."""

    nom = forms.CharField(label=_("Nom"), max_length=160, widget=_texte())
    genre = forms.ChoiceField(
        label=_("Genre"),
        choices=[("", "—"), *GenrePartenaire.choices],
        help_text=_("Il dit si ce partenaire est habilité à prescrire un parcours d'insertion."),
    )
    contact = forms.CharField(
        label=_("Interlocuteur"), max_length=120, required=False, widget=_texte()
    )
    telephone = forms.CharField(
        label=_("Téléphone"), max_length=20, required=False, widget=_texte(inputmode="tel")
    )
    courriel = forms.EmailField(
        label=_("Courriel"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    adresse = forms.CharField(label=_("Adresse"), max_length=200, required=False, widget=_texte())
    siret = SiretChamp()

    def fiche(self) -> FichePartenaire:
        """What the form says, once valid."""
        return FichePartenaire(**self.cleaned_data)


class CandidatureForm(forms.Form):
    """Somebody who comes; those she may already be are shown before writing another person."""

    civilite = forms.ChoiceField(
        label=_("Civilité"), choices=[("", "—"), *Civilite.choices], required=False
    )
    nom = forms.CharField(label=_("Nom"), max_length=80, widget=_texte())
    prenom = forms.CharField(label=_("Prénom"), max_length=80, widget=_texte())
    naissance = JourChamp(label=_("Date de naissance"))
    origine = forms.ChoiceField(label=_("Comment est-elle venue ?"))
    partenaire = forms.ModelChoiceField(
        Partenaire.objects.none(),
        label=_("Envoyée par"),
        required=False,
        empty_label="—",
        help_text=_("Un partenaire de votre carnet. Rien pour une candidature spontanée."),
    )
    recue_le = JourChamp(label=_("Reçue le"))
    poste = forms.CharField(
        label=_("Poste demandé"), max_length=120, required=False, widget=_texte()
    )
    message = forms.CharField(
        label=_("Message"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Scellé : seule la personne qui accompagne pourra le relire."),
    )

    def __init__(self, acces: Acces, donnees: Any = None) -> None:
        super().__init__(donnees, initial={"recue_le": aujourdhui()})
        self.acces = acces
        self.connue: Personne | None = None
        self.fields["origine"].choices = OrigineCandidature.choices  # type: ignore[attr-defined]
        self.fields["partenaire"].queryset = les_partenaires(acces)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask whether she is somebody known already, unless the answer came with the form."""
        lus = super().clean() or {}
        if {"nom", "prenom", "naissance"} <= lus.keys():
            proches = chercher_personnes(self.acces, lus["nom"], lus["prenom"], lus["naissance"])
            if proches:
                self._demander(proches)
        return lus

    def _demander(self, proches: list[Personne]) -> None:
        choix = [(str(p.pk), self._presenter(p)) for p in proches]
        self.fields["personne"] = forms.ChoiceField(
            label=gettext("Est-ce la même personne ?"),
            choices=[*choix, (AUTRE, gettext("Non, c'est une autre personne"))],
            widget=forms.RadioSelect,
            help_text=gettext("Une personne n'a qu'une fiche dans le groupe : son PASS la suit."),
        )
        reponse = self.data.get("personne")
        if reponse not in {cle for cle, _texte in choix} | {AUTRE}:
            self.add_error(
                "personne", gettext("Une personne connue lui ressemble : dites si c'est elle.")
            )
        self.connue = next((p for p in proches if str(p.pk) == reponse), None)

    def _presenter(self, personne: Personne) -> str:
        ici = self.acces.structure
        emplois = [
            str(s.structure)
            for s in personne.salaries.all()
            if s.structure == ici
            or (ici.groupe_id is not None and s.structure.groupe_id == ici.groupe_id)
        ]
        return gettext("Oui : %(qui)s, %(nee)s %(emplois)s") % {
            "qui": personne,
            "nee": dire_naissance(personne),
            "emplois": f"({', '.join(emplois)})" if emplois else "",
        }

    def qui(self) -> Personne | Identite:
        """The person known, or the new one, once valid."""
        lus = self.cleaned_data
        return self.connue or Identite(lus["nom"], lus["prenom"], lus["naissance"], lus["civilite"])

    def arrivee(self) -> Arrivee:
        """How she came, once valid."""
        lus = self.cleaned_data
        noms = ("origine", "recue_le", "partenaire", "poste", "message")
        return Arrivee(**{nom: lus[nom] for nom in noms})


class RendezVousForm(forms.Form):
    """When and where."""

    jour = JourChamp(label=_("Jour"))
    heure = forms.TimeField(
        label=_("Heure"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    lieu = forms.CharField(label=_("Lieu"), max_length=120, required=False, widget=_texte())

    def le(self) -> datetime:
        """The moment, in the time zone of the instance."""
        lus = self.cleaned_data
        return timezone.make_aware(datetime.combine(lus["jour"], lus["heure"]))


class RecitForm(forms.Form):
    """Whether she came, and what was thought of it."""

    present = forms.TypedChoiceField(
        label=_("La personne est-elle venue ?"),
        choices=[("oui", _("Oui")), ("non", _("Non"))],
        coerce=lambda v: v == "oui",
        widget=forms.RadioSelect,
    )
    avis = forms.CharField(
        label=_("Avis"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Scellé. Vide, il garde ce qui est déjà écrit."),
    )


class DecisionForm(forms.Form):
    """The day of a decision."""

    le = JourChamp(label=_("Décidé le"))


class AccepterForm(DecisionForm):
    """A hire: her number in the structure."""

    matricule = forms.CharField(
        label=_("Matricule"),
        max_length=20,
        widget=_texte(),
        help_text=_("Le numéro du salarié dans votre logiciel de paie."),
    )


class RefuserForm(DecisionForm):
    """Why not."""

    motif = forms.ChoiceField(
        label=_("Motif"),
        choices=[("", "—"), *MotifRefus.choices],
        help_text=_("Il sera écrit dans la réponse : rien de secret n'y a sa place."),
    )
    field_order = ("motif", "le")


class RepondreForm(forms.Form):
    """The day of the answer."""

    le = JourChamp(label=_("Réponse donnée le"))


class ListeForm(forms.Form):
    """The export of the platform."""

    fichier = forms.FileField(
        label=_("Liste des candidatures"),
        help_text=_("Le fichier exporté de la plateforme : .xlsx, .ods ou .csv, 10 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(FICHIERS)}),
    )

    def clean_fichier(self) -> Any:
        """Only what we read, and not too large."""
        fichier = self.cleaned_data["fichier"]
        if not fichier.name.lower().endswith(FICHIERS):
            raise forms.ValidationError(
                gettext("Ce fichier n'est pas un tableur : renvoyez l'export de la plateforme.")
            )
        if fichier.size > TAILLE_MAXIMALE:
            raise forms.ValidationError(gettext("Ce fichier dépasse 10 Mo : exportez-en moins."))
        return fichier


class EtapeForm(forms.Form):
    """Where to, why, from when."""

    vers = forms.ModelChoiceField(Structure.objects.none(), label=_("Vers"))
    raison = forms.CharField(
        label=_("Raison"),
        max_length=200,
        widget=_texte(),
        help_text=_("Lue par l'autre structure : rien de secret n'y a sa place."),
    )
    effet = JourChamp(label=_("Date souhaitée"), required=False)

    def __init__(self, acces: Acces, donnees: Any = None) -> None:
        super().__init__(donnees)
        self.fields["vers"].queryset = les_autres_structures(acces)  # type: ignore[attr-defined]


class EffetForm(forms.Form):
    """From when a step is agreed."""

    effet = JourChamp(label=_("Date d'effet"), required=False)


class MatriculeForm(forms.Form):
    """Her number in the structure where she arrives."""

    matricule = forms.CharField(
        label=_("Matricule"),
        max_length=20,
        widget=_texte(),
        help_text=_("Le numéro du salarié dans votre logiciel de paie."),
    )


class CoordonneesForm(forms.Form):
    """How to reach somebody; the names are the columns of `Personne`."""

    telephone = forms.CharField(
        label=_("Téléphone"), max_length=20, required=False, widget=_texte(inputmode="tel")
    )
    courriel = forms.EmailField(
        label=_("Courriel"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    langue = forms.ChoiceField(label=_("Langue de sa page"), choices=LanguePersonne.choices)
    numero_voie = forms.CharField(
        label=_("Numéro dans la voie"), max_length=10, required=False, widget=_texte()
    )
    extension_voie = forms.ChoiceField(label=_("Bis, ter"), required=False)
    type_voie = forms.ChoiceField(label=_("Type de voie"), required=False)
    libelle_voie = forms.CharField(
        label=_("Nom de la voie"), max_length=80, required=False, widget=_texte()
    )
    complement = forms.CharField(
        label=_("Complément d'adresse"), max_length=80, required=False, widget=_texte()
    )
    code_postal = forms.RegexField(
        r"^\d{5}$", label=_("Code postal"), required=False, widget=_texte(inputmode="numeric")
    )
    commune = forms.CharField(label=_("Commune"), max_length=80, required=False, widget=_texte())
    code_insee = forms.RegexField(
        r"^[0-9][0-9AB][0-9]{3}$",
        label=_("Code INSEE de la commune"),
        required=False,
        widget=_texte(),
    )

    def __init__(self, donnees: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(donnees, initial=initial)
        for nom, connus in listes_de_voie().items():
            # A code written otherwise before stays offered: nothing is lost on the way.
            dit = str(self.initial.get(nom, ""))
            choix = {"": "—", **connus, **({} if dit in connus or not dit else {dit: dit})}
            self.fields[nom].choices = list(choix.items())  # type: ignore[attr-defined]


class NirForm(forms.Form):
    """A number that is typed and never shown again."""

    numero = forms.CharField(
        label=_("Numéro de sécurité sociale"),
        max_length=30,
        required=False,
        strip=True,
        widget=_texte(inputmode="text", spellcheck="false"),
        help_text=_(
            "15 caractères, clé comprise ; un numéro provisoire (7 ou 8) convient. Vide : "
            "l'effacer. Il sera scellé : seule la personne référente pourra le relire."
        ),
    )
