"""The table of payments."""

from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.facturation.access_reglements import les_reglements
from etrier.facturation.models import Reglement
from etrier.structures.access import Acces, Finalite
from etrier.www.formats_ecran import jour
from etrier.www.tableau import Colonne, Tableau


def tient(reglement: Reglement) -> bool:
    """Neither undone nor undoing another."""
    return reglement.annule_id is None and not hasattr(reglement, "annulation")


def _etat(reglement: Reglement) -> str:
    if reglement.annule is not None:
        return _("annule celui du %(le)s") % {"le": jour(reglement.annule.le)}
    return "" if tient(reglement) else _("annulé")


def _credit(reglement: Reglement) -> int:
    return reglement.reste_centimes if tient(reglement) else 0


def tableau_reglements(acces: Acces) -> Tableau:
    """Every payment, the latest first, and what is left of each."""
    ecrit = acces.peut(Finalite.TENIR_BANQUE)

    def annuler(reglement: Reglement) -> str | None:
        if not ecrit or not tient(reglement):
            return None
        return reverse("reglement_annuler", args=[acces.structure.pk, reglement.pk])

    return Tableau(
        _("Règlements"),
        [
            Colonne(_("Reçu le"), "le", "date"),
            Colonne(_("Client"), "client"),
            Colonne(_("Montant"), "montant_centimes", "centimes"),
            Colonne(_("Moyen"), "get_moyen_display"),
            Colonne(_("Référence"), "reference"),
            Colonne(_("À son crédit"), _credit, "centimes"),
            Colonne(_("Vu en banque"), lambda r: r.mouvement_id is not None, "oui_non"),
            Colonne(_("État"), _etat),
            Colonne(_("À faire"), lambda r: _("Annuler…") if annuler(r) else "", lien=annuler),
        ],
        les_reglements(acces),
        vide=_("Aucun règlement : lisez un relevé de banque, ou saisissez-en un."),
        classe_ligne=lambda r: "" if tient(r) else "ligne-attention",
    )
