"""The fixed points of the demonstration: the day, the seed, the six structures, the calendar."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

import holidays

from etrier.demonstration.lieux import siret_fictif
from etrier.droit.calendrier import ajouter_mois
from etrier.droit.vocabulaire import Dispositif
from etrier.socle.mois import dernier_jour, jours_de, mois_precedent

JOUR_DONNE = date(2026, 11, 16)
GRAINE = 20_261_116
NOMBRE_DE_MOIS = 24
MOT_DE_PASSE = "un-pied-a-l-etrier"
NOM_DU_GROUPE = "Groupe économique solidaire du Pas-Commun"
SEMAINE = timedelta(days=7)


@dataclass(frozen=True)
class StructureExemple:
    """One structure of the group. `sieges`: people employed at the same time, so its size."""

    cle: str
    denomination: str
    dispositif: Dispositif
    insee: str
    numero: int
    code_naf: str
    categorie_juridique: str
    reseau: str
    sieges: int
    semaines: tuple[int, int]
    minutes_hebdo: tuple[int, ...]
    jours: tuple[tuple[int, ...], ...]
    prime_centimes: tuple[int, int]
    etp_centiemes: tuple[int, ...] = ()
    part_departement_pour_cent: int = 0
    est_regie: bool = False

    @property
    def prefixe(self) -> str:
        """First letters of every number the structure gives: matricules, contracts, missions."""
        return self.cle


LUNDI_A_VENDREDI = ((0, 1, 2, 3, 4),)
QUATRE_JOURS = ((0, 1, 2, 3), (0, 1, 3, 4), (1, 2, 3, 4))

STRUCTURES: tuple[StructureExemple, ...] = (
    StructureExemple(
        cle="ACI",
        denomination="Les Jardins du Pas-Commun",
        dispositif=Dispositif.ACI,
        insee="59599",
        numero=1,
        code_naf="8899B",
        categorie_juridique="9220",
        reseau="Réseau fictif des chantiers",
        sieges=23,
        semaines=(58, 80),
        minutes_hebdo=(1560, 1560, 1560, 1440, 1680),
        jours=QUATRE_JOURS,
        prime_centimes=(0, 15),
        etp_centiemes=(1650, 1680, 1720),
        part_departement_pour_cent=15,
    ),
    StructureExemple(
        cle="EI",
        denomination="Bâtir au Pas-Commun",
        dispositif=Dispositif.EI,
        insee="59512",
        numero=2,
        code_naf="4399C",
        categorie_juridique="5710",
        reseau="Réseau fictif des entreprises d'insertion",
        sieges=9,
        semaines=(62, 80),
        minutes_hebdo=(2100,),
        jours=LUNDI_A_VENDREDI,
        prime_centimes=(10, 90),
        etp_centiemes=(900, 900, 910),
    ),
    StructureExemple(
        cle="AI",
        denomination="Coup de main du Pas-Commun",
        dispositif=Dispositif.AI,
        insee="59512",
        numero=3,
        code_naf="8810A",
        categorie_juridique="9220",
        reseau="Réseau fictif de l'économie solidaire",
        sieges=44,
        semaines=(60, 80),
        minutes_hebdo=(1560, 1680, 1800, 1800, 1920, 2040),
        jours=((0, 1, 2, 3, 4),),
        prime_centimes=(5, 60),
        etp_centiemes=(3300, 3300, 3340),
    ),
    StructureExemple(
        cle="ETTI",
        denomination="Intérim du Pas-Commun",
        dispositif=Dispositif.ETTI,
        insee="59350",
        numero=4,
        code_naf="7820Z",
        categorie_juridique="5710",
        reseau="Réseau fictif des entreprises d'insertion",
        sieges=12,
        semaines=(48, 72),
        minutes_hebdo=(2100,),
        jours=LUNDI_A_VENDREDI,
        prime_centimes=(30, 180),
        etp_centiemes=(1200, 1200, 1220),
    ),
    StructureExemple(
        cle="RQ",
        denomination="Régie de quartier du Pas-Commun",
        dispositif=Dispositif.ACI,
        insee="59650",
        numero=5,
        code_naf="8129A",
        categorie_juridique="9220",
        reseau="Réseau fictif des régies",
        sieges=11,
        semaines=(60, 80),
        minutes_hebdo=(1560, 1560, 1680),
        jours=QUATRE_JOURS,
        prime_centimes=(0, 20),
        etp_centiemes=(800, 800, 820),
        part_departement_pour_cent=12,
        est_regie=True,
    ),
    StructureExemple(
        cle="GEIQ",
        denomination="GEIQ du Pas-Commun",
        dispositif=Dispositif.GEIQ,
        insee="59009",
        numero=6,
        code_naf="7830Z",
        categorie_juridique="9220",
        reseau="Réseau fictif des GEIQ",
        sieges=6,
        semaines=(49, 52),
        minutes_hebdo=(2100,),
        jours=LUNDI_A_VENDREDI,
        prime_centimes=(0, 70),
    ),
)
PAR_CLE = {s.cle: s for s in STRUCTURES}


def hasard(*sujets: object) -> Random:
    """A generator of its own for each subject: changing one part leaves the others as they are."""
    return Random("/".join(str(s) for s in (GRAINE, *sujets)))


@dataclass(frozen=True)
class Calendrier:
    """The 24 months that end with the month before the given day."""

    le: date

    @cached_property
    def mois(self) -> tuple[date, ...]:
        """First days of the months, oldest first."""
        dernier = mois_precedent(self.le)
        return tuple(ajouter_mois(dernier, n) for n in range(1 - NOMBRE_DE_MOIS, 1))

    @property
    def premier(self) -> date:
        """First day of the first month."""
        return self.mois[0]

    @property
    def mois_dernier(self) -> date:
        """First day of the last month: the one that waits in spreadsheets."""
        return self.mois[-1]

    @property
    def fin(self) -> date:
        """Last day of the last month."""
        return dernier_jour(self.mois_dernier)

    @property
    def premier_lundi(self) -> date:
        """First Monday of the first month: everybody's first day."""
        return lundi_suivant(self.premier)

    @property
    def annees(self) -> tuple[int, ...]:
        """Calendar years met, oldest first."""
        return tuple(range(self.premier.year, self.fin.year + 1))

    @cached_property
    def feries(self) -> frozenset[date]:
        """Public holidays of metropolitan France in these years."""
        return frozenset(holidays.country_holidays("FR", years=self.annees))

    def rang_du_mois(self, jour: date) -> int:
        """0 for the first month."""
        return (jour.year - self.premier.year) * 12 + jour.month - self.premier.month

    def semaine_pleine(self) -> date:
        """Monday of a whole week of the last month without a holiday, for planted mistakes."""
        premiere = lundi_suivant(self.mois_dernier)
        lundis = (premiere + n * SEMAINE for n in (1, 2, 0))
        return next(m for m in lundis if self.feries.isdisjoint(jours_de(m, m + SEMAINE)))


def lundi_suivant(jour: date) -> date:
    """The day itself when it is a Monday, else the next one."""
    return jour + timedelta(days=-jour.weekday() % 7)


def cle_de(siret: str) -> str:
    """Which structure of the scenario bears this SIRET; "" for any other."""
    return {siret_fictif(s.numero): s.cle for s in STRUCTURES}.get(siret, "")
