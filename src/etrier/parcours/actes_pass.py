"""Acts on a PASS IAE: keep what the platform sent. Each is atomic and audited."""

import re
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.parcours.models import PassIae, Salarie, SuspensionPass
from etrier.parcours.verification import fr, verifier_ordre
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
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
            % {"numero": autre.numero, "debut": fr(autre.debut), "fin": fr(autre.fin)}
        )
    recu = PassIae.objects.create(personne=salarie.personne, numero=numero, debut=debut, fin=fin)
    _noter_pass("pass.enregistrer", salarie, par, debut, fin)
    return recu


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
    salarie: Salarie, pass_iae: PassIae, *, debut: date, fin: date, par: Utilisateur | None
) -> SuspensionPass:
    """Write a suspension, bounds included: no aid on these days (CT R5132-1-10).

    The end of the PASS is not moved: it is received (`reporter_fin_pass`). Raises Refus when the
    dates are impossible, when it starts outside the PASS or overlaps another suspension.
    """
    _verifier_suspension(pass_iae, debut, fin)
    suspension = SuspensionPass.objects.create(pass_iae=pass_iae, debut=debut, fin=fin)
    _noter_pass("pass.suspendre", salarie, par, debut, fin)
    return suspension


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
            % {"debut": fr(pass_iae.debut), "fin": fr(pass_iae.fin)}
        )
    autres = pass_iae.suspensions.filter(debut__lte=fin, fin__gte=debut)
    autre = (autres.exclude(pk=sauf.pk) if sauf else autres).first()
    if autre is not None:
        raise Refus(
            _("Le PASS est déjà suspendu du %(debut)s au %(fin)s : changez les dates.")
            % {"debut": fr(autre.debut), "fin": fr(autre.fin)}
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
