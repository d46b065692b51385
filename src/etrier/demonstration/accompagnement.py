"""The accompaniment of the demonstration: what is confided is sealed before it is written."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random

from etrier.demonstration import paroles
from etrier.demonstration.comptes import courriel
from etrier.demonstration.monde import Monde
from etrier.demonstration.scenario import hasard
from etrier.parcours.accompagnement.diagnostics import Constat, Contenu
from etrier.parcours.accompagnement.entretiens import CompteRendu, Version, sceller_versions
from etrier.parcours.accompagnement.modeles import les_modeles
from etrier.parcours.accompagnement.rome import chercher
from etrier.parcours.enums_accompagnement import (
    Domaine,
    EtatFormation,
    EtatObjectif,
    GenreEntretien,
    GenreFormation,
    NiveauBesoin,
    NiveauCompetence,
    ObjetImmersion,
    QuiAgit,
    SuiteOrientation,
)
from etrier.parcours.models import (
    ActionPlan,
    Competence,
    CompetenceObservee,
    DiagnosticSocial,
    Entretien,
    Formation,
    Immersion,
    MetierVise,
    Objectif,
    OrientationPartenaire,
    Partenaire,
    Referent,
    Salarie,
)
from etrier.parcours.secrets import sceller
from etrier.structures.enums import Role
from etrier.structures.models import Utilisateur

SEMAINE, MOIS = timedelta(days=7), timedelta(days=30)
RYTHME = (4, 7)
COMPETENCES = (
    "Préparer et semer une planche de légumes",
    "Tailler une haie au sécateur et au taille-haie",
    "Conduire une tondeuse autoportée",
    "Lire une consigne et la suivre",
    "Porter et lever sans se blesser",
    "Ranger et nettoyer les outils",
    "Servir un client au marché",
    "Travailler à deux, se répartir la tâche",
)
METIERS = ("jardinier paysagiste", "cuisinier de collectivité", "agent d'entretien", "cariste")
FORMATIONS = (
    ("Sauveteur secouriste du travail", GenreFormation.SECURITE, 14, 0, "OPCO"),
    ("Français, savoirs de base", GenreFormation.SAVOIRS, 120, 96_000, "Région"),
    ("CACES R482 catégorie A", GenreFormation.SECURITE, 35, 89_000, "OPCO"),
    (
        "Titre d'ouvrier du paysage, premier bloc",
        GenreFormation.QUALIFIANTE,
        210,
        252_000,
        "Région",
    ),
)
HOTES = ("Serres EXEMPLE du Vent", "Cantine EXEMPLE des Tilleuls", "Paysages EXEMPLE et fils")


def secrets_ecrits() -> list[str]:
    """Sentences that must be found in clear nowhere."""
    return paroles.toutes()


def raconter(monde: Monde, le: date) -> None:
    """Tell the accompaniment of everybody the adviser follows, and the skills of each structure."""
    conseillere = Utilisateur.objects.get(courriel=courriel(Role.CIP))
    suivis = list(
        Referent.objects.filter(utilisateur=conseillere, fin__isnull=True)
        .select_related("salarie__structure", "salarie__personne")
        .order_by("salarie_id")
    )
    for structure in monde.structures.values():
        les_modeles(structure)
    salaries = [s.salarie for s in suivis]
    _diagnostics(suivis, le, conseillere)
    _plans(salaries, le)
    Entretien.objects.bulk_create(e for s in suivis for e in _entretiens(s, le, conseillere))
    _competences(monde, le)
    _apprendre(suivis, le)
    _orientations(salaries, le)


def _tirage(sujet: str, salarie: Salarie) -> Random:
    return hasard("accompagnement", sujet, salarie.matricule)


# What is confided


def _diagnostics(suivis: Iterable[Referent], le: date, par: Utilisateur) -> None:
    """One at the start, then every six months: needs mostly lighten."""
    lignes = []
    for suivi in suivis:
        tirage = _tirage("diagnostic", suivi.salarie)
        domaines = tirage.sample(list(paroles.CONSTATS), tirage.randint(4, 7))
        niveaux = {d: tirage.randint(1, 3) for d in domaines}
        jour = suivi.debut + timedelta(days=10)
        while jour <= le:
            lignes.append(
                DiagnosticSocial(
                    salarie=suivi.salarie,
                    le=jour,
                    contenu=sceller(_contenu(tirage, niveaux).en_json()),
                    auteur=par,
                )
            )
            niveaux = {d: max(n - tirage.choice((0, 1, 1)), 0) for d, n in niveaux.items()}
            jour += 6 * MOIS
    DiagnosticSocial.objects.bulk_create(lignes)


def _contenu(tirage: Random, niveaux: dict[Domaine, int]) -> Contenu:
    constats = {
        d: Constat(NiveauBesoin(n), tirage.choice(paroles.CONSTATS[d]) if n else "")
        for d, n in niveaux.items()
    }
    return Contenu(constats, tirage.choice(paroles.FORCES), tirage.choice(paroles.SOUHAITS))


def _plans(salaries: Sequence[Salarie], le: date) -> None:
    objectifs: list[Objectif] = []
    actions: list[ActionPlan] = []
    for salarie in salaries:
        tirage = _tirage("plan", salarie)
        for domaine in tirage.sample(list(paroles.OBJECTIFS), tirage.randint(1, 3)):
            objectif = _objectif(salarie, domaine, le, tirage)
            objectifs.append(objectif)
            actions += _actions(objectif, paroles.ACTIONS[domaine], le, tirage)
    Objectif.objects.bulk_create(objectifs)
    ActionPlan.objects.bulk_create(actions)


def _objectif(salarie: Salarie, domaine: Domaine, le: date, tirage: Random) -> Objectif:
    ouvert = le - timedelta(days=tirage.randint(40, 260))
    etat = tirage.choice((EtatObjectif.OUVERT,) * 3 + (EtatObjectif.ATTEINT,) * 2)
    if not tirage.randrange(12):
        etat = EtatObjectif.ABANDONNE
    return Objectif(
        salarie=salarie,
        intitule=sceller(paroles.OBJECTIFS[domaine]),
        domaine=sceller(domaine.value),
        etat=etat,
        ouvert_le=ouvert,
        echeance=ouvert + 6 * MOIS,
        clos_le=None if etat == EtatObjectif.OUVERT else le - timedelta(tirage.randint(2, 38)),
    )


def _actions(
    objectif: Objectif, dites: Sequence[tuple[str, QuiAgit]], le: date, tirage: Random
) -> Iterator[ActionPlan]:
    """Actions of the objective's field; those of a closed one were done before it closed."""
    for intitule, qui in tirage.sample(dites, tirage.randint(1, len(dites))):
        faite = objectif.etat != EtatObjectif.OUVERT or not tirage.randrange(3)
        avant = (objectif.clos_le or le) - timedelta(tirage.randint(1, 35))
        yield ActionPlan(
            objectif=objectif,
            intitule=sceller(intitule),
            qui=qui,
            echeance=le + timedelta(tirage.randint(-20, 40)),
            faite_le=avant if faite else None,
        )


