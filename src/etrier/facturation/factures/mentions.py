"""Mandatory mentions, under the subject codes of UNTDID 4451 the French rules read (BR-FR-05, -20).

PMT, PMD and AAB bind professionals (Code de commerce L441-10, D441-5); a private person is told
they do not apply, and the notes stay so that the file has the three of them. A public buyer owes
what the Code de la commande publique says (L2192-13, R2192-31, D2192-35), whatever was agreed.
"""

from datetime import date

from django.utils.translation import gettext as _

from etrier.droit.ecriture import euros
from etrier.droit.parametre import NonCalculable
from etrier.facturation.factures.parties import est_professionnel
from etrier.facturation.models import ReglageFacturation
from etrier.missions.enums import GenreClient, RegimeTva
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.socle.parametres import parametres_en_vigueur

INDEMNITE = "facturation/indemnite_recouvrement"


def mentions(client: Client, reglage: ReglageFacturation, le: date) -> tuple[tuple[str, str], ...]:
    """(code, sentence) of an invoice issued on a day."""
    escompte = ("AAB", reglage.escompte or _("Pas d'escompte pour paiement anticipé."))
    if not est_professionnel(client):
        sans_objet = _("sans objet, client non professionnel")
        return (
            ("PMT", _("Indemnité forfaitaire de recouvrement : %s.") % sans_objet),
            ("PMD", _("Pénalités de retard : %s.") % sans_objet),
            escompte,
            ("BAR", "B2C"),
        )
    public = client.nature == GenreClient.COLLECTIVITE
    return (
        ("PMT", _indemnite(le, public=public)),
        ("PMD", _interets_moratoires() if public else reglage.penalites or _penalites()),
        escompte,
        ("BAR", "B2B"),
    )


def mention_de_tva(regime: str, reglage: ReglageFacturation, *, est_ai: bool) -> str:
    """Why a line bears no VAT: the structure's sentence, else the AI's; "" when it bears some."""
    if regime != RegimeTva.EXONERE:
        return ""
    if reglage.mention_exoneration:
        return reglage.mention_exoneration
    if est_ai:
        return _("TVA non applicable : exonération, article 261, 7-1° bis du CGI")
    return ""


def _indemnite(le: date, *, public: bool) -> str:
    """The same 40 € on both sides (directive 2011/7/UE), each under its own article."""
    try:
        montant = parametres_en_vigueur().valeur(INDEMNITE, le).en(100)
    except NonCalculable as erreur:
        raise Refus(
            _("Cette date est trop ancienne pour une facture : choisissez-en une autre.")
        ) from erreur
    phrase = (
        _(
            "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : "
            "%(montant)s (article D2192-35 du code de la commande publique)."
        )
        if public
        else _(
            "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : "
            "%(montant)s (article D441-5 du code de commerce)."
        )
    )
    return phrase % {"montant": euros(montant)}


def _interets_moratoires() -> str:
    return _(
        "Intérêts moratoires : taux de la Banque centrale européenne à ses opérations principales "
        "de refinancement, au premier jour du semestre, majoré de 8 points (article R2192-31 du "
        "code de la commande publique)."
    )


def _penalites() -> str:
    return _(
        "Pénalités de retard : taux de la Banque centrale européenne à son opération de "
        "refinancement la plus récente, majoré de 10 points (article L441-10 du code de commerce)."
    )
