"""Acts on steps between structures of a group: proposed here, decided there, then done."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.parcours.actions import embaucher
from etrier.parcours.enums import EtatEtape
from etrier.parcours.models import EtapeParcours, Salarie
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

EN_COURS = (EtatEtape.PROPOSEE, EtatEtape.ACCORDEE)


@transaction.atomic
def proposer_etape(
    salarie: Salarie,
    vers: Structure,
    *,
    raison: str,
    effet: date | None = None,
    par: Utilisateur | None,
) -> EtapeParcours:
    """Propose that an employee goes on in another structure of the group.

    What the other structure then sees is her identity and her PASS. Raises Refus outside the
    group, without a reason, when she is there already, or when a step there is under way.
    """
    depuis = salarie.structure
    if depuis.groupe_id is None or vers.groupe_id != depuis.groupe_id or vers == depuis:
        raise Refus(_("L'étape mène à une autre structure du groupe : choisissez-la."))
    if not raison.strip():
        raise Refus(_("Écrivez la raison : elle sera lue par l'autre structure."))
    if Salarie.objects.filter(structure=vers, personne=salarie.personne_id).exists():
        raise Refus(
            _("La personne a déjà une fiche chez %(vers)s : rien à proposer.") % {"vers": vers}
        )
    if EtapeParcours.objects.filter(
        personne=salarie.personne_id, vers=vers, etat__in=EN_COURS
    ).exists():
        raise Refus(_("Une étape vers %(vers)s est déjà en cours.") % {"vers": vers})
    etape = EtapeParcours.objects.create(
        personne=salarie.personne,
        depuis=depuis,
        vers=vers,
        proposee_le=aujourdhui(),
        effet=effet,
        raison=raison.strip()[:200],
    )
    _noter("etape.proposer", etape, par)
    return etape


@transaction.atomic
def accorder_etape(
    etape: EtapeParcours, *, effet: date | None, par: Utilisateur | None
) -> EtapeParcours:
    """The arriving structure says yes, from a day on. Raises Refus when it is decided already."""
    _exiger(etape, EtatEtape.PROPOSEE)
    if effet is not None and effet < etape.proposee_le:
        raise Refus(
            _("L'étape est proposée le %(jour)s : elle prend effet après.")
            % {"jour": ecrire_jour(etape.proposee_le)}
        )
    etape.effet = effet or etape.effet
    return _decider(etape, EtatEtape.ACCORDEE, "etape.accorder", par)


@transaction.atomic
def annuler_etape(etape: EtapeParcours, *, par: Utilisateur | None) -> EtapeParcours:
    """Either structure gives it up. Raises Refus once it is done."""
    _exiger(etape, *EN_COURS)
    return _decider(etape, EtatEtape.ANNULEE, "etape.annuler", par)


@transaction.atomic
def faire_etape(etape: EtapeParcours, *, matricule: str, par: Utilisateur | None) -> Salarie:
    """Done: she is an employee of the arriving structure, and her PASS comes along.

    Raises Refus before it is agreed, or when the number is taken.
    """
    _exiger(etape, EtatEtape.ACCORDEE)
    salarie = embaucher(etape.vers, matricule=matricule, personne=etape.personne, par=par)
    etape.salarie, etape.etat = salarie, EtatEtape.FAITE
    etape.effet = etape.effet or aujourdhui()
    etape.save()
    _noter("etape.faire", etape, par)
    return salarie


def _decider(
    etape: EtapeParcours, etat: EtatEtape, verbe: str, par: Utilisateur | None
) -> EtapeParcours:
    etape.etat, etape.decidee_le, etape.decidee_par = etat, aujourdhui(), par
    etape.save()
    _noter(verbe, etape, par)
    return etape


def _exiger(etape: EtapeParcours, *etats: EtatEtape) -> None:
    if etape.etat not in etats:
        raise Refus(
            _("Cette étape est déjà %(etat)s : rechargez la page.")
            % {"etat": etape.get_etat_display()}
        )


def _noter(verbe: str, etape: EtapeParcours, par: Utilisateur | None) -> None:
    # Both structures read the act in their own journal.
    for structure in (etape.depuis_id, etape.vers_id):
        noter(verbe, auteur=par, perimetre=structure, cible=etape)