def _entretiens(suivi: Referent, le: date, par: Utilisateur) -> Iterator[Entretien]:
    """Every month or so over the last year; some were missed, some people wait for long."""
    tirage = _tirage("entretiens", suivi.salarie)
    jours = [max(suivi.debut, le - 12 * MOIS) + timedelta(days=5)]
    attente = SEMAINE * tirage.choice((1, 1, 2, 3, 5, 9, 15))
    while (suivant := jours[-1] + SEMAINE * tirage.randint(*RYTHME)) <= le - attente:
        jours.append(suivant)
    jours = [j for j in jours if j < le]
    rendez_vous = le + timedelta(days=tirage.choice((-6, 2, 5, 9, 14, 21)))
    for jour, suivant in pairwise([*jours, rendez_vous]):
        venue = bool(tirage.randrange(9))
        quand = datetime.combine(
            jour, time(tirage.randint(8, 15), 30 * tirage.randrange(2), tzinfo=UTC)
        )
        yield Entretien(
            salarie=suivi.salarie,
            le=quand,
            duree_minutes=tirage.choice((20, 30, 30, 45, 60)) if venue else None,
            genre=GenreEntretien.ACCUEIL if jour == jours[0] else GenreEntretien.SUIVI,
            present=venue,
            contenu=sceller_versions([_compte_rendu(tirage, quand, par)]) if venue else None,
            prochain_le=max(suivant, jour),
            auteur=par,
        )


def _compte_rendu(tirage: Random, quand: datetime, par: Utilisateur) -> Version:
    dits = tirage.sample(paroles.ENTRETIENS, 2)
    parties = (("Depuis la dernière fois", dits[0]), ("Au travail", dits[1]), ("Démarches", ""))
    return Version(quand, par.nom, CompteRendu(parties, tirage.choice(paroles.DECISIONS)))


