"""The words of the scripts: they come from here, in the language of the page."""

from django.utils.translation import gettext as _

from etrier.heures.enums import GenreHeures


def mots() -> dict[str, object]:
    """By name; `%n%` is where a number goes."""
    return {
        "natures": {str(n.value): str(n.label) for n in GenreHeures},
        "rien": _("rien"),
        "pause": _("pause %n% min"),
        "semaine": _("Semaine : %n%"),
        "remplis": _(", %n% personnes notées"),
        "aucun": _(", personne de noté"),
        "aDecider": _(", un changement attend votre décision"),
        "hors": _("Hors contrat ce jour-là."),
        "clos": _("Le mois est clos : ses heures ne changent plus ici."),
        "valide": _("Heures validées : elles se corrigent depuis la grille du mois."),
        "sansHoraires": _(
            "Heures déjà écrites, sans horaires : touchez « Présent » pour confirmer."
        ),
        "plusieurs": _("Ce jour compte :"),
    } | _etats()


def _etats() -> dict[str, object]:
    return {
        "envoye": _("Tout est envoyé."),
        "un": _("1 changement à envoyer."),
        "plusieursChangements": _("%n% changements à envoyer."),
        "uneDecision": _("1 changement attend votre décision."),
        "decisions": _("%n% changements attendent votre décision."),
        "horsLigne": _("Sans réseau : tout est gardé ici."),
        "connexion": _("Votre session est finie : reconnectez-vous pour les envoyer."),
        "autreCompte": _("Un autre compte est ouvert : reconnectez-vous avec le vôtre."),
        "ferme": _("Cette feuille ne vous est plus ouverte."),
        "panne": _(
            "Ce navigateur ne garde rien sur l’appareil : rien n’est enregistré. Essayez hors "
            "navigation privée, ou saisissez dans la grille du mois."
        ),
    }
