"""The pay round trip: sixty employees, twenty planted differences found, and nothing else."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from etrier.paie.models import EcartPaie, EnvoiPaie, LigneRetourPaie, ReglagePaie, RetourPaie
from etrier.paie.navette.envoi import envoyer
from etrier.paie.navette.retour import enregistrer_retour, expliquer
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from etrier.structures.models import Structure
from tests import fabrique
from tests.paie.monde import (
    MOIS,
    Ligne,
    bulletins,
    clore,
    donner,
    en_csv,
    lire_envoi,
    silae,
    structure_de_paie,
)

pytestmark = pytest.mark.django_db
TRAVAIL = "1010"


@dataclass(frozen=True)
class Aller:
    """A month that left, and what a faithful bureau makes of it."""

    structure: Structure
    contrats: list[Contrat]
    envoi: EnvoiPaie
    lignes: list[Ligne]

    def matricule(self, rang: int) -> str:
        """The number of one of the employees."""
        return self.contrats[rang].salarie.matricule


@pytest.fixture
def aller() -> Aller:
    return partir(60)


@pytest.fixture
def petit() -> Aller:
    return partir(4)


def partir(combien: int) -> Aller:
    """A month of so many employees, sent to the bureau."""
    une, contrats = structure_de_paie(combien)
    silae(une)
    for rang, contrat in enumerate(contrats):
        for genre, pas in (("PRIME", 2), ("KILOMETRES", 3), ("ACOMPTE", 2), ("SAISIE", 4)):
            if rang % pas == 0:
                donner(contrat, genre, 2_000 + rang)
    clore(une)
    envoi = envoyer(une, MOIS, par=None)
    taux = {c.salarie.matricule: 1188 + rang for rang, c in enumerate(contrats)}
    return Aller(une, contrats, envoi, lire_envoi(envoi, taux))


def rapporter(aller: Aller, contenu: bytes) -> list[tuple[str, str]]:
    """Whom a difference is of, and its reason."""
    retour = enregistrer_retour(aller.structure, MOIS, contenu, "retour.csv", par=None)
    return sorted(EcartPaie.objects.filter(retour=retour).values_list("matricule", "genre"))


def test_what_comes_back_as_it_left_gives_nothing(aller: Aller) -> None:
    toutes = bulletins(aller.lignes)
    totaux = Counter[str]()
    for ligne in toutes:
        signe = -1 if ligne.code[0] == "8" or ligne.code == "COTISATIONS_SALARIALES" else 1
        totaux[ligne.code] += signe * (ligne.montant or 0)
    assert rapporter(aller, en_csv(toutes, dict(totaux))) == []
    assert LigneRetourPaie.objects.filter(rubrique="ACOMPTE", montant_centimes__lt=0).count() == 0
    assert LigneRetourPaie.objects.filter(contrat=None).count() == 0


def changer(code: str, **change: object) -> Callable[[list[Ligne]], list[Ligne]]:
    """Another line in place of the one of that code."""
    return lambda siennes: [
        replace(x, **change) if x.code == code else x  # type: ignore[arg-type]
        for x in siennes
    ]


def oter(code: str) -> Callable[[list[Ligne]], list[Ligne]]:
    """Without the line of that code."""
    return lambda siennes: [x for x in siennes if x.code != code]


def ajouter(**ligne: object) -> Callable[[list[Ligne]], list[Ligne]]:
    """With one line more."""
    return lambda siennes: [*siennes, replace(siennes[0], **ligne)]  # type: ignore[arg-type]


def au_travail(quoi: Callable[[Ligne], Ligne]) -> Callable[[list[Ligne]], list[Ligne]]:
    """With the line of hours worked changed."""
    return lambda siennes: [quoi(x) if x.code == TRAVAIL else x for x in siennes]


# What the bureau gets wrong of somebody before it draws the payslip up.
AVANT: dict[str, tuple[int, Callable[[list[Ligne]], list[Ligne]]]] = {
    "RUBRIQUE_ABSENTE": (0, oter("2010")),
    "RUBRIQUE_INATTENDUE": (1, ajouter(code="2010", heures=None, montant=5_000)),
    "HEURES": (3, au_travail(lambda x: replace(x, heures=(x.heures or 0) - 100))),
    "HEURES_ET_MONTANT": (
        5,
        au_travail(lambda x: replace(x, heures=(x.heures or 0) - 100, montant=12_345)),
    ),
    "MONTANT_TAUX": (7, au_travail(lambda x: replace(x, montant=None))),
    "MONTANT_ARRONDI": (9, au_travail(lambda x: replace(x, montant=(x.montant or 0) + 1))),
    "SIGNE_INVERSE": (10, changer("2010", montant=-2_010)),
    "ACOMPTE_NON_DEDUIT": (12, oter("8010")),
    "ACOMPTE_DIFFERENT": (14, changer("8010", montant=2_041)),
    "SAISIE_ABSENTE": (16, oter("8020")),
    "SAISIE_DIFFERENTE": (20, changer("8020", montant=1_900)),
    "FRAIS_ABSENTS": (15, oter("7030")),
    "FRAIS_DIFFERENTS": (21, changer("7030", montant=2_201)),
    "LIGNE_EN_DOUBLE": (24, lambda siennes: [*siennes, siennes[0]]),
    "MOIS_AUTRE": (26, ajouter(code="2010", heures=None, montant=900, periode="02/2025")),
    "MONTANT": (28, changer("2010", montant=2_029)),
}


def planter(aller: Aller) -> tuple[bytes, list[tuple[str, str]]]:
    """A return with twenty kinds of faults and more, and what should be said of it."""
    par_qui: dict[str, list[Ligne]] = {}
    for ligne in aller.lignes:
        par_qui.setdefault(ligne.matricule, []).append(ligne)
    attendus = []
    for genre, (rang, faute) in AVANT.items():
        qui = aller.matricule(rang)
        attendus.append((qui, genre))
        par_qui[qui] = faute(par_qui[qui])
    sept = aller.matricule(7)
    par_qui[sept] = [_au_smic_ancien(x) for x in par_qui[sept]]
    absent, errone = aller.matricule(31), aller.matricule(33)
    attendus += [(absent, "SALARIE_ABSENT"), (errone, "MATRICULE_ERRONE")]
    del par_qui[absent]
    par_qui["Z-0033"] = [replace(x, matricule="Z-0033") for x in par_qui.pop(errone)]
    un, autre = aller.matricule(35), aller.matricule(37)
    attendus.append((un, "MATRICULES_CROISES"))
    ceux_du_premier = [replace(x, matricule=autre) for x in par_qui[un]]
    par_qui[un] = [replace(x, matricule=un) for x in par_qui[autre]]
    par_qui[autre] = ceux_du_premier
    par_qui["INCONNU"] = [replace(aller.lignes[0], matricule="INCONNU", heures=100, montant=1_200)]
    attendus.append(("INCONNU", "SALARIE_INCONNU"))
    toutes = bulletins(x for siennes in par_qui.values() for x in siennes)
    brut, net = aller.matricule(39), aller.matricule(41)
    attendus += [(brut, "BRUT_NON_SOMME"), (brut, "NET_INCOHERENT"), (net, "NET_INCOHERENT")]
    toutes = [
        replace(x, montant=(x.montant or 0) + 7)
        if (x.matricule, x.code) in ((brut, "BRUT"), (net, "NET_A_PAYER"))
        else x
        for x in toutes
    ]
    attendus.append(("", "TOTAL_DIFFERENT"))
    faux = sum(x.montant or 0 for x in toutes if x.code == "BRUT") + 10
    return en_csv(toutes, {"BRUT": faux}), sorted(attendus)


def _au_smic_ancien(ligne: Ligne) -> Ligne:
    """Hours paid at last year's rate."""
    if ligne.code != TRAVAIL:
        return ligne
    minutes = ((ligne.heures or 0) * 60 + 50) // 100
    return replace(ligne, montant=(minutes * 1165 + 30) // 60)


def test_planted_differences_are_found_each_and_nothing_else(aller: Aller) -> None:
    contenu, attendus = planter(aller)
    assert len({genre for _qui, genre in attendus}) >= 20
    assert rapporter(aller, contenu) == attendus


def test_a_later_return_keeps_what_was_explained(aller: Aller) -> None:
    contenu, _attendus = planter(aller)
    rapporter(aller, contenu)
    ecart = EcartPaie.objects.get(genre="FRAIS_ABSENTS")
    with pytest.raises(Refus, match="explication"):
        expliquer(ecart, "  ", par=None)
    expliquer(ecart, "Payés à part, par virement du 28", par=None)
    with pytest.raises(Refus, match="déjà été lu"):
        rapporter(aller, contenu)
    corrige = contenu.replace(b"Z-0033", aller.matricule(33).encode())
    rapporter(aller, corrige)
    dernier = RetourPaie.objects.order_by("pk").last()
    explique = EcartPaie.objects.get(retour=dernier, etat="explique")
    assert (explique.genre, explique.explication[:12]) == ("FRAIS_ABSENTS", "Payés à part")


def test_columns_are_guessed_then_remembered_then_said(petit: Aller) -> None:
    rapporter(petit, en_csv(bulletins(petit.lignes)))
    retenues = ReglagePaie.objects.get(structure=petit.structure).colonnes_retour
    assert retenues["matricule"] == "Code salarié"
    assert retenues["mois"] == "Période"
    autre = en_csv(bulletins(petit.lignes[:-1])).replace(b"Code salari\xe9", b"Qui")
    with pytest.raises(Refus, match="colonnes ne se reconnaissent pas"):
        rapporter(petit, autre)
    dites = {"matricule": "Qui", "code": "Rubrique", "heures": "Nombre", "montant": "Montant"}
    enregistrer_retour(petit.structure, MOIS, autre, "r.csv", colonnes=dites, par=None)
    assert RetourPaie.objects.count() == 2


def test_a_file_at_fault_writes_nothing(petit: Aller) -> None:
    faux = en_csv(bulletins(petit.lignes)).replace(b"1010;", b";", 1).replace(b",00;", b",0x;", 1)
    with pytest.raises(Refus, match="rien n'a été écrit"):
        rapporter(petit, faux)
    assert (RetourPaie.objects.count(), LigneRetourPaie.objects.count()) == (0, 0)
    assert not ReglagePaie.objects.get(structure=petit.structure).colonnes_retour


def test_nothing_comes_back_before_something_left() -> None:
    une = fabrique.structure()
    with pytest.raises(Refus, match="Rien n'est parti"):
        enregistrer_retour(une, MOIS, b"x;y", "r.csv", par=None)


def test_one_line_per_employee_is_read_too(petit: Aller) -> None:
    """A pay journal: one column per figure of the payslip; the gross is compared."""
    brut = Counter[str]()
    for ligne in petit.lignes:
        if ligne.code[0] in "12":
            brut[ligne.matricule] += ligne.montant or 0
    dit = ["Matricule;Salaire brut;Net à payer"]
    dit += [f"{m};{b // 100},{b % 100:02d};1 000,00" for m, b in brut.items()]
    dit.append(f"TOTAL;{sum(brut.values()) // 100},{sum(brut.values()) % 100:02d};")
    contenu = "\n".join(dit).encode()
    assert rapporter(petit, contenu) == []
    qui = petit.matricule(2)
    brut[qui] += 3
    faux = "\n".join(f"{m};{b / 100:.2f};900" for m, b in brut.items())
    assert rapporter(petit, f"Matricule;Brut;Net\n{faux}".encode()) == [(qui, "BRUT_DIFFERENT")]