def _orientations(salaries: Sequence[Salarie], le: date) -> None:
    """To partners of the structure's directory, when it has some."""
    lignes = []
    for salarie in salaries:
        tirage = _tirage("orientations", salarie)
        partenaires = list(Partenaire.objects.filter(structure=salarie.structure).order_by("pk"))
        if not partenaires or tirage.randrange(2):
            continue
        jour = le - timedelta(tirage.randint(5, 90))
        suite = tirage.choice((SuiteOrientation.ATTENDUE, SuiteOrientation.ACCEPTEE))
        attendue = suite == SuiteOrientation.ATTENDUE
        lignes.append(
            OrientationPartenaire(
                salarie=salarie,
                partenaire=tirage.choice(partenaires),
                le=jour,
                motif=sceller(tirage.choice(paroles.MOTIFS)),
                suite=suite,
                suite_le=None if attendue else jour + timedelta(3),
            )
        )
    OrientationPartenaire.objects.bulk_create(lignes)


# What is seen and learned


def _competences(monde: Monde, le: date) -> None:
    """Seen by the encadrant where there is one; each structure has its list."""
    encadrant = Utilisateur.objects.get(courriel=courriel(Role.ENCADREMENT))
    listes = {
        cle: [Competence(structure=structure, libelle=libelle) for libelle in COMPETENCES]
        for cle, structure in monde.structures.items()
    }
    Competence.objects.bulk_create(c for liste in listes.values() for c in liste)
    vues: list[CompetenceObservee] = []
    for sejour in monde.sejours:
        if sejour.couvre(le, le):
            tirage = _tirage("competences", sejour.salarie)
            for competence in tirage.sample(listes[sejour.cle], tirage.randint(2, 5)):
                vues += _observations(
                    sejour.salarie, competence, sejour.debut, le, tirage, encadrant
                )
    CompetenceObservee.objects.bulk_create(vues)


def _observations(
    salarie: Salarie,
    competence: Competence,
    debut: date,
    le: date,
    tirage: Random,
    par: Utilisateur,
) -> Iterator[CompetenceObservee]:
    niveau, jour = tirage.randint(1, 2), debut + timedelta(tirage.randint(20, 50))
    while jour <= le and niveau <= NiveauCompetence.TRANSMET:
        yield CompetenceObservee(
            salarie=salarie, competence=competence, niveau=niveau, le=jour, auteur=par
        )
        niveau += 1
        jour += timedelta(tirage.randint(70, 150))


def _apprendre(suivis: Sequence[Referent], le: date) -> None:
    """Jobs aimed at, training, immersions."""
    metiers, formations, immersions = [], [], []
    for suivi in suivis:
        tirage = _tirage("apprendre", suivi.salarie)
        trouve = chercher(tirage.choice(METIERS))[0]
        metiers.append(
            MetierVise(salarie=suivi.salarie, code_rome=trouve.code_rome, libelle=trouve.libelle)
        )
        if tirage.randrange(2):
            formations.append(_formation(suivi, le, tirage))
        if not tirage.randrange(3):
            immersions.append(_immersion(suivi, le, tirage))
    MetierVise.objects.bulk_create(metiers)
    Formation.objects.bulk_create(formations)
    Immersion.objects.bulk_create(immersions)


def _formation(suivi: Referent, le: date, tirage: Random) -> Formation:
    intitule, genre, heures, centimes, financeur = tirage.choice(FORMATIONS)
    debut = max(suivi.debut + MOIS, le - timedelta(tirage.randint(-30, 250)))
    fin = debut + timedelta(days=heures // 5)
    finie = EtatFormation.FINIE if fin < le else EtatFormation.EN_COURS
    return Formation(
        salarie=suivi.salarie,
        intitule=intitule,
        genre=genre,
        organisme="Organisme EXEMPLE de formation",
        debut=debut,
        fin=fin,
        minutes=heures * 60,
        cout_centimes=centimes,
        financeur=financeur,
        etat=EtatFormation.PREVUE if debut > le else finie,
    )


def _immersion(suivi: Referent, le: date, tirage: Random) -> Immersion:
    debut = max(suivi.debut + 2 * MOIS, le - timedelta(tirage.randint(-20, 200)))
    return Immersion(
        salarie=suivi.salarie,
        contrat=suivi.salarie.contrats.en_cours(debut, debut).first(),
        hote=tirage.choice(HOTES),
        adresse="1 rue des Exemples",
        tuteur="Camille EXEMPLE",
        objet=tirage.choice(ObjetImmersion.values),
        poste=tirage.choice(METIERS),
        debut=debut,
        fin=debut + timedelta(days=11),
        jours=10,
        bilan="A tenu le poste, à l'aise avec l'équipe." if debut + timedelta(11) < le else "",
    )
