"""The pay of the year: codes, variables, what left for the bureau, what came back and differs.

Runs after the closes, through the acts of the house. The bureau is right of the months before; of
the last closed one it is wrong, and somebody has begun to say why.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from etrier.demonstration import cabinet
from etrier.demonstration.cabinet import TRAVAIL, Faute
from etrier.demonstration.comptes import courriel
from etrier.demonstration.scenario import cle_de
from etrier.demonstration.variables_paie import Rang, dire_les_variables, payes_du_mois
from etrier.heures.models import Cloture
from etrier.paie.enums import EtatEcartPaie, FormatPaie
from etrier.paie.models import EcartPaie, EnvoiPaie, ReglagePaie, RetourPaie
from etrier.paie.navette.envoi import envoyer
from etrier.paie.navette.reglages import coder, regler
from etrier.paie.navette.retour import enregistrer_retour, expliquer
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import Structure, Utilisateur

Suivi = Callable[[str, int, int], None]
# What the bureau of the ACI calls each rubrique; the AI's takes ours.
CODES = {
    TRAVAIL: "1010",
    "HEURES_FORMATION": "1020",
    "ABSENCE_PAYEE": "1030",
    "CONGE_PAYE": "1040",
    "JOUR_FERIE": "1050",
    "HEURES_SUP_25": "1110",
    "HEURES_SUP_50": "1120",
    "HEURES_COMPLEMENTAIRES": "1130",
    "ABSENCE_NON_PAYEE": "1140",
    "PRIME": "2010",
    "PANIER": "7010",
    "FRAIS": "7020",
    "KILOMETRES": "7030",
    "ACOMPTE": "8010",
    "SAISIE": "8020",
}
MATRICULE_INCONNU = "EXEMPLE-999"
NET_FAUX, TAUX_ANCIEN = 1_250, 20


@dataclass(frozen=True)
class Rendu:
    """A file of the bureau: its faults, and by how many centimes some nets are wrong."""

    nom: str
    fautes: Sequence[Faute] = ()
    nets: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class PaieExemple:
    """How the pay of one structure goes. `explique`: the kind explained, and the word of it."""

    role: Role
    format_paie: FormatPaie
    rendus: Callable[[EnvoiPaie, Sequence[Contrat]], Iterable[Rendu]]
    explique: tuple[str, str]
    codes: Mapping[str, str] = field(default_factory=dict)


def faire_les_paies(structures: Sequence[Structure], suivi: Suivi) -> int:
    """The year's pay, where the scenario has some and nobody has begun it; gives in how many
    structures.
    """
    faites = 0
    for rang, structure in enumerate(structures):
        suivi(structure.denomination, rang, len(structures))
        faites += faire_la_paie(structure, cle_de(structure.siret))
    suivi("fini", len(structures), len(structures))
    return faites


def faire_la_paie(structure: Structure, cle: str) -> bool:
    """Send and read back every closed month of the last year; False where nothing is told.

    Nothing where somebody has begun the pay already, or no month is closed.
    """
    exemple = PAIES.get(cle)
    clos = Cloture.objects.filter(structure=structure).order_by("mois")
    mois = list(clos.values_list("mois", flat=True))
    commencee = (m.objects.filter(structure=structure).exists() for m in (ReglagePaie, EnvoiPaie))
    if exemple is None or not mois or any(commencee):
        return False
    par = Utilisateur.objects.get(courriel=courriel(exemple.role))
    with transaction.atomic():
        _regler(structure, cle, exemple, par)
        for passe in (m for m in mois[:-1] if m.year == mois[-1].year):
            _rendre(envoyer(structure, passe, par=par), Rendu(f"bulletins-{passe:%Y-%m}.csv"), par)
        _vivre_le_dernier(structure, mois[-1], exemple, par)
    return True


def _regler(structure: Structure, cle: str, exemple: PaieExemple, par: Utilisateur) -> None:
    regler(
        structure,
        format_paie=exemple.format_paie,
        numero_dossier=f"EXEMPLE-{cle}",
        codes_ignores=(),
        par=par,
    )
    for rubrique, code in exemple.codes.items():
        coder(structure, rubrique, code, envoyee=True, par=par)


def _vivre_le_dernier(
    structure: Structure, mois: date, exemple: PaieExemple, par: Utilisateur
) -> None:
    """Variables, a sending, the returns: what is explained of the first stays explained."""
    contrats = payes_du_mois(structure, mois)
    dire_les_variables(structure, mois, contrats, par)
    envoi = envoyer(structure, mois, par=par)
    genre, mot = exemple.explique
    for rendu in exemple.rendus(envoi, contrats):
        retour = _rendre(envoi, rendu, par)
        for ecart in EcartPaie.objects.filter(
            retour=retour, genre=genre, etat=EtatEcartPaie.OUVERT
        ):
            expliquer(ecart, mot, par=par)


def _rendre(envoi: EnvoiPaie, rendu: Rendu, par: Utilisateur) -> RetourPaie:
    bulletins = cabinet.tirer(envoi)
    for faute in rendu.fautes:
        faute(bulletins)
    contenu = cabinet.imprimer(envoi, bulletins, rendu.nets)
    return enregistrer_retour(envoi.structure, envoi.mois, contenu, rendu.nom, par=par)


def _rendus_aci(envoi: EnvoiPaie, contrats: Sequence[Contrat]) -> Iterator[Rendu]:
    """Five differences; the bureau then draws the payslip it had forgotten: four."""
    oublie, *autres = _au_temps(envoi, contrats)
    demies = [m for m, x in autres if (x.minutes or 0) % 60]
    fautes = [
        *map(cabinet.lire_en_centiemes, demies[:1]),
        cabinet.perdre(contrats[Rang.ACOMPTE].salarie.matricule, "ACOMPTE"),
        cabinet.ajouter_un_inconnu(MATRICULE_INCONNU, CODES[TRAVAIL]),
    ]
    nets = {contrats[Rang.PRIME].salarie.matricule: NET_FAUX}
    nom = f"bulletins-{envoi.mois:%Y-%m}"
    yield Rendu(f"{nom}.csv", [cabinet.oublier(oublie[0]), *fautes], nets)
    yield Rendu(f"{nom}-complet.csv", fautes, nets)


def _rendus_ai(envoi: EnvoiPaie, contrats: Sequence[Contrat]) -> Iterator[Rendu]:
    """Three differences: last year's rate, kilometres forgotten, a line written twice."""
    (ancien, _x), *autres = _au_temps(envoi, contrats)
    bulletins = cabinet.tirer(envoi)
    usages = [m for m, _x in autres if any(x.rubrique == "ICCP" for x in bulletins[m])]
    fautes = [
        cabinet.payer_a_l_ancien_taux(ancien, TAUX_ANCIEN),
        cabinet.perdre(contrats[Rang.KILOMETRES].salarie.matricule, "KILOMETRES"),
        *(cabinet.doubler(m, "ICCP") for m in usages[:1]),
    ]
    yield Rendu(f"bulletins-{envoi.mois:%Y-%m}.csv", fautes)


def _au_temps(
    envoi: EnvoiPaie, contrats: Sequence[Contrat]
) -> list[tuple[str, cabinet.LigneBulletin]]:
    """Those with nothing but hours, worked at one rate: their number and that line."""
    bulletins = cabinet.tirer(envoi)
    trouves = []
    for contrat in contrats[Rang.AUTRES :]:
        lignes = [x for x in bulletins[contrat.salarie.matricule] if x.rubrique == TRAVAIL]
        if len(lignes) == 1 and lignes[0].taux is not None:
            trouves.append((contrat.salarie.matricule, lignes[0]))
    return trouves


PAIES = {
    "ACI": PaieExemple(
        Role.DIRECTION,
        FormatPaie.SILAE,
        _rendus_aci,
        ("ACOMPTE_NON_DEDUIT", "Vu avec le cabinet : il sera retenu sur la paie suivante."),
        CODES,
    ),
    "AI": PaieExemple(
        Role.GESTION,
        FormatPaie.NEUTRE,
        _rendus_ai,
        ("FRAIS_ABSENTS", "Payés à part, par virement du 28."),
    ),
}
