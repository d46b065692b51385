"""Deadlines of the accompaniment: interviews, plan, orientations, immersions, exits, arrivals."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from etrier.parcours.echeances import genres
from etrier.parcours.echeances.echeance import Echeance, Voie, jours, sujet_candidat
from etrier.parcours.echeances.genres import Genre
from etrier.parcours.echeances.lecture import Lecture
from etrier.parcours.enums import AuteurDiagnostic, EtatCandidature, EtatEtape
from etrier.parcours.enums_accompagnement import EtatObjectif, SuiteOrientation
from etrier.parcours.models import (
    ActionPlan,
    Candidature,
    DiagnosticEligibilite,
    EtapeParcours,
    Immersion,
    OrientationPartenaire,
    RendezVousAccueil,
    Salarie,
    SuiviSortie,
)
from etrier.structures.access import Finalite

OUVERTES = (
    EtatCandidature.RECUE,
    EtatCandidature.ETUDE,
    EtatCandidature.ACCEPTEE,
    EtatCandidature.ATTENTE,
)
A_DECIDER = (EtatCandidature.RECUE, EtatCandidature.ETUDE)
# Nothing older is asked: it is history, and the radar is not a reproach.
PASSE_JOURS = 60


def accompagnement(vu: Lecture) -> Iterator[Echeance]:
    """What the adviser has to do, for those the reader may see."""
    if vu.peut(Finalite.LIRE_ACCOMPAGNEMENT):
        yield from _entretiens(vu)
        yield from _actions(vu)
        yield from _orientations(vu)
        yield from _immersions(vu)
        yield from _suivis(vu)
    if vu.peut(Finalite.LIRE_ACCUEIL):
        yield from _candidatures(vu)
        yield from _etapes(vu)
        yield from _rendez_vous(vu)
        yield from _diagnostics(vu)


def _entretiens(vu: Lecture) -> Iterator[Echeance]:
    for cle, ici in vu.presents.items():
        # Nobody writes an interview before she has an adviser: that is what is said first.
        if cle not in vu.referents:
            continue
        prochain = vu.prochains.get(cle)
        prevu = prochain.prochain_le if prochain else None
        yield from _entretien(vu, ici[0].salarie, min(c.debut for c in ici), prevu)


def _entretien(
    vu: Lecture, salarie: Salarie, embauche: date, prevu: date | None
) -> Iterator[Echeance]:
    """The interview to come; late when it was planned and not written, or when none was planned
    for too long."""
    dernier = vu.vus_le.get(salarie.pk)
    voies = _voies_du_suivi("entretien_nouveau", {"salarie_id": salarie.pk}, salarie)
    limite = _limite(dernier, embauche)
    if prevu is not None and (dernier is None or prevu > dernier):
        if prevu <= vu.le + jours(genres.HORIZON_ENTRETIEN):
            a_faire = (
                _("Écrivez-le : la page est prête.")
                if prevu <= vu.le
                else _("Préparez-le : relisez le dernier et le plan.")
            )
            quoi, sujet = _("Entretien prévu"), vu.sujet(salarie)
            genre = Genre.ENTRETIEN_PREVU
            yield Echeance(genre, salarie.pk, prevu, vu.le, quoi, a_faire, voies, sujet)
        return
    if limite >= vu.le or (dernier is not None and dernier > vu.le):
        return
    quoi = (
        _("Aucun entretien depuis l'embauche")
        if dernier is None
        else _("Dernier entretien il y a %(n)s jours") % {"n": (vu.le - dernier).days}
    )
    a_faire = _("Recevez-la, et écrivez l'entretien : la page est prête.")
    sujet = vu.sujet(salarie)
    yield Echeance(Genre.ENTRETIEN_RETARD, salarie.pk, limite, vu.le, quoi, a_faire, voies, sujet)


def _voies_du_suivi(nom: str, parties: Mapping[str, int], salarie: Salarie) -> tuple[Voie, ...]:
    """Her adviser goes straight to the act; the others to what they may see of her."""
    elle = {"salarie_id": salarie.pk}
    return Voie(nom, parties, au_referent=True), Voie("accompagnement", elle), Voie("salarie", elle)


def _limite(dernier: date | None, embauche: date) -> date:
    """The last day on which the next interview is on time."""
    if dernier is None or dernier < embauche - jours(genres.JOURS_SANS_ENTRETIEN):
        return embauche + jours(genres.JOURS_PREMIER_ENTRETIEN)
    return dernier + jours(genres.JOURS_SANS_ENTRETIEN)


def _actions(vu: Lecture) -> Iterator[Echeance]:
    lues = (
        ActionPlan.objects.filter(
            objectif__salarie__structure=vu.acces.structure,
            objectif__etat=EtatObjectif.OUVERT,
            faite_le__isnull=True,
            echeance__lte=vu.le + jours(genres.HORIZON_ACTION),
        )
        .select_related("objectif__salarie__personne")
        .defer("intitule", "objectif__intitule", "objectif__domaine")
    )
    par_salarie: dict[Salarie, list[ActionPlan]] = {}
    for action in lues.order_by("echeance", "id"):
        par_salarie.setdefault(action.objectif.salarie, []).append(action)
    for salarie, siennes in par_salarie.items():
        yield _plan(vu, salarie, siennes)


def _plan(vu: Lecture, salarie: Salarie, actions: list[ActionPlan]) -> Echeance:
    """One line a person, on the first of her dates: her plan is one page."""
    premiere = actions[0]
    assert premiere.echeance is not None
    n = len(actions)
    quoi = _("Action du plan à faire par %(qui)s") % {"qui": premiere.get_qui_display()}
    if n > 1:
        quoi = _("%(n)s actions du plan à faire") % {"n": n}
    return Echeance(
        Genre.ACTION,
        premiere.pk,
        premiere.echeance,
        vu.le,
        quoi,
        _("Ouvrez son plan : faite, repoussée ou abandonnée ?"),
        _voies_du_suivi("plan_accompagnement", {"salarie_id": salarie.pk}, salarie),
        vu.sujet(salarie),
    )


def _orientations(vu: Lecture) -> Iterator[Echeance]:
    """Somebody sent to a partner who does not answer: whom she was sent to is not said."""
    lues = (
        OrientationPartenaire.objects.filter(
            salarie__structure=vu.acces.structure,
            suite=SuiteOrientation.ATTENDUE,
            le__lte=vu.le - jours(genres.JOURS_ORIENTATION - genres.HORIZON_IMMERSION),
        )
        .select_related("salarie__personne")
        .defer("motif")
    )
    for orientation in lues:
        salarie = orientation.salarie
        if not vu.est_referent(salarie.pk):
            continue
        yield Echeance(
            Genre.ORIENTATION,
            orientation.pk,
            orientation.le + jours(genres.JOURS_ORIENTATION),
            vu.le,
            _("Orientation vers un partenaire, sans réponse"),
            _("Relancez le partenaire, puis dites la suite donnée."),
            _voies_du_suivi("orientation_repondre", {"orientation_id": orientation.pk}, salarie),
            vu.sujet(salarie),
            reservee=True,
        )


def _immersions(vu: Lecture) -> Iterator[Echeance]:
    lues = Immersion.objects.filter(
        salarie__structure=vu.acces.structure,
        bilan="",
        renouvellement__isnull=True,
        fin__gte=vu.le - jours(PASSE_JOURS),
        fin__lte=vu.le + jours(genres.HORIZON_IMMERSION),
    ).select_related("salarie__personne")
    for immersion in lues:
        finie = immersion.fin < vu.le
        yield Echeance(
            Genre.IMMERSION,
            immersion.pk,
            immersion.fin,
            vu.le,
            _("Fin de l'immersion chez %(hote)s") % {"hote": immersion.hote},
            _("Écrivez son bilan.") if finie else _("Appelez le tuteur, préparez le bilan."),
            (
                Voie("immersion_bilan", {"immersion_id": immersion.pk}),
                Voie("immersions", {"salarie_id": immersion.salarie_id}),
                Voie("salarie", {"salarie_id": immersion.salarie_id}),
            ),
            vu.sujet(immersion.salarie),
        )


def _suivis(vu: Lecture) -> Iterator[Echeance]:
    lus = SuiviSortie.objects.filter(
        sortie__salarie__structure=vu.acces.structure,
        sortie__annulee_le__isnull=True,
        fait_le__isnull=True,
        prevu_le__lte=vu.le + jours(genres.HORIZON_SUIVI),
    ).select_related("sortie__salarie__personne")
    for suivi in lus.defer("sortie__motif"):
        salarie = suivi.sortie.salarie
        yield Echeance(
            Genre.SUIVI_SORTIE,
            suivi.pk,
            suivi.prevu_le,
            vu.le,
            _("Nouvelles à %(mois)s mois de la sortie") % {"mois": suivi.mois},
            _("Appelez-la, et écrivez sa situation."),
            (
                Voie("suivi_sortie", {"suivi_id": suivi.pk}),
                Voie("salarie", {"salarie_id": salarie.pk}),
            ),
            vu.sujet(salarie),
        )


def _candidatures(vu: Lecture) -> Iterator[Echeance]:
    lues = Candidature.objects.filter(
        structure=vu.acces.structure,
        etat__in=A_DECIDER,
        recue_le__lte=vu.le - jours(genres.JOURS_CANDIDATURE - genres.SEMAINE_AVANT),
    ).select_related("personne")
    for candidature in lues.defer("message"):
        yield Echeance(
            Genre.CANDIDATURE,
            candidature.pk,
            candidature.recue_le + jours(genres.JOURS_CANDIDATURE),
            vu.le,
            _("Candidature sans décision"),
            _("Répondez : accepter, refuser, ou mettre en attente."),
            _voies_candidature(candidature.pk),
            sujet_candidat(candidature.personne),
        )


def _voies_candidature(cle: int) -> tuple[Voie, ...]:
    return Voie("candidature", {"candidature_id": cle}), Voie("candidatures")


def _etapes(vu: Lecture) -> Iterator[Echeance]:
    """Steps another structure of the group proposes to this one, and that wait for its word."""
    lues = EtapeParcours.objects.filter(
        vers=vu.acces.structure,
        etat=EtatEtape.PROPOSEE,
        proposee_le__lte=vu.le - jours(genres.JOURS_CANDIDATURE - genres.SEMAINE_AVANT),
    ).select_related("personne", "depuis")
    for etape in lues:
        yield Echeance(
            Genre.ETAPE,
            etape.pk,
            etape.proposee_le + jours(genres.JOURS_CANDIDATURE),
            vu.le,
            _("%(structure)s propose son passage ici") % {"structure": etape.depuis},
            _("Répondez : accorder le passage, ou le refuser."),
            (Voie("etape_accorder", {"etape_id": etape.pk}), Voie("etapes")),
            sujet_candidat(etape.personne),
        )


def _rendez_vous(vu: Lecture) -> Iterator[Echeance]:
    """Appointments of candidates to come, and those nobody said anything of."""
    lus = RendezVousAccueil.objects.filter(
        candidature__structure=vu.acces.structure,
        candidature__etat__in=OUVERTES,
        present__isnull=True,
        le__date__gte=vu.le - jours(PASSE_JOURS),
        le__date__lte=vu.le + jours(genres.HORIZON_ENTRETIEN),
    ).select_related("candidature__personne")
    for rendez_vous in lus.defer("avis", "candidature__message"):
        le = timezone.localdate(rendez_vous.le)
        yield Echeance(
            Genre.RENDEZ_VOUS,
            rendez_vous.pk,
            le,
            vu.le,
            _("Rendez-vous d'accueil"),
            _("Dites si elle est venue, et ce que vous en pensez.")
            if le <= vu.le
            else _("Préparez la rencontre."),
            (
                Voie("rendez_vous_raconter", {"rendez_vous_id": rendez_vous.pk}),
                *_voies_candidature(rendez_vous.candidature_id),
            ),
            sujet_candidat(rendez_vous.candidature.personne),
        )


def _diagnostics(vu: Lecture) -> Iterator[Echeance]:
    """The last diagnosis of a candidate runs out before the hire: it would be made again."""
    ouvertes = (
        Candidature.objects.filter(structure=vu.acces.structure, etat__in=OUVERTES)
        .select_related("personne")
        .defer("message")
        .order_by("recue_le")
    )
    candidates = {c.personne_id: c for c in ouvertes}
    a_nous = Q(structure=vu.acces.structure) | Q(auteur=AuteurDiagnostic.PRESCRIPTEUR)
    lus = DiagnosticEligibilite.objects.filter(
        a_nous,
        # One question, whatever the number of candidates; those with a PASS need no more.
        personne__in=ouvertes.order_by().values("personne"),
        eligible=True,
        expire_le__isnull=False,
    ).exclude(personne__les_pass__fin__gte=vu.le)
    derniers = {d.personne_id: d for d in lus.order_by("personne_id", "expire_le")}
    for personne_id, diagnostic in derniers.items():
        assert diagnostic.expire_le is not None
        # The expiry day is excluded: the last day it serves is the one before.
        fin = diagnostic.expire_le - jours(1)
        if fin > vu.le + jours(genres.HORIZON_DIAGNOSTIC) or fin < vu.le - jours(PASSE_JOURS):
            continue
        candidature = candidates[personne_id]
        yield Echeance(
            Genre.DIAGNOSTIC,
            diagnostic.pk,
            fin,
            vu.le,
            _("Dernier jour du diagnostic d'éligibilité"),
            _("Embauchez avant ce jour, ou refaites le diagnostic."),
            (
                Voie("eligibilite_nouvelle", {"personne_id": personne_id}),
                *_voies_candidature(candidature.pk),
            ),
            sujet_candidat(candidature.personne),
        )
