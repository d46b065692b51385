"""Arrivals of the demonstration: partners, candidacies, diagnoses, steps, a duplicate.

Written by columns, not by acts: the day told is the demonstration's, not the clock's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import F

from etrier.demonstration.monde import Monde, Sejour
from etrier.demonstration.scenario import hasard
from etrier.droit.regles.eligibilite import expire_le
from etrier.droit.regles.justificatifs import conserver_jusquau
from etrier.droit.vocabulaire import Dispositif
from etrier.droit.vocabulaire_parcours import Auteur, Critere
from etrier.parcours.enums import EtatCandidature as Etat
from etrier.parcours.enums import EtatEtape, GenrePartenaire, MotifRefus, OrigineCandidature
from etrier.parcours.models import (
    Candidature,
    CritereRetenu,
    DiagnosticEligibilite,
    EtapeParcours,
    Partenaire,
    PassIae,
    Personne,
    ProlongationPass,
    RendezVousAccueil,
)
from etrier.parcours.secrets import sceller
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.models import Structure

CARNET = (
    ("Mission locale EXEMPLE du Pas-Commun", GenrePartenaire.ML),
    ("France Travail EXEMPLE, agence du Canal", GenrePartenaire.FT),
    ("CCAS EXEMPLE de Pas-Commun-Ville", GenrePartenaire.CCAS),
    ("Cap emploi EXEMPLE", GenrePartenaire.CAP_EMPLOI),
    ("PLIE EXEMPLE du Pas-Commun", GenrePartenaire.PLIE),
    ("SPIP EXEMPLE, antenne des Haies", GenrePartenaire.SPIP),
    ("Les Amis du Quartier EXEMPLE", GenrePartenaire.ORIENTEUR),
    ("Auto-école solidaire EXEMPLE", GenrePartenaire.MOBILITE),
)
# One of level 1, or three of level 2: eligible everywhere.
CRITERES = ((Critere.RSA,), (Critere.DETLD,), (Critere.TH, Critere.QPV, Critere.CAP_BEP))
AVEC_DIAGNOSTIC = 24
MESSAGE = "J'attends une réponse du foyer des Haies, écrivez-moi chez ma sœur."
MATIN = time(9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Venue:
    """A candidate: name, first name, days since she came, rank of the partner, state."""

    nom: str
    prenom: str
    jours: int
    envoyeur: int | None
    etat: Etat
    poste: str = "Agent d'espaces verts"
    motif: str = ""
    repondue: bool = False


VENUES = (
    Venue("ARMOISE-EXEMPLE", "Nour", 2, 0, Etat.RECUE),
    Venue("BOURRACHE-EXEMPLE", "Idriss", 19, 5, Etat.RECUE),
    Venue("CENTAUREE-EXEMPLE", "Maïwenn", 6, None, Etat.RECUE, "Aide-cuisinière"),
    Venue("DAUPHINELLE-EXEMPLE", "Sofia", 11, 1, Etat.ETUDE),
    Venue("EPILOBE-EXEMPLE", "Théo", 23, 2, Etat.ETUDE),
    Venue("FUSAIN-EXEMPLE", "Rahim", 40, 1, Etat.ATTENTE, repondue=True),
    Venue("GARANCE-EXEMPLE", "Lina", 33, 4, Etat.REFUSEE, motif=MotifRefus.POSTE_POURVU),
    Venue(
        "HELLEBORE-EXEMPLE", "Paul", 52, 6, Etat.REFUSEE, motif=MotifRefus.ABSENTE, repondue=True
    ),
    Venue("INULE-EXEMPLE", "Mariama", 28, None, Etat.RETIREE),
)


def raconter(monde: Monde, le: date) -> None:
    """Everything there is to see at the arrival, on a day."""
    _garder_les_fins_initiales()
    for cle, structure in monde.structures.items():
        carnet = _ouvrir_le_carnet(structure)
        if cle == "ACI":
            _recevoir(structure, carnet, le)
            _doubler(monde, structure, carnet, le)
            _prolonger(monde, structure, le)
        _diagnostiquer(monde, cle, carnet, le)
    _proposer(monde, le)


def secrets_ecrits() -> list[str]:
    """What nobody may read in clear."""
    return [MESSAGE]


def _garder_les_fins_initiales() -> None:
    """A PASS that nothing moved has the end it was delivered with."""
    PassIae.objects.filter(suspensions=None).update(fin_initiale=F("fin"))


def _ouvrir_le_carnet(structure: Structure) -> list[Partenaire]:
    return Partenaire.objects.bulk_create(
        Partenaire(
            structure=structure,
            nom=nom,
            genre=genre,
            contact="EXEMPLE Dominique",
            telephone="03 99 00 00 00",
            courriel="contact@exemple.test",
        )
        for nom, genre in CARNET
    )


def _recevoir(structure: Structure, carnet: list[Partenaire], le: date) -> None:
    personnes = Personne.objects.bulk_create(
        Personne(
            nom=v.nom,
            prenom=v.prenom,
            naissance=date(1975 + rang * 3, 1 + rang, 7 + rang),
            telephone=f"06 99 00 00 {rang:02d}",
        )
        for rang, v in enumerate(VENUES)
    )
    candidatures = [
        _candidature(structure, carnet, personne, venue, le)
        for personne, venue in zip(personnes, VENUES, strict=True)
    ]
    Candidature.objects.bulk_create(candidatures)
    etudiees = [c for c in candidatures if c.etat == Etat.ETUDE]
    RendezVousAccueil.objects.bulk_create(
        RendezVousAccueil(
            candidature=une,
            le=datetime.combine(le + timedelta(days=jours), MATIN),
            lieu="Accueil des Jardins",
        )
        for une, jours in zip(etudiees, (3, -4), strict=True)
    )


def _candidature(
    structure: Structure, carnet: list[Partenaire], personne: Personne, venue: Venue, le: date
) -> Candidature:
    envoyeur = carnet[venue.envoyeur] if venue.envoyeur is not None else None
    decidee = le - timedelta(days=venue.jours // 2)
    close = venue.etat not in (Etat.RECUE, Etat.ETUDE)
    return Candidature(
        structure=structure,
        personne=personne,
        partenaire=envoyeur,
        origine=_origine(envoyeur),
        recue_le=le - timedelta(days=venue.jours),
        poste=venue.poste,
        message=sceller(MESSAGE),
        etat=venue.etat,
        decidee_le=decidee if close else None,
        motif_refus=venue.motif,
        reponse_le=decidee if venue.repondue else None,
    )


def _origine(envoyeur: Partenaire | None) -> str:
    if envoyeur is None:
        return OrigineCandidature.SPONTANEE
    habilite = envoyeur.est_habilite
    return OrigineCandidature.PRESCRIPTEUR if habilite else OrigineCandidature.ORIENTEUR


def _doubler(monde: Monde, structure: Structure, carnet: list[Partenaire], le: date) -> None:
    """Somebody of the group comes under a name typed wrong: a duplicate to unite."""
    connue = next(_actifs(monde, "EI", le)).salarie.personne
    autre = Personne.objects.create(
        nom=connue.nom.replace("-EXEMPLE", " EXEMPLE").title(),
        prenom=connue.prenom,
        naissance=connue.naissance,
    )
    venue = Venue(autre.nom, autre.prenom, 4, 0, Etat.RECUE)
    _candidature(structure, carnet, autre, venue, le).save()


def _prolonger(monde: Monde, structure: Structure, le: date) -> None:
    """A request that waits for its answer, on the PASS that ends first."""
    personnes = [s.salarie.personne_id for s in _actifs(monde, "ACI", le)]
    recu = (
        PassIae.objects.filter(personne__in=personnes, fin__gte=le, suspensions=None)
        .order_by("fin", "pk")
        .first()
    )
    if recu is not None:
        ProlongationPass.objects.create(
            pass_iae=recu,
            structure=structure,
            debut=recu.fin,
            fin=recu.fin + timedelta(days=180),
            motif=sceller("PARTICULAR_DIFFICULTIES"),
            demandee_le=le - timedelta(days=9),
        )


def _diagnostiquer(monde: Monde, cle: str, carnet: list[Partenaire], le: date) -> None:
    """A diagnosis, the structure's or a prescriber's, for the first of those who work there."""
    structure = monde.structures[cle]
    dispositif = Dispositif(monde.conventions[cle].dispositif)
    de_hasard = hasard("diagnostics", cle)
    diagnostics, criteres = [], []
    for sejour in list(_actifs(monde, cle, le))[:AVEC_DIAGNOSTIC]:
        auteur = de_hasard.choice((Auteur.EMPLOYEUR, Auteur.PRESCRIPTEUR))
        fait = _diagnostic(structure, dispositif, auteur, sejour, carnet)
        diagnostics.append(fait)
        if auteur is Auteur.EMPLOYEUR:
            criteres += _criteres(fait, de_hasard.choice(CRITERES))
    DiagnosticEligibilite.objects.bulk_create(diagnostics)
    CritereRetenu.objects.bulk_create(criteres)


def _diagnostic(
    structure: Structure,
    dispositif: Dispositif,
    auteur: Auteur,
    sejour: Sejour,
    carnet: list[Partenaire],
) -> DiagnosticEligibilite:
    fait_le = sejour.debut - timedelta(days=14)
    return DiagnosticEligibilite(
        personne=sejour.salarie.personne,
        structure=structure,
        dispositif=dispositif.value,
        auteur=auteur.value,
        partenaire=carnet[1] if auteur is Auteur.PRESCRIPTEUR else None,
        le=fait_le,
        eligible=True,
        expire_le=expire_le(auteur, dispositif, fait_le, parametres_en_vigueur()),
        pass_iae=sejour.salarie.personne.les_pass.order_by("-debut").first(),
    )


def _criteres(fait: DiagnosticEligibilite, codes: tuple[Critere, ...]) -> list[CritereRetenu]:
    garde = conserver_jusquau(fait.le, Auteur.EMPLOYEUR, parametres_en_vigueur())
    return [
        CritereRetenu(
            diagnostic=fait,
            code=sceller(code.value),
            justificatif_du=fait.le - timedelta(days=20),
            vu_le=fait.le,
            conserver_jusquau=garde,
        )
        for code in codes
    ]


def _proposer(monde: Monde, le: date) -> None:
    """From the AI to the ACI, waiting for an answer; from the ACI to the EI, agreed."""
    for depuis, vers, etat in (
        ("AI", "ACI", EtatEtape.PROPOSEE),
        ("ACI", "EI", EtatEtape.ACCORDEE),
    ):
        ailleurs = {s.salarie.personne_id for s in monde.sejours_de(vers)}
        libres = (s for s in _actifs(monde, depuis, le) if s.salarie.personne_id not in ailleurs)
        sejour = next(libres, None)
        if sejour is None:
            continue
        accordee = etat == EtatEtape.ACCORDEE
        EtapeParcours.objects.create(
            personne=sejour.salarie.personne,
            depuis=monde.structures[depuis],
            vers=monde.structures[vers],
            etat=etat,
            proposee_le=le - timedelta(days=12),
            decidee_le=le - timedelta(days=5) if accordee else None,
            effet=le + timedelta(days=20) if accordee else None,
            raison="Suite du parcours, exemple",
        )


def _actifs(monde: Monde, cle: str, le: date) -> Iterator[Sejour]:
    return (s for s in monde.sejours_de(cle) if s.debut <= le <= s.fin)
