"""The person's own page in the demonstration: languages, a link to open, what somebody asked."""

from datetime import UTC, date, datetime, time, timedelta

from etrier.demonstration.comptes import courriel
from etrier.demonstration.monde import Monde
from etrier.heures.models import PlanHeures
from etrier.parcours.enums import GenreDemande, LanguePersonne, MotifRetenue
from etrier.parcours.models import AccesPersonne, DemandePersonne, Personne, RetenueDonnees, Salarie
from etrier.parcours.secrets import sceller
from etrier.socle.secrets import empreinte
from etrier.structures.enums import Role
from etrier.structures.models import Utilisateur

# The one link of the demonstration that is known beforehand: everybody in it is invented.
JETON = "exemple-de-lien-pour-la-demo-000"
ERREUR = "Le numéro écrit pour me joindre est l'ancien, il a changé à la rentrée."
TELEPHONE = "03 00 00 00 02"
# One in so many reads another language.
LANGUES = {
    7: LanguePersonne.AR,
    11: LanguePersonne.UK,
    13: LanguePersonne.FA,
    17: LanguePersonne.EN,
}
ENCORE_LA = timedelta(days=20)
# The demonstration is looked at whatever the day of the reader.
TRES_LONGTEMPS = timedelta(days=3660)


def raconter(monde: Monde, le: date) -> None:
    """Languages, the link of somebody who works these days, her two demands, a held file."""
    for pas, langue in LANGUES.items():
        cles = [p.pk for rang, p in enumerate(monde.personnes, start=1) if rang % pas == 0]
        Personne.objects.filter(pk__in=cles).update(langue=langue)
    salarie = trouver(le)
    if salarie is None:
        return
    Personne.objects.filter(pk=salarie.personne_id).update(langue=LanguePersonne.FR)
    conseillere = Utilisateur.objects.get(courriel=courriel(Role.CIP))
    _remettre(salarie, conseillere, le)
    _demander(salarie, le)
    RetenueDonnees.objects.create(
        personne=salarie.personne,
        structure=salarie.structure,
        motif=MotifRetenue.CONTROLE,
        depuis=le - timedelta(days=60),
        levee_le=le - timedelta(days=12),
    )


def secrets_ecrits() -> list[str]:
    """What is sealed here, for the test that looks for it in clear."""
    return [ERREUR]


def trouver(le: date) -> Salarie | None:
    """Somebody whose plan runs for some weeks more: her schedule has something to say."""
    plan = (
        PlanHeures.objects.filter(debut__lte=le, contrat__fin__gte=le + ENCORE_LA)
        .exclude(chantier=None)
        .select_related("contrat__salarie__personne", "contrat__salarie__structure")
        .order_by("pk")
        .first()
    )
    return None if plan is None else plan.contrat.salarie


def _remettre(salarie: Salarie, par: Utilisateur, le: date) -> None:
    acces = AccesPersonne.objects.create(
        salarie=salarie,
        jeton_empreinte=empreinte(JETON),
        remis_par=par,
        expire_le=le + TRES_LONGTEMPS,
        telephone=TELEPHONE,
        derniere_visite_le=_a_midi(le - timedelta(days=1)),
    )
    AccesPersonne.objects.filter(pk=acces.pk).update(remis_le=_a_midi(le - timedelta(days=40)))


def _demander(salarie: Salarie, le: date) -> None:
    for genre, texte, avant in (
        (GenreDemande.CORRECTION, ERREUR, 3),
        (GenreDemande.COPIE, "", 2),
    ):
        demande = DemandePersonne.objects.create(
            salarie=salarie, genre=genre, texte=sceller(texte) if texte else None
        )
        instant = _a_midi(le - timedelta(days=avant))
        DemandePersonne.objects.filter(pk=demande.pk).update(le=instant)


def _a_midi(jour: date) -> datetime:
    return datetime.combine(jour, time(12), UTC)
