"""Acts on a PASS IAE: keep what the platform sent. Each is atomic and audited."""

import re
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.droit.parametre import NonCalculable
from etrier.droit.regles.pass_iae import (
    Suspension,
    fin_delivree,
    fin_suspension_maximale,
    motifs_suspension,
    suspension_apres_embauche,
    verifier_suspension,
)
from etrier.droit.vocabulaire_parcours import MotifSuspension
from etrier.parcours.eligibilite.actions import lier_pass
from etrier.parcours.etat_pass import dispositif_de, embauche_de, parcours_du_pass
from etrier.parcours.models import PassIae, Salarie, SuspensionPass
from etrier.parcours.secrets import sceller
from etrier.parcours.verification import verifier_ordre
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.models import Utilisateur

# 5 characters and 7 digits, as the platform numbers them (99999…).
_NUMERO_PASS = re.compile(r"[A-Z0-9]{5}[0-9]{7}")


@transaction.atomic
def enregistrer_pass(
    salarie: Salarie, *, numero: str, debut: date, fin: date, par: Utilisateur | None
) -> PassIae:
    """Keep a PASS IAE with the dates received; they are never recomputed (CT R5132-1-2).

    Raises Refus when the number is malformed or somebody else's, when the dates are impossible or
    run into another PASS of the person.
    """
    numero = "".join(numero.split()).upper()
    if not _NUMERO_PASS.fullmatch(numero):
        raise Refus(_("Un numéro de PASS IAE a 12 caractères, 5 puis 7 chiffres : vérifiez-le."))
    if PassIae.objects.filter(numero=numero).exists():
        raise Refus(
            _(
                "Le PASS %(numero)s est déjà enregistré : vérifiez le numéro, et que la personne "
                "n'a pas deux fiches."
            )
            % {"numero": numero}
        )
    verifier_ordre(debut, fin)
    autre = salarie.personne.les_pass.filter(debut__lte=fin, fin__gte=debut).first()
    if autre is not None:
        raise Refus(
            _("Le PASS %(numero)s vaut déjà du %(debut)s au %(fin)s : vérifiez les dates.")
            % {
                "numero": autre.numero,
                "debut": ecrire_jour(autre.debut),
                "fin": ecrire_jour(autre.fin),
            }
        )
    recu = PassIae.objects.create(
        personne=salarie.personne,
        numero=numero,
        debut=debut,
        fin=fin,
        fin_initiale=_fin_initiale(debut, fin),
    )
    lier_pass(salarie, recu)
    _noter_pass("pass.enregistrer", salarie, par, debut, fin)
    return recu


def _fin_initiale(debut: date, fin: date) -> date | None:
    """The end as delivered: the one received, unless it already went past 730 days."""
    try:
        return fin if fin <= fin_delivree(debut, parametres_en_vigueur()) else None
    except NonCalculable:
        return None


@transaction.atomic
def reporter_fin_pass(
    salarie: Salarie, pass_iae: PassIae, *, fin: date, par: Utilisateur | None
) -> PassIae:
    """Keep the new end received for a PASS: after a suspension, or a prolongation.

    Raises Refus when it precedes the start or runs into another PASS of the person.
    """
    verifier_ordre(pass_iae.debut, fin)
    autres = pass_iae.personne.les_pass.exclude(pk=pass_iae.pk)
    if autres.filter(debut__lte=fin, fin__gte=pass_iae.debut).exists():
        raise Refus(_("Cette fin empiète sur un autre PASS de la personne : vérifiez la date."))
    pass_iae.fin = fin
    pass_iae.save(update_fields=["fin"])
    _noter_pass("pass.reporter", salarie, par, pass_iae.debut, fin)
    return pass_iae


@transaction.atomic
def suspendre_pass(
    salarie: Salarie,
    pass_iae: PassIae,
    *,
    debut: date,
    fin: date,
    motif: str = "",
    par: Utilisateur | None,
) -> SuspensionPass:
    """Write a suspension, bounds included: no aid on these days (CT R5132-1-10).

    The end of the PASS is not moved: it is received (`reporter_fin_pass`). The motive is sealed.
    Raises Refus when the dates are impossible, when it starts outside the PASS, overlaps another
    suspension or is longer than the platform takes, or when the motive is not open here.
    """
    _verifier_suspension(pass_iae, debut, fin)
    _verifier_motif(salarie, motif, debut)
    suspension = SuspensionPass.objects.create(
        pass_iae=pass_iae, debut=debut, fin=fin, motif=sceller(motif) if motif else None
    )
    _noter_pass("pass.suspendre", salarie, par, debut, fin)
    return suspension


