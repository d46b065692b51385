"""Small fictitious world for tests: builders with defaults, one line a fact."""

from datetime import date
from itertools import count
from typing import Any

from stdnum import luhn

from etrier.heures.actions import Saisie, saisir, valider
from etrier.heures.models import Absence, PlanHeures
from etrier.heures.plans.absences import declarer_absence
from etrier.heures.plans.actions import Semaine, planifier
from etrier.missions.models import (
    Chantier,
    ClauseSociale,
    Client,
    MarchePublic,
    Mission,
    Prestation,
    Tarif,
)
from etrier.parcours.models import (
    AvenantContrat,
    Contrat,
    PassIae,
    Personne,
    Referent,
    Salarie,
)
from etrier.structures.enums import Role
from etrier.structures.models import (
    AnnexeFinanciere,
    AvenantAnnexe,
    Convention,
    RoleStructure,
    Structure,
    Utilisateur,
)

_rangs = count(1)
DUREES_ETP = {"ACI": 1820, "EI": 1505, "AI": 1607, "ETTI": 1600, "EITI": 1505}
MOT_DE_PASSE = "un mot de passe d'essai"


def siret(rang: int) -> str:
    """A fictitious SIRET with a right key: SIREN of zeros and a rank."""
    siren = f"{rang:08d}"
    siren += luhn.calc_check_digit(siren)
    nic = siren + "0001"
    return nic + luhn.calc_check_digit(nic)


def structure(denomination: str = "Structure d'essai", code_insee: str = "59512") -> Structure:
    """A structure with a valid fictitious SIRET."""
    rang = next(_rangs)
    return Structure.objects.create(
        denomination=f"{denomination} {rang}", siret=siret(rang), code_insee=code_insee
    )


def convention(une: Structure, dispositif: str = "ACI") -> Convention:
    """A convention of the structure."""
    return Convention.objects.create(
        structure=une, dispositif=dispositif, numero=f"{dispositif} {next(_rangs):05d}"
    )


def annexe(
    une: Convention,
    *,
    annee: int = 2025,
    etp_centiemes: int = 1000,
    montant_unitaire_centimes: int | None = 2_392_100,
) -> AvenantAnnexe:
    """An annexe for a whole year, in force."""
    rang = next(_rangs)
    tete = AnnexeFinanciere.objects.create(
        structure=une.structure,
        convention=une,
        mesure=f"{une.dispositif}_DC",
        numero=f"{une.dispositif}059{annee % 100}{rang:04d}",
    )
    return AvenantAnnexe.objects.create(
        annexe=tete,
        etat="VALIDE",
        debut=date(annee, 1, 1),
        fin=date(annee, 12, 31),
        etp_centiemes=etp_centiemes,
        montant_unitaire_centimes=montant_unitaire_centimes,
        duree_etp_minutes=DUREES_ETP[une.dispositif] * 60,
    )


def salarie(une: Structure, nom: str = "ESSAI", personne: Personne | None = None) -> Salarie:
    """A person of the structure, with a PASS IAE from 2024 to 2027 when she is new."""
    rang = next(_rangs)
    if personne is None:
        personne = Personne.objects.create(
            nom=f"{nom}-{rang}", prenom="Camille", naissance=date(1990, 5, 17)
        )
        PassIae.objects.create(
            personne=personne,
            numero=f"99999{rang:07d}",
            debut=date(2024, 1, 1),
            fin=date(2027, 12, 31),
        )
    return Salarie.objects.create(structure=une, personne=personne, matricule=f"M{rang:04d}")


def contrat(
    qui: Salarie,
    sous: Convention,
    *,
    genre: str = "CDDI",
    debut: date = date(2025, 1, 1),
    fin: date | None = date(2025, 12, 31),
    heures_hebdo: int = 26,
    taux_horaire_centimes: int = 1188,
) -> Contrat:
    """A contract with its signed terms."""
    signe = Contrat.objects.create(
        structure=sous.structure,
        salarie=qui,
        convention=sous,
        genre=genre,
        numero=f"C{next(_rangs):05d}",
        debut=debut,
        fin=fin,
    )
    AvenantContrat.objects.create(
        contrat=signe,
        rang=0,
        effet=debut,
        fin=fin,
        minutes_hebdo=heures_hebdo * 60,
        taux_horaire_centimes=taux_horaire_centimes,
    )
    return signe


