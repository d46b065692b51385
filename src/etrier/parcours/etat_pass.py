"""A PASS and its events as the rules take them. Motives stay sealed: no date depends on them."""

from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.droit.regles.pass_iae import (
    EtatPass,
    Parcours,
    PassDelivre,
    Prolongation,
    Suspension,
    etat_pass,
    fin_du_pass,
)
from etrier.droit.vocabulaire import Dispositif
from etrier.droit.vocabulaire_parcours import MotifProlongation
from etrier.parcours.enums import EtatProlongation
from etrier.parcours.models import Contrat, PassIae, Salarie
from etrier.socle.parametres import parametres_en_vigueur

# Stands for a motive one may not read: it has no cap of its own, and caps count all motives.
_MOTIF_TU = MotifProlongation.COMPLETE_TRAINING


def parcours_du_pass(recu: PassIae, dispositif: Dispositif | None = None) -> Parcours:
    """The PASS with the end received: what its events added is taken off the delivery."""
    suspensions = tuple(Suspension(s.debut, s.fin) for s in recu.suspensions.all())
    toutes = list(recu.prolongations.all())
    prolongations = tuple(
        Prolongation(p.debut, p.fin, _MOTIF_TU)
        for p in toutes
        if p.etat == EtatProlongation.ACCORDEE
    )
    ajoutes = sum(s.report_jours for s in suspensions) + sum(p.jours for p in prolongations)
    delivre = PassDelivre(recu.debut, max(recu.fin - timedelta(days=ajoutes), recu.debut))
    plus_recents = recu.personne.les_pass.filter(debut__gt=recu.debut)
    return Parcours(
        delivre,
        suspensions,
        prolongations,
        recu.clos_le,
        dispositif,
        not plus_recents.exists(),
        any(p.etat == EtatProlongation.DEMANDEE for p in toutes),
    )


def lire_etat(recu: PassIae, dispositif: Dispositif | None, le: date) -> EtatPass:
    """Where a PASS stands on a day, with what differs from the dates received."""
    parcours = parcours_du_pass(recu, dispositif)
    etat = etat_pass(parcours, le, parametres_en_vigueur())
    ecart = _ecart(recu, parcours)
    return replace(etat, differences=(ecart, *etat.differences)) if ecart else etat


def _ecart(recu: PassIae, parcours: Parcours) -> str:
    """The end received against the one its events give since the delivery, when it is known."""
    if recu.fin_initiale is None or recu.clos_le is not None:
        return ""
    depuis = replace(parcours, delivre=PassDelivre(recu.debut, recu.fin_initiale))
    attendue = fin_du_pass(depuis)
    if attendue == recu.fin:
        return ""
    return _(
        "La fin reçue est le %(recue)s ; avec les suspensions et prolongations écrites ici, ce "
        "serait le %(attendue)s : vérifiez sur la plateforme."
    ) % {"recue": ecrire_jour(recu.fin), "attendue": ecrire_jour(attendue)}


def dispositif_de(salarie: Salarie) -> Dispositif | None:
    """Of her last contract here, else of the structure when it has one convention only."""
    contrat = _dernier_contrat(salarie)
    if contrat is not None:
        return Dispositif(contrat.convention.dispositif)
    connus = set(salarie.structure.conventions.values_list("dispositif", flat=True))
    return Dispositif(connus.pop()) if len(connus) == 1 else None


def embauche_de(salarie: Salarie) -> date | None:
    """First day of her last contract here."""
    contrat = _dernier_contrat(salarie)
    return contrat.debut if contrat is not None else None


def _dernier_contrat(salarie: Salarie) -> Contrat | None:
    return salarie.contrats.select_related("convention").order_by("-debut", "-pk").first()