def motifs_ouverts(salarie: Salarie, le: date) -> tuple[MotifSuspension, ...]:
    """Motives of suspension open to the convention of her contract; none when there is none."""
    dispositif = dispositif_de(salarie)
    return motifs_suspension(dispositif, parametres_en_vigueur(), le) if dispositif else ()


def reserves_suspension(
    salarie: Salarie, pass_iae: PassIae, debut: date, fin: date, le: date
) -> tuple[str, ...]:
    """What the platform would not take of a suspension declared today, in its own words: it may
    have taken it then, so that nothing is refused here. To be asked before it is written."""
    dispositif = dispositif_de(salarie)
    if dispositif is None:
        return ()
    return verifier_suspension(
        parcours_du_pass(pass_iae, dispositif),
        Suspension(debut, fin),
        le,
        dispositif,
        parametres_en_vigueur(),
        embauche_de(salarie),
    )


@transaction.atomic
def couper_suspension(
    salarie: Salarie, suspension: SuspensionPass, *, embauche_le: date, par: Utilisateur | None
) -> SuspensionPass | None:
    """A new hire ends a running suspension the day before; None: it started that day, and goes.

    Raises Refus when the hire is not in the suspension.
    """
    une = Suspension(suspension.debut, suspension.fin)
    if not une.couvre(embauche_le):
        raise Refus(
            _("L'embauche du %(jour)s ne tombe pas dans la suspension.")
            % {"jour": ecrire_jour(embauche_le)}
        )
    reste = suspension_apres_embauche(une, embauche_le)
    _noter_pass("pass.couper_suspension", salarie, par, suspension.debut, embauche_le)
    if reste is None:
        suspension.delete()
        return None
    suspension.fin = reste.fin
    suspension.save(update_fields=["fin"])
    return suspension


def _verifier_motif(salarie: Salarie, motif: str, le: date) -> None:
    if motif and motif not in motifs_ouverts(salarie, le):
        raise Refus(
            _("Ce motif n'est pas ouvert sous la convention du contrat : choisissez-en un autre.")
        )


@transaction.atomic
def modifier_suspension(
    salarie: Salarie,
    suspension: SuspensionPass,
    *,
    debut: date,
    fin: date,
    par: Utilisateur | None,
) -> SuspensionPass:
    """Change the dates of a suspension: it often ends sooner than foreseen, with a new contract.

    Raises Refus as `suspendre_pass` does.
    """
    _verifier_suspension(suspension.pass_iae, debut, fin, sauf=suspension)
    suspension.debut, suspension.fin = debut, fin
    suspension.save()
    _noter_pass("pass.modifier_suspension", salarie, par, debut, fin)
    return suspension


def _verifier_suspension(
    pass_iae: PassIae, debut: date, fin: date, sauf: SuspensionPass | None = None
) -> None:
    verifier_ordre(debut, fin)
    if not pass_iae.couvre(debut):
        raise Refus(
            _("Le PASS vaut du %(debut)s au %(fin)s : la suspension commence entre ces dates.")
            % {"debut": ecrire_jour(pass_iae.debut), "fin": ecrire_jour(pass_iae.fin)}
        )
    limite = fin_suspension_maximale(debut, aujourdhui(), parametres_en_vigueur())
    if fin > limite:
        raise Refus(
            _("Une suspension commencée le %(debut)s va jusqu'au %(limite)s au plus.")
            % {"debut": ecrire_jour(debut), "limite": ecrire_jour(limite)}
        )
    autres = pass_iae.suspensions.filter(debut__lte=fin, fin__gte=debut)
    autre = (autres.exclude(pk=sauf.pk) if sauf else autres).first()
    if autre is not None:
        raise Refus(
            _("Le PASS est déjà suspendu du %(debut)s au %(fin)s : changez les dates.")
            % {"debut": ecrire_jour(autre.debut), "fin": ecrire_jour(autre.fin)}
        )


def _noter_pass(
    verbe: str, salarie: Salarie, par: Utilisateur | None, debut: date, fin: date
) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=salarie.structure_id,
        cible=salarie,
        debut=debut.isoformat(),
        fin=fin.isoformat(),
    )
