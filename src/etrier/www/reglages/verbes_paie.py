"""The audit of pay, in words: short for the filter, then the sentence."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBES_PAIE: Mapping[str, tuple[Promise, Promise]] = {
    "variable.saisir": (
        _("Variable de paie saisie"),
        _("Variable de paie, %(mois)s, %(genre_variable)s : %(montant_centimes)s"),
    ),
    "variable.modifier": (
        _("Variable de paie modifiée"),
        _("Variable de paie modifiée, %(mois)s, %(genre_variable)s : %(montant_centimes)s"),
    ),
    "variable.retirer": (
        _("Variable de paie retirée"),
        _("Variable de paie retirée, %(mois)s, %(genre_variable)s : %(montant_centimes)s"),
    ),
    "variable.contrepasser": (
        _("Variable de paie corrigée"),
        _("Ligne contraire, paie de %(mois)s, %(genre_variable)s : %(montant_centimes)s"),
    ),
    "frais.deposer": (
        _("Note de frais déposée"),
        _("Note de frais du %(le)s déposée : %(montant_centimes)s"),
    ),
    "frais.accepter": (
        _("Note de frais acceptée"),
        _("Note de frais du %(le)s acceptée, paie de %(mois)s : %(montant_centimes)s"),
    ),
    "frais.refuser": (
        _("Note de frais refusée"),
        _("Note de frais du %(le)s refusée : %(montant_centimes)s"),
    ),
    "bareme.fixer": (
        _("Taux kilométrique"),
        _("Taux kilométrique depuis le %(depuis)s : %(milliemes)s millièmes d'euro"),
    ),
    "bareme.retirer": (
        _("Taux kilométrique retiré"),
        _("Taux kilométrique du %(depuis)s retiré : %(milliemes)s millièmes d'euro"),
    ),
    "paie.regler": (
        _("Réglages de paie"),
        _("Format de paie : %(format_paie)s ; codes non comparés : %(ignores)s"),
    ),
    "paie.coder": (_("Code de paie"), _("Code du cabinet pour %(rubrique)s : %(code)s")),
    "paie.envoyer": (
        _("Variables envoyées"),
        _("Variables de paie, %(mois)s : fichier %(rang)s, %(lignes)s lignes"),
    ),
    "paie.lire_retour": (
        _("Retour de paie lu"),
        _("Retour du cabinet, %(mois)s : %(lignes)s lignes, %(ecarts)s écarts"),
    ),
    "paie.expliquer": (
        _("Écart de paie expliqué"),
        _("Écart de paie expliqué, %(mois)s : %(ecart)s"),
    ),
}
