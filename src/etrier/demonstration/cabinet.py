"""An invented pay bureau: payslips drawn from what it was sent, faults asked of it, its file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from etrier.droit.arrondis import demi_haut
from etrier.droit.regles.rapprochement.lignes import DU_BRUT, EN_PLUS, RETENUES
from etrier.paie.formats.valeurs import ecrire_csv
from etrier.paie.models import EnvoiPaie
from etrier.paie.navette.lignes import LigneEnvoi

# Of the gross, in hundredths: invented, no law.
PART_SALARIALE, PART_PATRONALE = 21, 12
TRAVAIL = "HEURES_TRAVAIL"
ENTETE = ("Code salarié", "Rubrique", "Nombre", "Montant", "Période")
ENCODAGE = "cp1252"


@dataclass(frozen=True)
class LigneBulletin:
    """A line of a payslip; `code` is how the bureau calls it."""

    rubrique: str
    code: str
    minutes: int | None
    centimes: int | None
    taux: int | None = None


Bulletins = dict[str, list[LigneBulletin]]
Faute = Callable[[Bulletins], None]


def tirer(envoi: EnvoiPaie) -> Bulletins:
    """The lines of everybody's payslip, by number, as they were sent."""
    bulletins: Bulletins = {}
    for brute in envoi.lignes:
        x = LigneEnvoi(**brute)
        ligne = LigneBulletin(
            x.rubrique, x.code, x.minutes, x.montant_centimes, x.taux_horaire_centimes
        )
        bulletins.setdefault(x.matricule, []).append(ligne)
    return bulletins


def imprimer(envoi: EnvoiPaie, bulletins: Bulletins, nets: Mapping[str, int]) -> bytes:
    """The file of the bureau; `nets`: by how many centimes some nets are wrong."""
    rangees = [
        (matricule, x.code, _nombre(_centiemes(x.minutes)), _nombre(_signe(x)), _periode(envoi))
        for matricule, lignes in bulletins.items()
        for x in (*lignes, *_pied(lignes, nets.get(matricule, 0)))
    ]
    return ecrire_csv(ENTETE, rangees, ENCODAGE)


def oublier(matricule: str) -> Faute:
    """Nobody drew this payslip."""

    def faute(bulletins: Bulletins) -> None:
        del bulletins[matricule]

    return faute


def ajouter_un_inconnu(matricule: str, code: str) -> Faute:
    """A payslip of somebody else's: 35 hours at 12.02 euros."""

    def faute(bulletins: Bulletins) -> None:
        bulletins[matricule] = [LigneBulletin(TRAVAIL, code, 2_100, 42_070)]

    return faute


def perdre(matricule: str, rubrique: str) -> Faute:
    """A line that was sent is not on the payslip."""

    def faute(bulletins: Bulletins) -> None:
        bulletins[matricule] = [x for x in bulletins[matricule] if x.rubrique != rubrique]

    return faute


def doubler(matricule: str, rubrique: str) -> Faute:
    """A line is written twice, and paid once."""

    def faute(bulletins: Bulletins) -> None:
        doubles = [x for x in bulletins[matricule] if x.rubrique == rubrique]
        # Paid once: the second has no part in the gross that is printed.
        bulletins[matricule] += [replace(x, rubrique="") for x in doubles]

    return faute


def lire_en_centiemes(matricule: str) -> Faute:
    """109 h 30 typed 109.30, and paid so."""

    def faute(ligne: LigneBulletin) -> LigneBulletin:
        assert ligne.minutes is not None
        assert ligne.taux is not None
        heures, reste = divmod(ligne.minutes, 60)
        minutes = heures * 60 + demi_haut(reste * 60, 100)
        return replace(ligne, minutes=minutes, centimes=demi_haut(minutes * ligne.taux, 60))

    return _au_travail(matricule, faute)


def payer_a_l_ancien_taux(matricule: str, ecart: int) -> Faute:
    """The hours at so many centimes less."""

    def faute(ligne: LigneBulletin) -> LigneBulletin:
        assert ligne.minutes is not None
        assert ligne.taux is not None
        return replace(ligne, centimes=demi_haut(ligne.minutes * (ligne.taux - ecart), 60))

    return _au_travail(matricule, faute)


def _au_travail(matricule: str, change: Callable[[LigneBulletin], LigneBulletin]) -> Faute:
    def faute(bulletins: Bulletins) -> None:
        bulletins[matricule] = [
            change(x) if x.rubrique == TRAVAIL else x for x in bulletins[matricule]
        ]

    return faute


def _pied(lignes: list[LigneBulletin], net_faux: int) -> list[LigneBulletin]:
    """Gross, contributions and net of a payslip."""
    brut, plus, moins = (
        sum(x.centimes or 0 for x in lignes if x.rubrique in voulues)
        for voulues in (DU_BRUT, EN_PLUS, RETENUES)
    )
    salariales = demi_haut(brut * PART_SALARIALE, 100)
    return [
        LigneBulletin("BRUT", "Salaire brut", None, brut),
        LigneBulletin("COTISATIONS_SALARIALES", "Cotisations salariales", None, salariales),
        LigneBulletin(
            "COTISATIONS_PATRONALES",
            "Cotisations patronales",
            None,
            demi_haut(brut * PART_PATRONALE, 100),
        ),
        LigneBulletin(
            "NET_A_PAYER", "Net à payer", None, brut - salariales + plus - moins + net_faux
        ),
    ]


def _signe(ligne: LigneBulletin) -> int | None:
    """This bureau writes what it keeps back with a minus sign."""
    if ligne.centimes is None or ligne.rubrique not in RETENUES:
        return ligne.centimes
    return -ligne.centimes


def _centiemes(minutes: int | None) -> int | None:
    return None if minutes is None else demi_haut(minutes * 100, 60)


def _nombre(centiemes: int | None) -> str:
    if centiemes is None:
        return ""
    entiers, reste = divmod(abs(centiemes), 100)
    return f"{'-' if centiemes < 0 else ''}{entiers},{reste:02d}"


def _periode(envoi: EnvoiPaie) -> str:
    return f"{envoi.mois:%m/%Y}"
