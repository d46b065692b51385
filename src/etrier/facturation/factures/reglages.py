"""Settings: what the invoices of a structure bear, and how each client wants its own."""

import re
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.banque.enums import EtatCompte
from etrier.banque.models import CompteBancaire
from etrier.facturation.models import ReglageClient, ReglageFacturation
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.socle.mois import premier_jour
from etrier.structures.models import Structure, Utilisateur

# What a number of invoice may bear (French rules BR-FR-01 and BR-FR-02: 35 signs at most).
PREFIXE = re.compile(r"[A-Za-z0-9+_/-]{1,10}")


@transaction.atomic
def regler_facturation(
    structure: Structure, *, par: Utilisateur | None, **champs: Any
) -> ReglageFacturation:
    """Write the settings of a structure; what was issued keeps its own.

    Raises Refus for a prefix a number cannot bear, or an account that is not a confirmed one
    of the structure itself.
    """
    if "prefixe" in champs and not PREFIXE.fullmatch(champs["prefixe"]):
        raise Refus(_("Un préfixe a des lettres sans accent, des chiffres, ou + _ / -."))
    compte = champs.get("compte")
    if compte is not None and not _est_le_sien(compte, structure):
        raise Refus(_("Ce compte n'est pas celui de la structure : choisissez-en un autre."))
    if champs.get("premier_mois") is not None:
        champs["premier_mois"] = premier_jour(champs["premier_mois"])
    reglage, _nouveau = ReglageFacturation.objects.update_or_create(
        structure=structure, defaults=champs
    )
    noter("facturation.regler", auteur=par, perimetre=structure.pk, cible=reglage)
    return reglage


def _est_le_sien(compte: CompteBancaire, structure: Structure) -> bool:
    a_quelqu_un = compte.salarie_id is not None or compte.client_id is not None
    confirme = compte.etat == EtatCompte.CONFIRME
    return compte.structure_id == structure.pk and confirme and not a_quelqu_un


@transaction.atomic
def regler_client(client: Client, *, par: Utilisateur | None, **champs: Any) -> ReglageClient:
    """Write how a client is invoiced; what was issued keeps its own."""
    reglage, _nouveau = ReglageClient.objects.update_or_create(client=client, defaults=champs)
    noter("facturation.regler_client", auteur=par, perimetre=client.structure_id, cible=client)
    return reglage