def client(une: Structure, nature: str = "collectivite") -> Client:
    """A client of the structure."""
    return Client.objects.create(
        structure=une, nature=nature, denomination=f"Client d'essai {next(_rangs)}"
    )


def chantier(une: Structure, pour: Client | None = None) -> Chantier:
    """A chantier of the structure."""
    return Chantier.objects.create(
        structure=une,
        client=pour,
        denomination=f"Chantier d'essai {next(_rangs)}",
        debut=date(2024, 1, 1),
    )


def mission(pour: Client, sous: Contrat) -> Mission:
    """A mission of the contract at the client's."""
    return Mission.objects.create(
        structure=pour.structure,
        client=pour,
        contrat=sous,
        numero=f"MI{next(_rangs):05d}",
        objet="Entretien",
        debut=sous.debut,
        fin=sous.fin,
    )


def tarif(pour: Client, centimes: int = 2_200, regime: str = "normal") -> Tarif:
    """An hourly price of the client since 2024."""
    return Tarif.objects.create(
        structure=pour.structure,
        client=pour,
        depuis=date(2024, 1, 1),
        montant_horaire_centimes=centimes,
        regime_tva=regime,
    )


def prestation(la: Structure, libelle: str = "Ménage", **champs: Any) -> Prestation:
    """A service sold by the hour."""
    voulus = {"code": f"P{next(_rangs)}", "libelle": libelle, **champs}
    return Prestation.objects.create(structure=la, **voulus)


def clause(acheteur: Client, heures_dues: int = 500) -> ClauseSociale:
    """A social clause on one lot of a public contract of the buyer."""
    marche = MarchePublic.objects.create(
        structure=acheteur.structure,
        acheteur=acheteur,
        reference=f"M{next(_rangs)}",
        objet="Entretien des espaces verts",
    )
    return ClauseSociale.objects.create(
        structure=acheteur.structure,
        marche_public=marche,
        lot="1",
        intitule="Taille",
        minutes_dues=heures_dues * 60,
        debut=date(2024, 1, 1),
        fin=date(2027, 12, 31),
    )


def utilisateur(role: Role | None = None, dans: Structure | None = None) -> Utilisateur:
    """An account, with a role in a structure when both are given."""
    rang = next(_rangs)
    compte = Utilisateur.objects.create_user(
        courriel=f"essai{rang}@exemple.test", nom=f"Essai {rang}", password=MOT_DE_PASSE
    )
    if role is not None and dans is not None:
        RoleStructure.objects.create(utilisateur=compte, structure=dans, role=role)
    return compte


def heures(sous: Contrat, jour: date, minutes: int, *, nature: int = 1, **lieu: int | None) -> None:
    """A draft of hours under the contract."""
    saisie = Saisie(sous.pk, sous.salarie_id, jour, nature, minutes, **lieu)
    saisir(sous.structure, [saisie], par=None)


def plan(
    sous: Contrat, minutes: int = 420, jours: int = 5, *, chez: Mission | None = None
) -> PlanHeures:
    """The same minutes each of the first days of the week, since the start of the contract."""
    semaine = Semaine((minutes,) * jours + (0,) * (7 - jours), sous.debut)
    return planifier(sous, semaine, mission=chez, par=None)


def absence(qui: Salarie, debut: date, fin: date, nature: int = 5) -> Absence:
    """Whole days of leave, or of another nature."""
    return declarer_absence(
        qui.structure, qui, debut=debut, fin=fin, nature=nature, par=None
    ).absence


def valider_mois(une: Structure, mois: date) -> None:
    """Freeze the drafts of the month."""
    valider(une, mois, par=None)


def donner_role(compte: Utilisateur, role: Role, dans: Structure) -> None:
    """One more role of an account."""
    RoleStructure.objects.create(utilisateur=compte, structure=dans, role=role)


def accompagner(une: Structure, compte: Utilisateur) -> None:
    """Make an account the assigned adviser of everybody in a structure, whoever was."""
    Referent.objects.filter(salarie__structure=une).delete()
    Referent.objects.bulk_create(
        Referent(salarie=qui, utilisateur=compte, debut=date(2025, 1, 1))
        for qui in une.salaries.all()
    )
