"""Acts on prices. Each is atomic and audited."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.missions.enums import RegimeTva
from etrier.missions.models import Chantier, Client, Mission, Prestation, Tarif
from etrier.missions.verification import verifier_appartenance
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.socle.mois import premier_jour
from etrier.structures.models import Structure, Utilisateur

UN = 10_000
COEFFICIENT_MAXIMUM = 10 * UN
MAJORATION_MAXIMUM = 3 * UN
UN_JOUR = 24 * 60


@dataclass(frozen=True)
class Supplements:
    """What adds to the price of the hour: ten-thousandths, minutes of a day, centimes of a day."""

    majoration_nuit_pour_dix_mille: int = 0
    majoration_dimanche_pour_dix_mille: int = 0
    minutes_minimum: int = 0
    deplacement_centimes: int = 0


SANS_SUPPLEMENT = Supplements()


@transaction.atomic
def fixer_tarif(
    structure: Structure,
    *,
    depuis: date,
    regime_tva: str,
    montant_horaire_centimes: int | None = None,
    coefficient_dix_milliemes: int | None = None,
    client: Client | None = None,
    chantier: Chantier | None = None,
    mission: Mission | None = None,
    prestation: Prestation | None = None,
    qualification: str = "",
    supplements: Supplements = SANS_SUPPLEMENT,
    par: Utilisateur | None,
) -> Tarif:
    """Set a price before tax from a day on: of a mission, a chantier, a client, else of the
    structure; for one service or qualification, else for all. The earlier one of the same kind
    holds until the day before.

    Raises Refus for two targets, something of another structure, no price or two (an amount, a
    coefficient of the wage), a supplement out of reason, or a day taken by one of the same kind.
    """
    verifier_appartenance(structure.pk, client, chantier, mission, prestation)
    tarif = Tarif(
        structure=structure,
        client=client,
        chantier=chantier,
        mission=mission,
        prestation=prestation,
        qualification=qualification.strip(),
        depuis=depuis,
        montant_horaire_centimes=montant_horaire_centimes,
        coefficient_dix_milliemes=coefficient_dix_milliemes,
        regime_tva=regime_tva,
        **asdict(supplements),
    )
    _verifier_tarif(tarif, supplements)
    tarif.save()
    _noter_tarif("tarif.fixer", tarif, par)
    return tarif


def _verifier_tarif(tarif: Tarif, supplements: Supplements) -> None:
    _verifier_supplements(supplements)
    if sum(cible is not None for cible in (tarif.client, tarif.chantier, tarif.mission)) > 1:
        raise Refus(_("Un tarif est celui d'un client, d'un chantier ou d'une mission : un seul."))
    if tarif.regime_tva not in RegimeTva.values:
        raise Refus(_("Choisissez le régime de TVA dans la liste."))
    if len(tarif.qualification) > 60:
        raise Refus(_("Écrivez la qualification en 60 caractères au plus."))
    _verifier_prix(tarif)
    voisins = Tarif.objects.filter(
        structure=tarif.structure,
        client=tarif.client,
        chantier=tarif.chantier,
        mission=tarif.mission,
        prestation=tarif.prestation,
        depuis=tarif.depuis,
    )
    # A price is found whatever the capitals of its qualification: so is its double.
    if any(v.qualification.lower() == tarif.qualification.lower() for v in voisins):
        raise Refus(
            _("Un tarif commence déjà le %(jour)s : choisissez un autre jour, ou retirez-le.")
            % {"jour": ecrire_jour(tarif.depuis)}
        )


def _verifier_prix(tarif: Tarif) -> None:
    montant, coefficient = tarif.montant_horaire_centimes, tarif.coefficient_dix_milliemes
    if montant is not None and coefficient is not None:
        raise Refus(_("Écrivez le prix de l'heure ou le coefficient : l'un des deux seulement."))
    if coefficient is None and (montant or 0) <= 0:
        raise Refus(_("Écrivez le prix de l'heure, hors taxes : il ne peut pas être nul."))
    if coefficient is not None and not UN <= coefficient <= COEFFICIENT_MAXIMUM:
        raise Refus(
            _("Le coefficient multiplie le salaire de l'heure : il va de 1 à 10, par exemple 1,95.")
        )


def _verifier_supplements(supplements: Supplements) -> None:
    if any(valeur < 0 for valeur in asdict(supplements).values()):
        raise Refus(_("Une majoration, un minimum ou un déplacement ne peut pas être négatif."))
    majorations = (
        supplements.majoration_nuit_pour_dix_mille,
        supplements.majoration_dimanche_pour_dix_mille,
    )
    if max(majorations) > MAJORATION_MAXIMUM:
        raise Refus(_("Une majoration va de 0 à 300 % : écrivez par exemple 25."))
    if supplements.minutes_minimum > UN_JOUR:
        raise Refus(_("Le minimum par jour ne dépasse pas 24 heures."))


@transaction.atomic
def retirer_tarif(tarif: Tarif, *, par: Utilisateur | None) -> None:
    """Take away a price written by mistake.

    Raises Refus when a month it reaches is closed: what was invoiced came from it.
    """
    clos = tarif.structure.clotures.filter(mois__gte=premier_jour(tarif.depuis))
    if clos.exists():
        raise Refus(
            _(
                "Ce tarif vaut depuis le %(jour)s et un mois est clos depuis : fixez un nouveau "
                "tarif à partir d'un autre jour."
            )
            % {"jour": ecrire_jour(tarif.depuis)}
        )
    _noter_tarif("tarif.retirer", tarif, par)
    tarif.delete()


def _noter_tarif(verbe: str, tarif: Tarif, par: Utilisateur | None) -> None:
    supplements = {nom: getattr(tarif, nom) for nom in asdict(SANS_SUPPLEMENT)}
    noter(
        verbe if tarif.coefficient_dix_milliemes is None else f"{verbe}_coefficient",
        auteur=par,
        perimetre=tarif.structure_id,
        cible=tarif.mission or tarif.chantier or tarif.client or tarif.structure,
        depuis=tarif.depuis.isoformat(),
        montant_horaire_centimes=tarif.montant_horaire_centimes,
        coefficient_dix_milliemes=tarif.coefficient_dix_milliemes,
        prestation=tarif.prestation.code if tarif.prestation is not None else None,
        qualification=tarif.qualification,
        regime_tva=tarif.regime_tva,
        **{nom: valeur for nom, valeur in supplements.items() if valeur},
    )
