"""Tables of papers."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.parcours.enums_accompagnement import EtatDocument
from etrier.parcours.models import DocumentProduit
from etrier.structures.access import Acces
from etrier.www.tableau import Colonne, Tableau

_PASTILLES = {EtatDocument.SIGNE: "etiquette-ok", EtatDocument.EMIS: "etiquette-attention"}


def pastille(document: DocumentProduit) -> str:
    """Classes of the pill of a state."""
    return f"etiquette {_PASTILLES.get(EtatDocument(document.etat), '')}".strip()


def tableau_documents(
    acces: Acces, documents: Any, *, de_la_personne: bool = False, vide: str = ""
) -> Tableau:
    """The papers, each opening on its page; without names on the page of a person."""

    def adresse(document: DocumentProduit) -> str:
        return reverse("document", args=[acces.structure.pk, document.pk])

    colonnes = [
        Colonne(_("Numéro"), "numero", "numero", lien=adresse),
        Colonne(_("Papier"), "get_genre_display"),
    ]
    if not de_la_personne:
        colonnes.append(Colonne(_("Personne"), "salarie.personne"))
    colonnes += [
        Colonne(_("Contrat"), lambda d: d.contrat.numero if d.contrat else None, "numero"),
        Colonne(_("Du"), "le", "date"),
        Colonne(_("État"), "get_etat_display", etiquette=pastille),
        Colonne(_("Par"), "par"),
    ]
    return Tableau(_("Papiers"), colonnes, documents, vide=vide)


def comptes(etats: Iterable[str]) -> list[tuple[str, int]]:
    """How many in each state, those there are."""
    tous = list(etats)
    titres = {
        EtatDocument.EMIS: _("à signer"),
        EtatDocument.SIGNE: _("signés"),
        EtatDocument.ANNULE: _("annulés"),
    }
    return [(titre, n) for etat, titre in titres.items() if (n := tous.count(etat))]
