"""What an exit must satisfy before it is written."""

from datetime import date

from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.parcours.models import Contrat, Salarie, Sortie
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.structures.models import Convention


def verifier_sortie(
    salarie: Salarie, convention: Convention, le: date, *, sauf: Sortie | None = None
) -> None:
    """Raise Refus when she cannot have left this convention that day."""
    if le > aujourdhui():
        raise Refus(
            _("Le %(jour)s n'est pas encore venu : enregistrez la sortie quand elle a eu lieu.")
            % {"jour": ecrire_jour(le)}
        )
    contrats = list(Contrat.objects.filter(salarie=salarie, convention=convention))
    commences = [c for c in contrats if c.debut <= le]
    if not commences:
        raise Refus(
            _(
                "%(personne)s n'a pas de contrat sous la convention %(convention)s avant le "
                "%(jour)s : choisissez une autre convention ou corrigez la date."
            )
            % {"personne": salarie.personne, "convention": convention, "jour": ecrire_jour(le)}
        )
    _verifier_termine(salarie, commences, le)
    _verifier_unique(salarie, convention, max(c.debut for c in commences), sauf)


def _verifier_termine(salarie: Salarie, contrats: list[Contrat], le: date) -> None:
    courant = next((c for c in contrats if c.fin is None or c.fin > le), None)
    if courant is None:
        return
    fin = (
        _("sans date de fin")
        if courant.fin is None
        else _("jusqu'au %s") % ecrire_jour(courant.fin)
    )
    raise Refus(
        _(
            "Le %(jour)s, %(personne)s est encore sous le contrat %(numero)s, %(fin)s : écrivez "
            "d'abord la fin de ce contrat par un avenant, ou corrigez la date de sortie."
        )
        % {
            "jour": ecrire_jour(le),
            "personne": salarie.personne,
            "numero": courant.numero,
            "fin": fin,
        }
    )


def _verifier_unique(
    salarie: Salarie, convention: Convention, depuis: date, sauf: Sortie | None
) -> None:
    vivantes = Sortie.objects.filter(
        salarie=salarie, convention=convention, le__gte=depuis, annulee_le__isnull=True
    )
    autre = next((s for s in vivantes if s != sauf), None)
    if autre is not None:
        raise Refus(
            _(
                "La sortie de %(personne)s est déjà enregistrée, au %(jour)s : ouvrez-la pour la "
                "corriger."
            )
            % {"personne": salarie.personne, "jour": ecrire_jour(autre.le)}
        )
