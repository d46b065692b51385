"""Tables of the family."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.parcours.models import ParticipantFse, Referent
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces
from etrier.www.tableau import Colonne, Tableau


def tableau_participants(acces: Acces, participants: list[ParticipantFse]) -> Tableau:
    """Participants, those whose answers lack first."""
    suivies = _suivies(acces)

    def vers(nom: str, x: ParticipantFse) -> str:
        return reverse(nom, args=[acces.structure.pk, x.pk])

    participants.sort(key=lambda x: not (x.manque_entree or x.manque_sortie))
    return Tableau(
        _("Participants FSE+"),
        [
            Colonne(
                _("Participant"),
                "salarie.personne",
                lien=lambda x: reverse("salarie", args=[acces.structure.pk, x.salarie_id]),
            ),
            Colonne(_("Opération"), "operation", "numero"),
            Colonne(_("Entrée le"), "entree_le", "date"),
            Colonne(_("Sortie le"), "sortie_le", "date"),
            Colonne(_("Réponses"), _manques, etiquette=_pastille),
            Colonne(
                _("Questionnaire"),
                lambda x: _("Ouvrir") if x.salarie.personne_id in suivies else _("au référent"),
                lien=lambda x: (
                    vers("fse_repondre", x) if x.salarie.personne_id in suivies else None
                ),
            ),
            Colonne(
                _("Dates"), lambda x: _("écrire la sortie"), lien=lambda x: vers("fse_sortir", x)
            ),
            Colonne(
                _("Écrit par erreur"),
                lambda x: "" if x.reponses else _("Retirer"),
                lien=lambda x: None if x.reponses else vers("fse_retirer", x),
            ),
        ],
        participants,
        vide=_("Personne n’est encore dans une opération : écrivez une entrée."),
        nom="participants",
    )


def _suivies(acces: Acces) -> set[int]:
    """Those whose answers the reader may open."""
    return set(
        Referent.objects.filter(
            salarie__structure=acces.structure, utilisateur=acces.utilisateur, fin=None
        ).values_list("salarie__personne_id", flat=True)
    )


def _manques(x: ParticipantFse) -> str:
    """How many answers lack, and since when for those of the exit."""
    if x.manque_sortie and x.sortie_le is not None:
        jours = (aujourdhui() - x.sortie_le).days
        phrase = ngettext(
            "sortie il y a %(j)d jour, %(n)d sans réponse",
            "sortie il y a %(j)d jours, %(n)d sans réponse",
            jours,
        )
        return phrase % {"j": jours, "n": x.manque_sortie}
    if x.manque_entree:
        phrase = ngettext(
            "entrée : %(n)d sans réponse", "entrée : %(n)d sans réponse", x.manque_entree
        )
        return phrase % {"n": x.manque_entree}
    return _("complètes")


def _pastille(x: ParticipantFse) -> str:
    lacune = x.manque_entree or x.manque_sortie
    return "etiquette etiquette-attention" if lacune else "etiquette etiquette-ok"
