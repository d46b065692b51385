"""The form of a diagnosis: criteria by level, each with the paper that proves it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.droit.regles.eligibilite import criteres
from etrier.droit.regles.justificatifs import justificatif
from etrier.droit.vocabulaire import Dispositif
from etrier.droit.vocabulaire_parcours import CRITERES, Auteur, Critere
from etrier.parcours.accueil.access import les_partenaires
from etrier.parcours.eligibilite.actions import CritereVu, Declaration
from etrier.parcours.enums import GENRES_NON_HABILITES, AuteurDiagnostic
from etrier.parcours.models import Partenaire, PassIae, Personne
from etrier.socle.horloge import aujourdhui
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.access import Acces
from etrier.www.champs import JourChamp


@dataclass(frozen=True)
class LigneCritere:
    """A criterion on the form: its box, the day of its proof."""

    case: BoundField
    date: BoundField


class DiagnosticForm(forms.Form):
    """Who declares, when, on what. Its criteria are those of the dispositif, read by the rule."""

    auteur = forms.ChoiceField(
        label=_("Qui déclare la personne éligible ?"),
        choices=AuteurDiagnostic.choices,
        widget=forms.RadioSelect,
    )
    partenaire = forms.ModelChoiceField(
        Partenaire.objects.none(),
        label=_("Prescripteur"),
        required=False,
        empty_label="—",
        help_text=_("Si c'est un prescripteur habilité : aucun critère n'est alors à cocher."),
    )
    le = JourChamp(label=_("Diagnostic du"))
    vus_le = JourChamp(
        label=_("Justificatifs vus le"),
        required=False,
        help_text=_("Vide : le jour du diagnostic. Ils se gardent 24 mois, sur papier."),
    )
    pass_iae = forms.ModelChoiceField(
        PassIae.objects.none(),
        label=_("PASS IAE délivré avec ce diagnostic"),
        required=False,
        empty_label="—",
        help_text=_("Le diagnostic sert alors aussi longtemps que ce PASS."),
    )

    def __init__(
        self, acces: Acces, personne: Personne, dispositif: Dispositif, donnees: Any = None
    ) -> None:
        super().__init__(
            donnees, initial={"le": aujourdhui(), "auteur": AuteurDiagnostic.EMPLOYEUR}
        )
        self.dispositif = dispositif
        habilites = les_partenaires(acces).exclude(genre__in=GENRES_NON_HABILITES)
        self.fields["partenaire"].queryset = habilites  # type: ignore[attr-defined]
        self.fields["pass_iae"].queryset = personne.les_pass.all()  # type: ignore[attr-defined]
        self.groupes: Sequence[tuple[str, Sequence[Critere]]] = criteres(
            dispositif, aujourdhui(), parametres_en_vigueur()
        )
        for _titre, liste in self.groupes:
            for critere in liste:
                self._ajouter(critere)

    def _ajouter(self, critere: Critere) -> None:
        self.fields[f"c_{critere}"] = forms.BooleanField(
            label=CRITERES[critere], required=False, help_text=_preuve(critere)
        )
        self.fields[f"du_{critere}"] = JourChamp(
            label=gettext("Justificatif daté du"), required=False
        )

    def niveaux(self) -> Iterator[tuple[str, list[LigneCritere]]]:
        """Criteria under their headings."""
        for titre, liste in self.groupes:
            yield titre, [LigneCritere(self[f"c_{c}"], self[f"du_{c}"]) for c in liste]

    def entete(self) -> list[BoundField]:
        """Fields above the criteria."""
        return [self[nom] for nom in ("auteur", "partenaire", "le", "vus_le", "pass_iae")]

    def declaration(self) -> Declaration:
        """What the form says, once valid. A prescriber's has no criterion, whatever is ticked."""
        lus = self.cleaned_data
        auteur = Auteur(lus["auteur"])
        coches = [c for _titre, liste in self.groupes for c in liste if lus.get(f"c_{c}")]
        par_la_structure = auteur is Auteur.EMPLOYEUR
        return Declaration(
            self.dispositif,
            auteur,
            lus["le"],
            [CritereVu(c, lus.get(f"du_{c}")) for c in coches] if par_la_structure else [],
            lus["vus_le"],
            lus["partenaire"],
            lus["pass_iae"],
        )


def _preuve(critere: Critere) -> str:
    attendu = justificatif(critere, aujourdhui(), parametres_en_vigueur())
    if attendu.age_mois is None:
        return capfirst(attendu.piece)
    return gettext("%(piece)s, de moins de %(n)d mois") % {
        "piece": capfirst(attendu.piece),
        "n": attendu.age_mois,
    }
