"""Acts on late invoices: delays, reminders, disputes."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.facturation.enums import NiveauRelance
from etrier.facturation.models import Facture, Litige, ReglageRelances, Relance
from etrier.facturation.relances.retards import Impayee, impayees
from etrier.heures.actions import verrouiller
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

JOURS_MAXIMUM = 365


@transaction.atomic
def regler_relances(
    structure: Structure,
    *,
    amiable_jours: int,
    ferme_jours: int,
    mise_en_demeure_jours: int,
    reponse_jours: int,
    par: Utilisateur | None,
) -> ReglageRelances:
    """Write the delays of the steps, in days after the due date.

    Raises Refus when they do not follow one another within a year, or nothing is left to answer.
    """
    if not 1 <= amiable_jours < ferme_jours < mise_en_demeure_jours <= JOURS_MAXIMUM:
        raise Refus(
            _(
                "Les délais se suivent : le rappel amiable d'abord, la relance ferme après, la mise"
                " en demeure à la fin, dans l'année."
            )
        )
    if not 1 <= reponse_jours <= JOURS_MAXIMUM:
        raise Refus(_("Laissez au moins un jour pour payer après la mise en demeure."))
    reglage, _neuf = ReglageRelances.objects.update_or_create(
        structure=structure,
        defaults={
            "amiable_jours": amiable_jours,
            "ferme_jours": ferme_jours,
            "mise_en_demeure_jours": mise_en_demeure_jours,
            "reponse_jours": reponse_jours,
        },
    )
    noter("relance.regler", auteur=par, perimetre=structure.pk, cible=reglage)
    return reglage


@transaction.atomic
def relancer(
    structure: Structure,
    factures: Iterable[int],
    *,
    courriels: dict[int, str],
    par: Utilisateur | None,
) -> list[Relance]:
    """Write the step due today of each invoice; `courriels`: the address of each client that has
    one, the others being reminded on paper.

    What was paid, disputed or reminded in the meantime is left alone: asked twice, nobody is
    reminded twice.
    """
    verrouiller(structure)
    ce_jour = aujourdhui()
    dues = [x for x in impayees(structure, ce_jour, factures) if x.prochaine is not None]
    return [_relancer(une, courriels.get(une.facture.client_id, ""), ce_jour, par) for une in dues]


def _relancer(une: Impayee, courriel: str, le: date, par: Utilisateur | None) -> Relance:
    assert une.prochaine is not None
    relance = Relance.objects.create(
        facture=une.facture,
        niveau=une.prochaine,
        le=le,
        courriel=courriel,
        solde_centimes=une.solde_centimes,
        par=par,
    )
    noter(
        "relance.faire",
        auteur=par,
        perimetre=une.facture.structure_id,
        cible=une.facture,
        numero=une.facture.numero,
        niveau=int(une.prochaine),
        montant_centimes=une.solde_centimes,
    )
    return relance


@transaction.atomic
def remettre_sur_papier(relances: Iterable[Relance]) -> None:
    """Write that the mail of these reminders did not leave: they go on paper."""
    Relance.objects.filter(pk__in=[r.pk for r in relances]).update(courriel="")


@transaction.atomic
def ouvrir_litige(facture: Facture, motif: str, *, par: Utilisateur | None) -> Litige:
    """Put an invoice on hold: nobody is reminded of it. Raises Refus without a reason, or when it
    already is."""
    verrouiller(facture.structure)
    if not facture.est_emise:
        raise Refus(_("Cette facture n'est pas émise : corrigez le brouillon."))
    if not motif.strip():
        raise Refus(_("Écrivez ce que le client conteste."))
    if facture.litiges.filter(leve_le=None).exists():
        raise Refus(_("Cette facture est déjà en litige."))
    litige = Litige.objects.create(
        facture=facture, motif=motif.strip(), depuis=aujourdhui(), par=par
    )
    noter(
        "litige.ouvrir",
        auteur=par,
        perimetre=facture.structure_id,
        cible=facture,
        numero=facture.numero,
    )
    return litige


@transaction.atomic
def lever_litige(facture: Facture, *, par: Utilisateur | None) -> Litige:
    """Lift the hold of an invoice. Raises Refus when there is none."""
    verrouiller(facture.structure)
    litige = facture.litiges.filter(leve_le=None).first()
    if litige is None:
        raise Refus(_("Cette facture n'est pas en litige."))
    litige.leve_le = aujourdhui()
    litige.save(update_fields=["leve_le"])
    noter(
        "litige.lever",
        auteur=par,
        perimetre=facture.structure_id,
        cible=facture,
        numero=facture.numero,
    )
    return litige


def mot_du_niveau(niveau: int) -> str:
    """« rappel amiable », « relance ferme », « mise en demeure »."""
    return str(NiveauRelance(niveau).label)
