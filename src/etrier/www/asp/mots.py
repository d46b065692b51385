"""What a record and a file say on a page: where they stand, and what to do next."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.parcours.asp.codes import Code, expliquer
from etrier.parcours.enums import EtatFiche
from etrier.parcours.models import FicheSalarie, LotAsp
from etrier.structures.access import Acces
from etrier.www.formats_ecran import jour

Fil = list[tuple[str, str]]
PASTILLES = {
    EtatFiche.NOUVELLE: "etiquette-attention",
    EtatFiche.REJETEE: "etiquette-alerte",
    EtatFiche.INTEGREE: "etiquette-ok",
}


def fil_fiches(acces: Acces) -> Fil:
    """Way back to the list."""
    return [(_("Fiches salarié ASP"), reverse("fiches_asp", args=[acces.structure.pk]))]


def fil_fiche(acces: Acces, fiche: FicheSalarie) -> Fil:
    """Way back to a record."""
    ici = reverse("fiche_asp", args=[acces.structure.pk, fiche.pk])
    return [*fil_fiches(acces), (str(fiche.salarie.personne), ici)]


def pastille(fiche: FicheSalarie) -> str:
    """Class of the pill of a state."""
    return f"etiquette {PASTILLES.get(EtatFiche(fiche.etat), '')}".strip()


def reponse(fiche: FicheSalarie, libelle: str = "") -> Code | None:
    """What the ASP last answered, explained."""
    return expliquer(fiche.code_traitement, libelle) if fiche.code_traitement else None


def a_faire(fiche: FicheSalarie) -> str:
    """What to do next with a record, in a few words; it tells nothing of what is sealed."""
    return {
        EtatFiche.REJETEE: _("Suivez ce que dit la réponse, puis renvoyez-la."),
        EtatFiche.NOUVELLE: _manque(fiche),
        EtatFiche.PRETE: _("Écrivez le fichier."),
        EtatFiche.ENVOYEE: _("Déposez le fichier, puis lisez la réponse."),
    }.get(EtatFiche(fiche.etat), "")


def resumer(fiche: FicheSalarie) -> str:
    """What the list says: why the ASP refused, else what to do next."""
    code = reponse(fiche) if fiche.etat == EtatFiche.REJETEE else None
    return str(code.arrive) if code else a_faire(fiche)


def _manque(fiche: FicheSalarie) -> str:
    if fiche.a_corriger is None:
        return _("Remplissez la situation à l’entrée.")
    if fiche.a_corriger:
        phrase = ngettext(
            "Complétez la situation : %(n)d point.",
            "Complétez la situation : %(n)d points.",
            fiche.a_corriger,
        )
        return phrase % {"n": fiche.a_corriger}
    return _("Ouvrez-la : l’adresse, l’identité ou l’annexe est à voir.")


def etat_du_lot(lot: LotAsp) -> str:
    """Where a file stands."""
    if lot.annule_le:
        return _("annulé")
    if lot.retour_lu_le:
        return _("réponse lue le %(jour)s") % {"jour": jour(lot.retour_lu_le.date())}
    return _("remis, réponse attendue") if lot.telecharge_le else _("à télécharger")
