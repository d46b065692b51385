"""What the person's page shows of the rooms below: days to come, hours, pay, dates."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from etrier.heures.enums import EtatLigne, GenreHeures
from etrier.heures.models import LigneHeures
from etrier.heures.plans.propositions import journees
from etrier.missions.models import Chantier, Mission
from etrier.paie.models import VariablePaie
from etrier.parcours.models import Contrat, PassIae, Referent, Salarie, SuspensionPass
from etrier.socle.mois import jours_de

JOURS_A_VENIR = 14
# Why somebody is absent, paid or not, is nobody's business on a screen.
MOTS = {
    GenreHeures.TRAVAIL: "travail",
    GenreHeures.FORMATION: "formation",
    GenreHeures.ABSENCE_PAYEE: "absence",
    GenreHeures.ABSENCE_NON_PAYEE: "absence",
    GenreHeures.CONGE_PAYE: "conge",
    GenreHeures.JOUR_FERIE: "ferie",
}


@dataclass(frozen=True)
class Moment:
    """Part of a day: what (a key of the dictionary), how long, where."""

    quoi: str
    minutes: int
    lieu: str = ""
    adresse: str = ""


@dataclass(frozen=True)
class JourVu:
    """One day to come; without a moment, no work is planned."""

    jour: date
    moments: Sequence[Moment]

    @property
    def est_travaille(self) -> bool:
        """Some work is planned."""
        return any(m.quoi == "travail" for m in self.moments)


@dataclass(frozen=True)
class MoisVu:
    """The hours of a month by what they are, and whether they may still change."""

    mois: date
    lignes: Sequence[tuple[str, int]]
    en_attente: bool
    brut_centimes: int | None

    @property
    def minutes(self) -> int:
        """All of them."""
        return sum(minutes for _quoi, minutes in self.lignes)


@dataclass(frozen=True)
class Dates:
    """What ends, and when."""

    contrat: Contrat | None
    le_pass: PassIae | None
    pause: SuspensionPass | None
    rendez_vous: date | None


def lire_planning(salarie: Salarie, le: date) -> list[JourVu]:
    """The days to come: what the ledger already holds, else what the plans expect."""
    fin = le + timedelta(days=JOURS_A_VENIR - 1)
    contrats = list(salarie.contrats.en_cours(le, fin).order_by("pk"))
    parts = _prevus(salarie, contrats, le, fin) | _ecrits(contrats, le, fin)
    lieux = _lieux(cle for du_jour in parts.values() for cle in du_jour)
    return [
        JourVu(jour, [_moment(cle, m, lieux) for cle, m in parts.get(jour, {}).items() if m > 0])
        for jour in jours_de(le, fin)
    ]


# Nature, chantier, mission.
_Cle = tuple[int, int | None, int | None]
_Parts = dict[date, dict[_Cle, int]]


def _prevus(salarie: Salarie, contrats: list[Contrat], debut: date, fin: date) -> _Parts:
    parts: _Parts = defaultdict(dict)
    for journee in journees(salarie.structure, contrats, debut, fin):
        for s in journee.brouillons():
            cle = (s.nature, s.chantier_id, s.mission_id)
            parts[s.jour][cle] = parts[s.jour].get(cle, 0) + s.minutes
    return dict(parts)


def _ecrits(contrats: list[Contrat], debut: date, fin: date) -> _Parts:
    parts: _Parts = defaultdict(dict)
    lignes = LigneHeures.objects.filter(contrat__in=contrats, jour__range=(debut, fin))
    lues = lignes.order_by("jour", "pk").values_list(
        "jour", "nature", "chantier_id", "mission_id", "minutes"
    )
    for jour, nature, chantier, mission, minutes in lues:
        cle = (nature, chantier, mission)
        parts[jour][cle] = parts[jour].get(cle, 0) + minutes
    return dict(parts)


def _lieux(cles: Iterable[_Cle]) -> dict[_Cle, tuple[str, str]]:
    vues = set(cles)
    chantiers = Chantier.objects.in_bulk({c for _n, c, _m in vues if c})
    missions = Mission.objects.select_related("client").in_bulk({m for _n, _c, m in vues if m})
    lieux: dict[_Cle, tuple[str, str]] = {}
    for cle in vues:
        if cle[1]:
            lieux[cle] = (chantiers[cle[1]].denomination, "")
        elif cle[2]:
            client = missions[cle[2]].client
            adresse = f"{client.adresse} {client.code_postal} {client.commune}"
            lieux[cle] = (client.denomination, " ".join(adresse.split()))
    return lieux


def _moment(cle: _Cle, minutes: int, lieux: dict[_Cle, tuple[str, str]]) -> Moment:
    lieu, adresse = lieux.get(cle, ("", ""))
    return Moment(MOTS[GenreHeures(cle[0])], minutes, lieu, adresse)


def lire_mois(salarie: Salarie, mois: date) -> MoisVu:
    """Hours of an accounting month, drafts too, and the gross pay once it is closed."""
    # Through the contracts: their index is the only one of the ledger that knows a person.
    contrats = list(salarie.contrats.values_list("pk", flat=True))
    lues = (
        LigneHeures.objects.filter(contrat__in=contrats, mois=mois)
        .order_by()
        .values_list("nature", "etat")
        .annotate(Sum("minutes"))
    )
    par_mot: dict[str, int] = {}
    en_attente = False
    for nature, etat, minutes in lues:
        mot = MOTS[GenreHeures(nature)]
        par_mot[mot] = par_mot.get(mot, 0) + minutes
        en_attente |= etat == EtatLigne.BROUILLON
    lignes = [(mot, par_mot[mot]) for mot in dict.fromkeys(MOTS.values()) if par_mot.get(mot)]
    return MoisVu(mois, lignes, en_attente, _brut(contrats, salarie, mois))


def _brut(contrats: list[int], salarie: Salarie, mois: date) -> int | None:
    """Gross pay of a closed month; None when the month is open, or a part has no amount."""
    lus = list(
        VariablePaie.objects.filter(
            cloture__structure=salarie.structure_id,
            cloture__mois=mois,
            contrat__in=contrats,
            rubrique="BRUT",
        ).values_list("montant_centimes", flat=True)
    )
    connus = [montant for montant in lus if montant is not None]
    return sum(connus) if connus and len(connus) == len(lus) else None


def lire_dates(salarie: Salarie, le: date) -> Dates:
    """The contract, the PASS and the appointment of the day."""
    le_pass = salarie.personne.les_pass.filter(debut__lte=le, fin__gte=le).first()
    dernier = salarie.entretiens.order_by("-le").first()
    prochain = dernier.prochain_le if dernier is not None else None
    return Dates(
        salarie.contrats.en_cours(le, le).order_by("-fin").first(),
        le_pass,
        le_pass.suspensions.filter(debut__lte=le, fin__gte=le).first() if le_pass else None,
        prochain if prochain is not None and prochain >= le else None,
    )


def lire_taux(salarie: Salarie, le: date) -> int | None:
    """Gross hourly rate of the contract of the day, in centimes."""
    contrat = lire_dates(salarie, le).contrat
    if contrat is None:
        return None
    avenant = contrat.avenants.filter(effet__lte=le).order_by("-rang").first()
    return avenant.taux_horaire_centimes if avenant is not None else None


def lire_referent(salarie: Salarie) -> Referent | None:
    """Who accompanies her now."""
    return salarie.referents.filter(fin__isnull=True).select_related("utilisateur").first()
