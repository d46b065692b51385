"""What comes next for a candidacy, and the answer to give: nothing secret in either."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.parcours.accueil.actions import OUVERTES
from etrier.parcours.enums import EtatCandidature
from etrier.parcours.models import Candidature
from etrier.socle.horloge import maintenant

# After a fortnight without a decision, the list says so.
JOURS_D_ATTENTE = 15


@dataclass(frozen=True)
class Reponse:
    """A ready text: for who sent her, or for herself."""

    pour: str
    texte: str


def attend_depuis(candidature: Candidature, le: date) -> int | None:
    """Days since it came, while it is open; None once it is decided."""
    return (le - candidature.recue_le).days if candidature.etat in OUVERTES else None


def a_faire(candidature: Candidature) -> str:
    """The next thing to do, in a few words; "" when nothing is left."""
    if candidature.etat == EtatCandidature.RECUE:
        return _("Proposer un rendez-vous")
    if candidature.etat == EtatCandidature.ETUDE:
        return _a_faire_a_l_etude(candidature)
    if candidature.etat == EtatCandidature.RETIREE or candidature.reponse_le is not None:
        if candidature.etat == EtatCandidature.ATTENTE:
            return _("Rappeler quand un poste s'ouvre")
        return ""
    return _("Donner la réponse")


def _a_faire_a_l_etude(candidature: Candidature) -> str:
    rendez_vous = list(candidature.rendez_vous.all())
    if not rendez_vous:
        return _("Proposer un rendez-vous")
    dernier = rendez_vous[-1]
    if dernier.le > maintenant():
        local = timezone.localtime(dernier.le)
        return _("Recevoir le %(jour)s à %(heure)s") % {
            "jour": ecrire_jour(local.date()),
            "heure": f"{local:%H:%M}",
        }
    if dernier.present is None:
        return _("Dire si la personne est venue")
    return _("Décider") if dernier.present else _("Proposer un autre rendez-vous, ou décider")


def reponses(candidature: Candidature) -> list[Reponse]:
    """The texts to copy once it is decided, for the person and for who sent her."""
    if candidature.decidee_le is None or candidature.etat == EtatCandidature.RETIREE:
        return []
    textes = [Reponse(_("Pour la personne"), _pour_la_personne(candidature))]
    if candidature.partenaire_id is not None:
        textes.append(Reponse(_("Pour qui l'a envoyée"), _pour_l_envoyeur(candidature)))
    return textes


def _mots(candidature: Candidature) -> dict[str, str]:
    return {
        "qui": f"{candidature.personne.prenom} {candidature.personne.nom}",
        "structure": candidature.structure.denomination,
        "recue": ecrire_jour(candidature.recue_le),
        "poste": candidature.poste,
        "motif": candidature.get_motif_refus_display(),
    }


def _pour_la_personne(candidature: Candidature) -> str:
    salut = _("Bonjour %(qui)s,\n\nVous avez demandé à travailler chez %(structure)s.\n")
    suites = {
        EtatCandidature.ACCEPTEE: _(
            "Nous vous disons oui. Nous vous appelons pour préparer votre premier jour."
        ),
        EtatCandidature.REFUSEE: _(
            "Nous ne pouvons pas vous embaucher : %(motif)s.\n"
            "Vous pouvez nous demander pourquoi, et revenir plus tard."
        ),
        EtatCandidature.ATTENTE: _(
            "Il n'y a pas de poste pour vous aujourd'hui. Nous gardons votre demande et nous vous "
            "rappelons quand un poste s'ouvre."
        ),
    }
    return _composer(salut, suites[EtatCandidature(candidature.etat)], candidature)


def _pour_l_envoyeur(candidature: Candidature) -> str:
    salut = _(
        "Bonjour,\n\nVous nous avez adressé %(qui)s, dont nous avons reçu la candidature le "
        "%(recue)s.\n"
    )
    suites = {
        EtatCandidature.ACCEPTEE: _("Sa candidature est acceptée : nous préparons l'embauche."),
        EtatCandidature.REFUSEE: _("Nous ne pouvons pas y donner suite : %(motif)s."),
        EtatCandidature.ATTENTE: _(
            "Nous n'avons pas de poste ouvert : sa candidature reste sur notre liste d'attente."
        ),
    }
    return _composer(salut, suites[EtatCandidature(candidature.etat)], candidature)


def _composer(salut: str, suite: str, candidature: Candidature) -> str:
    fin = _("\n\nBien à vous,\n%(structure)s")
    return (salut + suite + fin) % _mots(candidature)
