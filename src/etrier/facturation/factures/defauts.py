"""What a draft lacks before it can leave: what forbids the issue, what is only said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from etrier.facturation.factures.ecriture import Redaction
from etrier.facturation.factures.parties import est_professionnel
from etrier.facturation.models import Facture
from etrier.missions.enums import RegimeTva
from etrier.structures.models import Structure


@dataclass(frozen=True)
class Defaut:
    """One thing missing, in a French sentence; blocking when the law wants it on the invoice."""

    phrase: str
    bloquant: bool = True


def defauts(structure: Structure, factures: Sequence[Facture]) -> dict[int, list[Defaut]]:
    """By draft, what is missing; an empty list when it may be issued as it is."""
    redaction = Redaction.lire(structure, factures)
    return {facture.pk: list(relever(redaction, facture)) for facture in factures}


def relever(redaction: Redaction, facture: Facture) -> Iterator[Defaut]:
    """What is missing on one draft."""
    yield from _de_l_emetteur(redaction, facture)
    client = facture.client
    if not (client.adresse and client.code_postal and client.commune):
        yield Defaut(_("L'adresse du client n'est pas complète : complétez sa fiche."))
    if est_professionnel(client) and not client.siret:
        phrase = _(
            "Le client n'a pas de SIRET : sa facture électronique ne pourra pas lui parvenir."
        )
        yield Defaut(phrase, bloquant=False)
    if not redaction.lignes.get(facture.pk):
        yield Defaut(_("Cette facture n'a aucune ligne."))


def _de_l_emetteur(redaction: Redaction, facture: Facture) -> Iterator[Defaut]:
    structure, reglage = redaction.structure, redaction.reglage
    if not (structure.adresse and structure.code_postal and structure.commune):
        yield Defaut(_("L'adresse de la structure n'est pas complète : voyez ses réglages."))
    regimes = {x.regime_tva for x in redaction.lignes.get(facture.pk, ())}
    if regimes - {RegimeTva.EXONERE} and not reglage.numero_tva:
        yield Defaut(
            _("Le numéro de TVA de la structure manque : voyez les réglages de facturation.")
        )
    if RegimeTva.EXONERE in regimes and not redaction.mention(RegimeTva.EXONERE):
        yield Defaut(
            _("Une ligne est exonérée de TVA : écrivez par quel article dans les réglages.")
        )
    if redaction.est_sap(facture) and not reglage.sap_declaration:
        phrase = _("Un service à la personne n'ouvre aucun avantage fiscal sans déclaration.")
        yield Defaut(phrase, bloquant=False)
