"""Acts on the prolongation and the close of a PASS IAE. Each is atomic and audited."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.droit.regles.pass_iae import Prolongation, verifier_prolongation
from etrier.droit.regles.pass_iae.dates import debut_suspension_cloturante
from etrier.droit.vocabulaire_parcours import MOTIFS_PROLONGATION, MotifProlongation
from etrier.parcours.enums import CauseFinPass, EtatProlongation
from etrier.parcours.etat_pass import dispositif_de, parcours_du_pass
from etrier.parcours.models import PassIae, ProlongationPass, Salarie
from etrier.parcours.secrets import sceller
from etrier.parcours.verification import verifier_ordre
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.models import Utilisateur


@transaction.atomic
def demander_prolongation(
    salarie: Salarie,
    recu: PassIae,
    *,
    motif: str,
    fin: date,
    le: date,
    par: Utilisateur | None,
) -> ProlongationPass:
    """Write down a request of prolongation (CT R5132-1-8); its motive is sealed.

    Raises Refus, with the reason of the rule, when the platform would refuse it on that day.
    """
    if motif not in MOTIFS_PROLONGATION:
        raise Refus(_("Choisissez le motif de la prolongation."))
    dispositif = dispositif_de(salarie)
    if dispositif is None:
        raise Refus(_("Signez d'abord le contrat : le motif dépend de la convention."))
    demandee = Prolongation(recu.fin, fin, MotifProlongation(motif))
    refus = verifier_prolongation(
        parcours_du_pass(recu, dispositif), demandee, le, dispositif, parametres_en_vigueur()
    )
    if refus:
        raise Refus(" ".join(refus))
    prolongation = ProlongationPass.objects.create(
        pass_iae=recu,
        structure=salarie.structure,
        debut=recu.fin,
        fin=fin,
        motif=sceller(motif),
        demandee_le=le,
    )
    _noter("pass.demander_prolongation", salarie, recu, par, fin)
    return prolongation


@transaction.atomic
def accorder_prolongation(
    salarie: Salarie,
    prolongation: ProlongationPass,
    *,
    fin: date,
    le: date,
    par: Utilisateur | None,
) -> PassIae:
    """The answer is yes: the PASS has the new end received.

    Raises Refus when it was answered already, when the PASS was closed meanwhile, or when the end
    runs into another PASS.
    """
    _exiger_demandee(prolongation, le)
    recu = prolongation.pass_iae
    if recu.clos_le is not None:
        raise Refus(
            _("Ce PASS est clos depuis le %(jour)s : il ne se prolonge plus.")
            % {"jour": ecrire_jour(recu.clos_le)}
        )
    verifier_ordre(prolongation.debut, fin)
    autres = recu.personne.les_pass.exclude(pk=recu.pk)
    if autres.filter(debut__lte=fin, fin__gte=recu.debut).exists():
        raise Refus(_("Cette fin empiète sur un autre PASS de la personne : vérifiez la date."))
    prolongation.fin = fin
    _repondre(prolongation, EtatProlongation.ACCORDEE, le)
    recu.fin = fin
    recu.save(update_fields=["fin"])
    _noter("pass.prolonger", salarie, recu, par, fin)
    return recu


@transaction.atomic
def refuser_prolongation(
    salarie: Salarie, prolongation: ProlongationPass, *, le: date, par: Utilisateur | None
) -> ProlongationPass:
    """The answer is no: the PASS keeps its end. Raises Refus when it was answered already."""
    _exiger_demandee(prolongation, le)
    _repondre(prolongation, EtatProlongation.REFUSEE, le)
    _noter("pass.refuser_prolongation", salarie, prolongation.pass_iae, par, le)
    return prolongation


@transaction.atomic
def clore_pass(
    salarie: Salarie, recu: PassIae, *, cause: str, le: date, par: Utilisateur | None
) -> PassIae:
    """End a PASS before its term: after more than 12 months of suspension (CT R5132-1-3), or with
    a hire that was cancelled.

    Raises Refus without such a suspension, when it is closed already, or on a day to come.
    """
    if recu.clos_le is not None:
        raise Refus(_("Ce PASS est déjà clos, le %(jour)s.") % {"jour": ecrire_jour(recu.clos_le)})
    if cause not in (CauseFinPass.LONGUE_SUSPENSION, CauseFinPass.ANNULATION):
        raise Refus(_("Choisissez pourquoi le PASS est clos."))
    if not recu.debut <= le <= min(recu.fin, aujourdhui()):
        raise Refus(
            _("Le PASS vaut du %(debut)s au %(fin)s : il se clôt un de ces jours, déjà passé.")
            % {"debut": ecrire_jour(recu.debut), "fin": ecrire_jour(recu.fin)}
        )
    if cause == CauseFinPass.LONGUE_SUSPENSION and not _longuement_suspendu(recu, le):
        raise Refus(
            _("Aucune suspension ne dure plus de 12 mois ce jour-là : le PASS ne peut être clos.")
        )
    if recu.fin_initiale is None:
        recu.fin_initiale = recu.fin
    recu.cause_fin, recu.clos_le, recu.fin = cause, le, le
    recu.save(update_fields=["cause_fin", "clos_le", "fin", "fin_initiale"])
    _noter("pass.clore", salarie, recu, par, le, cause=cause)
    return recu


def _longuement_suspendu(recu: PassIae, le: date) -> bool:
    clos = replace(parcours_du_pass(recu), clos_le=le)
    return debut_suspension_cloturante(clos, parametres_en_vigueur()) is not None


def _exiger_demandee(prolongation: ProlongationPass, le: date) -> None:
    if prolongation.etat != EtatProlongation.DEMANDEE:
        raise Refus(
            _("Cette demande est déjà %(etat)s.") % {"etat": prolongation.get_etat_display()}
        )
    if not prolongation.demandee_le <= le <= aujourdhui():
        raise Refus(
            _("La réponse se date entre la demande (%(jour)s) et aujourd'hui.")
            % {"jour": ecrire_jour(prolongation.demandee_le)}
        )


def _repondre(prolongation: ProlongationPass, etat: EtatProlongation, le: date) -> None:
    prolongation.etat, prolongation.decidee_le = etat, le
    prolongation.save()


def _noter(
    verbe: str,
    salarie: Salarie,
    recu: PassIae,
    par: Utilisateur | None,
    fin: date,
    **details: str,
) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=salarie.structure_id,
        cible=salarie,
        debut=recu.debut.isoformat(),
        fin=fin.isoformat(),
        **details,
    )
