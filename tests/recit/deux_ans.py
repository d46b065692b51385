"""Camille EXEMPLE's two years: an ACI, then an AI, then an ETTI of one group, then a lasting job.

Every step is the act a button does, on its day. The documents are kept as they were printed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from unittest.mock import patch

from django.utils import timezone

from etrier.cloture.actions import cloturer
from etrier.droit.vocabulaire import Dispositif
from etrier.droit.vocabulaire_parcours import (
    Auteur,
    Critere,
    MotifProlongation,
    MotifSuspension,
)
from etrier.heures.actions import Saisie, saisir, valider
from etrier.missions.models import Client, Mission
from etrier.parcours.accompagnement.competences import ajouter_competence, observer
from etrier.parcours.accompagnement.diagnostics import Constat, Contenu, enregistrer_diagnostic
from etrier.parcours.accompagnement.entretiens import (
    Circonstances,
    CompteRendu,
    ecrire_entretien,
)
from etrier.parcours.accompagnement.formations import (
    TermesFormation,
    TermesImmersion,
    enregistrer_formation,
    enregistrer_immersion,
)
from etrier.parcours.accompagnement.plan import ajouter_action, clore_objectif, ouvrir_objectif
from etrier.parcours.accompagnement.referents import designer_referent
from etrier.parcours.accueil.actions import Arrivee, accepter, recevoir
from etrier.parcours.accueil.coordonnees import ecrire_coordonnees
from etrier.parcours.accueil.etapes import accorder_etape, faire_etape, proposer_etape
from etrier.parcours.accueil.partenaires import FichePartenaire, ajouter_partenaire
from etrier.parcours.actes_prolongation import accorder_prolongation, demander_prolongation
from etrier.parcours.actions import (
    Identite,
    Termes,
    amender_contrat,
    enregistrer_pass,
    reporter_fin_pass,
    signer_contrat,
    suspendre_pass,
)
from etrier.parcours.documents.actions import produire
from etrier.parcours.documents.controles import controler
from etrier.parcours.documents.demande import Demande, Utilisation
from etrier.parcours.documents.fichiers import ouvrir_fichier
from etrier.parcours.documents.signatures import signer_papier
from etrier.parcours.eligibilite.actions import CritereVu, Declaration, declarer
from etrier.parcours.enums import GenrePartenaire, OrigineCandidature, SituationApres
from etrier.parcours.enums_accompagnement import (
    Domaine,
    EtatFormation,
    EtatObjectif,
    GenreDocument,
    GenreEntretien,
    GenreFormation,
    NiveauBesoin,
    NiveauCompetence,
    ObjetImmersion,
    QuiAgit,
)
from etrier.parcours.models import Contrat, Immersion, PassIae, Salarie, Sortie
from etrier.parcours.sorties.actions import Depart, enregistrer_sortie, noter_suivi
from etrier.parcours.sorties.motifs import MotifSortie
from etrier.socle.mois import dernier_jour, jours_de
from etrier.structures.enums import Role
from etrier.structures.models import Groupe, Structure, Utilisateur
from tests import fabrique

DIAGNOSTIC, EMBAUCHE = date(2024, 2, 12), date(2024, 3, 4)
FIN_DU_PASS = date(2026, 3, 3)  # 730 days, both ends counted, a 29 February among them
MOIS_CLOS = date(2024, 6, 1)
SEPTEMBRE = date(2025, 9, 1)
NIR = "290059912345605"
SECRETS = ("Logée chez une amie jusqu'en juin", "Dettes de loyer", "Rendez-vous au CSAPA", NIR)

LA_MISSION = {
    "mission.lieu": "école des Essais, Douai",
    "mission.protections": "gants et chaussures",
    "mission.fournisseur": "l'association",
}


@contextmanager
def le(jour: date) -> Iterator[None]:
    """That day, at noon."""
    midi = datetime.combine(jour, time(12), tzinfo=timezone.get_default_timezone())
    with patch("django.utils.timezone.now", return_value=midi):
        yield


@dataclass
class Vie:
    """What the story leaves: people, rows, and papers by name."""

    groupe: Groupe
    aci: Structure
    ai: Structure
    etti: Structure
    cip: Utilisateur
    salaries: dict[str, Salarie] = field(default_factory=dict)
    contrats: dict[str, Contrat] = field(default_factory=dict)
    papiers: dict[str, bytes] = field(default_factory=dict)
    pass_iae: PassIae = field(init=False)
    sortie: Sortie = field(init=False)
    immersion: Immersion = field(init=False)
    mission: Mission = field(init=False)

    def imprimer(self, nom: str, demande: Demande, signataires: dict[str, str]) -> None:
        """Print a paper, everything looked at, and sign it on paper when it says who signs."""
        vues = [c.code for c in controler(demande)]
        document = produire(demande, vues, par=self.cip)
        if signataires:
            signer_papier(document, signataires, demande.le, par=self.cip)
        document.refresh_from_db()
        self.papiers[nom] = ouvrir_fichier(document, par=self.cip)


def vivre() -> Vie:
    """From the first day to the news, six months after."""
    vie = _fonder()
    _arriver(vie)
    _travailler_au_chantier(vie)
    _se_former(vie)
    _passer_a_l_ai(vie)
    _passer_a_l_etti(vie)
    _sortir(vie)
    return vie


def _fonder() -> Vie:
    groupe = Groupe.objects.create(nom="Groupe de l'Essai", debut=date(2020, 1, 1))
    structures = [fabrique.structure(nom) for nom in ("Chantier", "Entraide", "Intérim")]
    for rang, une in enumerate(structures):
        une.groupe = groupe
        une.adresse, une.code_postal, une.commune = f"{rang + 1} rue Fictive", "59500", "Douai"
        une.save()
    cip = fabrique.utilisateur(Role.CIP, structures[0])
    for une in structures[1:]:
        fabrique.donner_role(cip, Role.CIP, une)
    for une, dispositif in zip(structures, ("ACI", "AI", "ETTI"), strict=True):
        convention = fabrique.convention(une, dispositif)
        for annee in (2024, 2025, 2026):
            fabrique.annexe(convention, annee=annee)
    aci, ai, etti = structures
    return Vie(groupe, aci, ai, etti, cip)


def _arriver(vie: Vie) -> None:
    """Sent by a mission locale, diagnosed, declared eligible, hired; the PASS comes."""
    with le(DIAGNOSTIC):
        qui_envoie = ajouter_partenaire(
            vie.aci, FichePartenaire("Mission locale d'Exemple", GenrePartenaire.ML), par=vie.cip
        )
        arrivee = Arrivee(OrigineCandidature.PRESCRIPTEUR, DIAGNOSTIC, qui_envoie)
        identite = Identite("EXEMPLE", "Camille", date(1990, 5, 17), "MME")
        candidature = recevoir(vie.aci, identite, arrivee, par=vie.cip)
        vus = [CritereVu(Critere.RSA, date(2024, 1, 15)), CritereVu(Critere.QPV, date(2024, 1, 15))]
        declaration = Declaration(Dispositif.ACI, Auteur.EMPLOYEUR, DIAGNOSTIC, vus, DIAGNOSTIC)
        declarer(vie.aci, candidature.personne, declaration, par=vie.cip)
        salarie = accepter(candidature, matricule="C001", le=DIAGNOSTIC, par=vie.cip)
        adresse = {
            "numero_voie": "8",
            "type_voie": "RUE",
            "libelle_voie": "FICTIVE",
            "code_postal": "59500",
            "commune": "Douai",
            "code_insee": "59178",
        }
        ecrire_coordonnees(salarie, adresse, par=vie.cip)
        designer_referent(salarie, vie.cip, le=DIAGNOSTIC, par=vie.cip)
    with le(EMBAUCHE):
        vie.pass_iae = enregistrer_pass(
            salarie, numero="999990000777", debut=EMBAUCHE, fin=FIN_DU_PASS, par=vie.cip
        )
    vie.salaries["ACI"] = salarie


def _travailler_au_chantier(vie: Vie) -> None:
    """Nine months at the chantier: contract, longer week, hours, a month closed, interviews."""
    salarie = vie.salaries["ACI"]
    with le(EMBAUCHE):
        contrat = signer_contrat(
            salarie,
            vie.aci.conventions.get(),
            genre="CDDI",
            debut=EMBAUCHE,
            fin=date(2024, 9, 30),
            minutes_hebdo=26 * 60,
            taux_horaire_centimes=1165,
            par=vie.cip,
        )
        demande = Demande(GenreDocument.CDDI, vie.aci, salarie, EMBAUCHE, contrat)
        vie.imprimer("cddi", demande, {"salarie": "Camille EXEMPLE", "employeur": "Alix ESSAI"})
        contenu = Contenu(
            {
                Domaine.LOGEMENT: Constat(NiveauBesoin.URGENT, SECRETS[0]),
                Domaine.BUDGET: Constat(NiveauBesoin.BESOIN, SECRETS[1]),
            },
            forces="Ponctuelle",
            souhaits="Espaces verts",
        )
        enregistrer_diagnostic(salarie, contenu, le=EMBAUCHE, par=vie.cip)
        objectif = ouvrir_objectif(
            salarie, intitule=SECRETS[1], domaine=Domaine.BUDGET, le=EMBAUCHE, par=vie.cip
        )
        ajouter_action(objectif, intitule=SECRETS[2], qui=QuiAgit.PERSONNE, par=vie.cip)
    _heures(contrat, MOIS_CLOS, 312)
    assert cloturer([vie.aci.pk], MOIS_CLOS, par=vie.cip).closes
    with le(date(2024, 6, 18)):
        circonstances = Circonstances(timezone.now(), GenreEntretien.SUIVI, duree_minutes=45)
        compte_rendu = CompteRendu([("Logement", SECRETS[0])], decisions="Revoir en septembre")
        ecrire_entretien(salarie, circonstances, compte_rendu, par=vie.cip)
        clore_objectif(objectif, etat=EtatObjectif.ATTEINT, le=date(2024, 6, 18), par=vie.cip)
    with le(date(2024, 9, 16)):
        termes = Termes(date(2024, 10, 1), date(2024, 11, 30), 28 * 60, 1165)
        avenant = amender_contrat(contrat, termes, motif="renouvellement", par=vie.cip)
        contrat.refresh_from_db()
        demande = Demande(
            *(GenreDocument.AVENANT, vie.aci, salarie, date(2024, 9, 16), contrat, avenant)
        )
        vie.imprimer("avenant", demande, {"salarie": "Camille EXEMPLE", "employeur": "Alix ESSAI"})
    vie.contrats["ACI"] = contrat


def _heures(contrat: Contrat, mois: date, minutes: int) -> None:
    """The same minutes each weekday of the month, validated."""
    fin = dernier_jour(mois)
    with le(fin + timedelta(days=1)):
        jours = [j for j in jours_de(mois, fin) if j.weekday() < 5]
        saisies = [Saisie(contrat.pk, contrat.salarie_id, j, 1, minutes) for j in jours]
        saisir(contrat.structure, saisies, par=None)
        valider(contrat.structure, mois, par=None)


def _se_former(vie: Vie) -> None:
    """A training, an immersion, a skill seen; then the contract ends and the PASS is suspended."""
    salarie, contrat = vie.salaries["ACI"], vie.contrats["ACI"]
    with le(date(2024, 10, 1)):
        termes = TermesFormation(
            *("Conduite de petits engins", GenreFormation.QUALIFIANTE),
            debut=date(2024, 10, 7),
            fin=date(2024, 10, 18),
            minutes=70 * 60,
            organisme="Centre d'Essai",
            cout_centimes=84_000,
            financeur="OPCO d'Essai",
            etat=EtatFormation.FINIE,
        )
        enregistrer_formation(salarie, termes, par=vie.cip)
        accueil = TermesImmersion(
            *("Paysages d'Essai", ObjetImmersion.CONFIRMER, "jardinière"),
            *(date(2024, 11, 4), date(2024, 11, 15), 10),
            siret=fabrique.siret(900_001),
            tuteur="Dominique ESSAI",
        )
        vie.immersion = enregistrer_immersion(salarie, accueil, par=vie.cip)
        taille = ajouter_competence(vie.aci, libelle="Tailler une haie", par=vie.cip)
        observer(salarie, taille, niveau=NiveauCompetence.SEUL, par=vie.cip)
        demande = Demande(
            *(GenreDocument.PMSMP, vie.aci, salarie, date(2024, 10, 1), contrat),
            immersion=vie.immersion,
        )
        signataires = {
            "salarie": "Camille EXEMPLE",
            "utilisateur": "Dominique ESSAI",
            "employeur": "Alix ESSAI",
        }
        vie.imprimer("pmsmp", demande, signataires)
    with le(date(2024, 12, 2)):
        demande = Demande(*(GenreDocument.CERTIFICAT, vie.aci, salarie, date(2024, 12, 2), contrat))
        vie.imprimer("certificat", demande, {"employeur": "Alix ESSAI"})
        suspendre_pass(
            salarie,
            vie.pass_iae,
            debut=date(2024, 12, 1),
            fin=date(2025, 1, 15),
            motif=MotifSuspension.FINISHED_CONTRACT,
            par=vie.cip,
        )
        # The platform sends the new end: 46 days suspended push it by 45.
        vie.pass_iae = reporter_fin_pass(
            salarie, vie.pass_iae, fin=FIN_DU_PASS + timedelta(days=45), par=vie.cip
        )


def _passer_a_l_ai(vie: Vie) -> None:
    """To the AI: proposed, agreed, done; a contract and a client."""
    with le(date(2025, 1, 6)):
        etape = proposer_etape(
            vie.salaries["ACI"],
            vie.ai,
            raison="Garder le rythme avant l'intérim",
            effet=date(2025, 1, 16),
            par=vie.cip,
        )
        accorder_etape(etape, effet=date(2025, 1, 16), par=vie.cip)
    with le(date(2025, 1, 16)):
        salarie = faire_etape(etape, matricule="A001", par=vie.cip)
        designer_referent(salarie, vie.cip, le=timezone.localdate(), par=vie.cip)
        contrat = signer_contrat(
            salarie,
            vie.ai.conventions.get(),
            genre="CDDU",
            debut=date(2025, 1, 16),
            fin=date(2025, 7, 31),
            minutes_hebdo=20 * 60,
            taux_horaire_centimes=1188,
            par=vie.cip,
        )
        client = fabrique.client(vie.ai)
        vie.mission = fabrique.mission(client, contrat)
        demande = Demande(
            *(GenreDocument.MISE_A_DISPOSITION, vie.ai, salarie, date(2025, 1, 16), contrat),
            utilisation=_utilisation(vie.mission, client),
            saisis=LA_MISSION,
        )
        signataires = {"employeur": "Alix ESSAI", "utilisateur": "Mairie d'Essai"}
        vie.imprimer("mise_a_disposition", demande, signataires)
    vie.salaries["AI"], vie.contrats["AI"] = salarie, contrat


def _utilisation(mission: Mission, client: Client) -> Utilisation:
    return Utilisation(
        *(mission.numero, mission.objet, mission.debut, mission.fin),
        *(client.denomination, client.nature, client.get_nature_display()),
    )


def _passer_a_l_etti(vie: Vie) -> None:
    """To the ETTI; the PASS is prolonged to finish a training."""
    with le(date(2025, 7, 21)):
        etape = proposer_etape(
            vie.salaries["AI"], vie.etti, raison="Prête pour l'intérim", par=vie.cip
        )
        accorder_etape(etape, effet=date(2025, 8, 1), par=vie.cip)
    with le(date(2025, 8, 1)):
        salarie = faire_etape(etape, matricule="E001", par=vie.cip)
        designer_referent(salarie, vie.cip, le=timezone.localdate(), par=vie.cip)
        contrat = signer_contrat(
            salarie,
            vie.etti.conventions.get(),
            genre="MISSION",
            debut=date(2025, 8, 1),
            fin=date(2026, 5, 22),
            minutes_hebdo=35 * 60,
            taux_horaire_centimes=1210,
            par=vie.cip,
        )
        demande = Demande(GenreDocument.MISSION, vie.etti, salarie, date(2025, 8, 1), contrat)
        vie.imprimer("mission", demande, {"salarie": "Camille EXEMPLE", "employeur": "Alix ESSAI"})
    _heures(contrat, SEPTEMBRE, 7 * 60)
    with le(date(2026, 3, 2)):
        demandee = demander_prolongation(
            salarie,
            vie.pass_iae,
            motif=MotifProlongation.COMPLETE_TRAINING,
            fin=date(2026, 6, 30),
            le=date(2026, 3, 2),
            par=vie.cip,
        )
    with le(date(2026, 3, 9)):
        vie.pass_iae = accorder_prolongation(
            salarie, demandee, fin=date(2026, 6, 30), le=date(2026, 3, 9), par=vie.cip
        )
    vie.salaries["ETTI"], vie.contrats["ETTI"] = salarie, contrat


def _sortir(vie: Vie) -> None:
    """A lasting job, and news of it six months after."""
    salarie = vie.salaries["ETTI"]
    with le(date(2026, 5, 26)):
        depart = Depart(
            vie.etti.conventions.get(),
            le=date(2026, 5, 22),
            motif=MotifSortie(3),
            employeur="Paysages d'Essai",
        )
        vie.sortie = enregistrer_sortie(salarie, depart, par=vie.cip)
    with le(date(2026, 11, 23)):
        suivi = vie.sortie.suivis.get(mois=6)
        noter_suivi(
            suivi,
            le=date(2026, 11, 23),
            situation=SituationApres.EMPLOI_DURABLE,
            justificatif="appel à l'employeur",
            par=vie.cip,
        )
