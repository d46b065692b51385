"""From an entry to the screen of what it was passed from."""

from django.utils.translation import gettext

from etrier.comptabilite.models import Ecriture
from etrier.structures.access import Acces
from etrier.structures.models import AnnexeFinanciere
from etrier.www.adresses import adresse_ouverte


def origine(ecriture: Ecriture) -> str:
    """What kind of thing the entry tells."""
    return {
        "facture": gettext("facture émise"),
        "achat": gettext("facture d'un fournisseur"),
        "paiement": gettext("paiement d'un fournisseur"),
        "reglement": gettext("règlement d'un client"),
        "virement": gettext("virement à un salarié"),
        "rejet": gettext("virement rejeté"),
        "paie": gettext("retour du bureau de paie"),
        "aide": gettext("aide au poste d'un mois clos"),
        "versement": gettext("versement de l'aide"),
        "mouvement": gettext("ligne de banque laissée de côté"),
        "extourne": gettext("annulation d'une écriture"),
    }.get(ecriture.source.partition(":")[0], ecriture.source)


def adresse_origine(acces: Acces, ecriture: Ecriture) -> str | None:
    """The screen of the source, when there is one and the roles open it."""
    genre, _deux_points, reste = ecriture.source.partition(":")
    numero = reste.partition(":")[0].partition("~")[0]
    if not numero.isdecimal():
        return None
    if genre == "aide" and AnnexeFinanciere.objects.filter(structure=acces.structure, pk=numero):
        return adresse_ouverte(acces, "annexe", annexe_id=int(numero))
    if genre == "facture":
        return adresse_ouverte(acces, "facture", facture_id=int(numero))
    if genre == "reglement":
        return adresse_ouverte(acces, "reglement", reglement_id=int(numero))
    return None
