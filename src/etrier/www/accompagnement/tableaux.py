"""Tables of the family: dates and titles, nothing that is sealed."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.parcours.models import Formation, Immersion, Salarie
from etrier.structures.access import Acces
from etrier.www.adresses import adresse_ouverte
from etrier.www.tableau import Colonne, Tableau


def tableau_entretiens(acces: Acces, salarie: Salarie, *, lisible: bool) -> Tableau:
    """Interviews of a person; each opens for her adviser."""
    cle = acces.structure.pk
    return Tableau(
        _("Entretiens"),
        [
            Colonne(
                _("Le"),
                "le",
                "date",
                lien=(lambda e: reverse("entretien", args=[cle, e.pk])) if lisible else None,
            ),
            Colonne(_("Genre"), "get_genre_display"),
            Colonne(_("Durée"), "duree_minutes", "heures"),
            Colonne(_("Est venue"), "present", "oui_non"),
            Colonne(_("Prochain"), "prochain_le", "date"),
            Colonne(_("Écrit par"), lambda e: e.auteur),
        ],
        salarie.entretiens.select_related("auteur"),
        vide=_("Aucun entretien écrit."),
        nom="entretiens",
        recherche=False,
    )


def tableau_formations(
    acces: Acces, formations: QuerySet[Formation], *, qui: Salarie | None = None
) -> Tableau:
    """Training of a person, or of everybody."""
    return Tableau(
        _("Formations"),
        [
            *_personne(acces, qui),
            Colonne(
                _("Formation"),
                "intitule",
                lien=lambda f: adresse_ouverte(acces, "formation_modifier", formation_id=f.pk),
            ),
            Colonne(_("Genre"), "get_genre_display"),
            Colonne(_("Organisme"), "organisme"),
            Colonne(_("Du"), "debut", "date"),
            Colonne(_("Au"), "fin", "date"),
            Colonne(_("Durée"), "minutes", "heures", total=True),
            Colonne(_("Coût"), "cout_centimes", "centimes", total=True),
            Colonne(_("Financeur"), "financeur"),
            Colonne(_("État"), "get_etat_display"),
        ],
        formations,
        vide=_("Aucune formation."),
        nom="formations",
        recherche=qui is None,
    )


def tableau_immersions(
    acces: Acces, immersions: QuerySet[Immersion], *, qui: Salarie | None = None
) -> Tableau:
    """Immersions of a person, or of everybody."""
    return Tableau(
        _("Immersions (PMSMP)"),
        [
            *_personne(acces, qui),
            Colonne(
                _("Structure d’accueil"),
                "hote",
                lien=lambda i: adresse_ouverte(acces, "immersion_bilan", immersion_id=i.pk),
            ),
            Colonne(_("Poste"), "poste"),
            Colonne(_("Objet"), "get_objet_display"),
            Colonne(_("Du"), "debut", "date"),
            Colonne(_("Au"), "fin", "date"),
            Colonne(_("Jours"), "jours", "entier", total=True),
            Colonne(
                _("Renouveler"),
                lambda i: None if i.renouvelle_id else _("renouveler"),
                lien=lambda i: adresse_ouverte(acces, "immersion_renouveler", immersion_id=i.pk),
            ),
        ],
        immersions,
        vide=_("Aucune immersion."),
        nom="immersions",
        recherche=qui is None,
    )


def _personne(acces: Acces, qui: Salarie | None) -> Iterable[Colonne]:
    if qui is not None:
        return ()
    return (
        Colonne(
            _("Personne"),
            "salarie.personne",
            lien=lambda x: reverse("accompagnement", args=[acces.structure.pk, x.salarie_id]),
        ),
    )
