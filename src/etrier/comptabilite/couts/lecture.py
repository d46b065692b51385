"""From the ledger, the pay, the invoices and the aids to what each place costs and brings.

A place is a chantier, else the client of a mission, else none. Months are accounting months, closed
ones only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from etrier.aides.models import AideMensuelle, EtatMensuel, VersementRecu
from etrier.comptabilite.couts.paies import Paie, lire_paies
from etrier.comptabilite.ecritures.plan import plan_de
from etrier.comptabilite.ecritures.sources_achats import DUES
from etrier.comptabilite.ecritures.sources_aide import DEPARTEMENT, ETAT, part_du_departement
from etrier.droit.arrondis import plus_forts_restes
from etrier.droit.regles.couts import SANS_LIEU, Cout, MoisPaye, couts_par_lieu, somme
from etrier.droit.vocabulaire import NatureHeures
from etrier.facturation.models import FactureFournisseur, LigneFacture
from etrier.heures.enums import EtatLigne
from etrier.heures.models import Cloture, LigneHeures
from etrier.missions.models import Chantier, Client
from etrier.socle.mois import dernier_jour, mois_suivant
from etrier.structures.models import AnnexeFinanciere, Structure

Cle = tuple[int, date]


@dataclass(frozen=True)
class CoutLieu:
    """A place and its figures."""

    cle: str
    nom: str
    cout: Cout
    chantier_id: int | None = None
    client_id: int | None = None


@dataclass(frozen=True)
class CoutFinanceur:
    """What a funder owes and paid for an annexe, and what its people cost."""

    financeur: str
    annexe: AnnexeFinanciere
    du_centimes: int | None
    recu_centimes: int | None
    etp_millioniemes: int | None
    cout_centimes: int | None

    @property
    def couvert_pour_dix_mille(self) -> int | None:
        """Share of the people's cost the funder's due covers."""
        if self.du_centimes is None or not self.cout_centimes:
            return None
        return self.du_centimes * 10_000 // self.cout_centimes


@dataclass(frozen=True)
class Couts:
    """Costs of a structure over closed months. `manques`: what is not known, in sentences."""

    lieux: tuple[CoutLieu, ...]
    financeurs: tuple[CoutFinanceur, ...]
    manques: tuple[str, ...]

    @property
    def ensemble(self) -> Cout:
        """Every place together."""
        couts = [x.cout for x in self.lieux]
        achats: dict[str, int] = {}
        for cout in couts:
            for nature, centimes in cout.achats.items():
                achats[nature] = achats.get(nature, 0) + centimes
        return Cout(
            minutes=sum(c.minutes for c in couts),
            etp_millioniemes=somme(c.etp_millioniemes for c in couts),
            salaires_centimes=somme(c.salaires_centimes for c in couts),
            charges_centimes=somme(c.charges_centimes for c in couts),
            aide_centimes=somme(c.aide_centimes for c in couts),
            ventes_centimes=sum(c.ventes_centimes for c in couts),
            achats=achats,
        )


def lire_couts(structure: Structure, debut: date, fin: date) -> Couts:
    """Costs from the month of `debut` to that of `fin`, included."""
    clos = sorted(
        Cloture.objects.filter(structure=structure, mois__range=(debut, fin)).values_list(
            "mois", flat=True
        )
    )
    paies, sans_retour = lire_paies(structure, clos)
    etats = _etats(structure, clos)
    aides = _aides_par_contrat(structure, clos, etats)
    minutes = _minutes(structure, clos)
    couts = couts_par_lieu(_mois_payes(minutes, paies, etats, aides))
    _ajouter_ventes(structure, clos, couts)
    _ajouter_achats(structure, clos, couts)
    return Couts(
        _nommer(couts),
        tuple(_financeurs(structure, debut, fin, clos, etats, paies)),
        tuple(_manques(debut, fin, clos, sans_retour)),
    )


def _mois_payes(
    minutes: Mapping[Cle, Mapping[str, int]],
    paies: Mapping[Cle, Paie],
    etats: Mapping[Cle, tuple[int, int, int | None]],
    aides: Mapping[Cle, int | None],
) -> Iterable[MoisPaye]:
    for cle in sorted({*minutes, *paies, *aides}):
        paie = paies.get(cle, Paie(None, None))
        etp = etats[cle][2] if cle in etats else 0
        yield MoisPaye(
            minutes.get(cle, {}), paie.brut_centimes, paie.charges_centimes, aides.get(cle, 0), etp
        )


def _minutes(structure: Structure, clos: list[date]) -> dict[Cle, dict[str, int]]:
    lignes = (
        LigneHeures.objects.filter(
            structure=structure,
            mois__in=clos,
            etat=EtatLigne.VALIDEE,
            nature=NatureHeures.TRAVAIL,
        )
        .order_by()
        .values_list("contrat_id", "mois", "chantier_id", "mission__client_id")
        .annotate(Sum("minutes"))
    )
    trouvees: dict[Cle, dict[str, int]] = {}
    for contrat, mois, chantier, client, minutes in lignes:
        lieux = trouvees.setdefault((contrat, mois), {})
        lieu = cle_du_lieu(chantier, client)
        lieux[lieu] = lieux.get(lieu, 0) + minutes
    return trouvees


def cle_du_lieu(chantier_id: int | None, client_id: int | None) -> str:
    """Key of a place: its chantier, else its client, else none."""
    if chantier_id is not None:
        return f"chantier:{chantier_id}"
    return SANS_LIEU if client_id is None else f"client:{client_id}"


def _etats(structure: Structure, clos: list[date]) -> dict[Cle, tuple[int, int, int | None]]:
    """Annexe, retained minutes and ETP of each contract and month."""
    lus = EtatMensuel.objects.filter(cloture__structure=structure, cloture__mois__in=clos)
    champs = ("contrat_id", "cloture__mois", "annexe_id", "minutes_retenues", "etp_millioniemes")
    trouves: dict[Cle, tuple[int, int, int | None]] = {}
    for contrat, mois, annexe, minutes, etp in lus.order_by("pk").values_list(*champs):
        _annexe, avant, etp_avant = trouves.get((contrat, mois), (annexe, 0, 0))
        trouves[contrat, mois] = (annexe, avant + minutes, somme([etp_avant, etp]))
    return trouves


def _aides_par_contrat(
    structure: Structure, clos: list[date], etats: Mapping[Cle, tuple[int, int, int | None]]
) -> dict[Cle, int | None]:
    """The aid of each annexe and month, within its ceiling, split by the hours it retains."""
    parts: dict[Cle, int | None] = {}
    lues = AideMensuelle.objects.filter(cloture__structure=structure, cloture__mois__in=clos)
    champs = ("annexe_id", "cloture__mois", "montant_mois_centimes")
    for annexe, mois, montant in lues.order_by("pk").values_list(*champs):
        cles = [c for c in sorted(etats) if c[1] == mois and etats[c][0] == annexe]
        if montant is None:
            parts |= dict.fromkeys(cles)
            continue
        poids = [max(etats[c][1], 0) for c in cles]
        parts |= dict(zip(cles, plus_forts_restes(montant, poids), strict=True))
    return parts


def _ajouter_ventes(structure: Structure, clos: list[date], couts: dict[str, Cout]) -> None:
    """Issued lines of the closed months worked (else of the month of issue): the sales of a month
    whose wages are not counted would pass for margin."""
    lignes = (
        LigneFacture.objects.filter(facture__structure=structure, facture__numero__gt="")
        .order_by()
        .annotate(emission=TruncMonth("facture__emise_le"))
        .values_list("chantier_id", "facture__client_id", "facture__mois", "emission")
        .annotate(Sum("ht_centimes"))
    )
    for chantier, client, mois, emission, ht in lignes:
        if (mois or emission) in clos:
            cout = couts.setdefault(cle_du_lieu(chantier, client), Cout())
            cout.ventes_centimes += ht


def _ajouter_achats(structure: Structure, clos: list[date], couts: dict[str, Cout]) -> None:
    montant = "ht_centimes" if plan_de(structure).recupere_la_tva else "ttc_centimes"
    achats = (
        FactureFournisseur.objects.filter(structure=structure, etat__in=DUES)
        .order_by()
        .annotate(emission=TruncMonth("emise_le"))
        .filter(emission__in=clos)
        .values_list("chantier_id", "nature")
        .annotate(Sum(montant))
    )
    for chantier, nature, somme_achats in achats:
        cout = couts.setdefault(cle_du_lieu(chantier, None), Cout())
        cout.achats[nature] = cout.achats.get(nature, 0) + somme_achats


def _nommer(couts: Mapping[str, Cout]) -> tuple[CoutLieu, ...]:
    chantiers = Chantier.objects.in_bulk(_cles(couts, "chantier:"))
    clients = Client.objects.in_bulk(_cles(couts, "client:"))
    lieux = []
    for cle, cout in couts.items():
        genre, _deux_points, numero = cle.partition(":")
        if genre == "chantier":
            lieux.append(CoutLieu(cle, str(chantiers[int(numero)]), cout, chantier_id=int(numero)))
        elif genre == "client":
            lieux.append(CoutLieu(cle, str(clients[int(numero)]), cout, client_id=int(numero)))
        else:
            lieux.append(CoutLieu(cle, _("Sans chantier ni client"), cout))
    return tuple(sorted(lieux, key=lambda x: (not x.cle, x.nom)))


def _cles(couts: Iterable[str], genre: str) -> list[int]:
    return [int(c.removeprefix(genre)) for c in couts if c.startswith(genre)]


def _financeurs(
    structure: Structure,
    debut: date,
    fin: date,
    clos: list[date],
    etats: Mapping[Cle, tuple[int, int, int | None]],
    paies: Mapping[Cle, Paie],
) -> Iterable[CoutFinanceur]:
    aides = AideMensuelle.objects.filter(cloture__structure=structure, cloture__mois__in=clos)
    par_annexe: dict[int, list[AideMensuelle]] = {}
    for aide in aides.select_related("annexe", "avenant").order_by("annexe__numero", "pk"):
        par_annexe.setdefault(aide.annexe_id, []).append(aide)
    for annexe_id, mensuelles in par_annexe.items():
        cles = [c for c, (annexe, _minutes, _etp) in etats.items() if annexe == annexe_id]
        cout = somme(paies.get(c, Paie(None, None)).total_centimes for c in cles)
        etp = somme(etats[c][2] for c in cles)
        du = somme(a.montant_mois_centimes for a in mensuelles)
        derniere = mensuelles[-1]
        departement = 0 if du is None else part_du_departement(du, derniere.avenant)
        recus = VersementRecu.objects.filter(
            annexe_id=annexe_id, le__range=(debut, dernier_jour(fin))
        )
        recu = sum(recus.values_list("montant_centimes", flat=True))
        partagee = bool(derniere.avenant.cofinance_centimes)
        etat = None if du is None else du - departement
        # Payments do not say who they come from when two funders share the aid.
        yield CoutFinanceur(ETAT, derniere.annexe, etat, None if partagee else recu, etp, cout)
        if partagee:
            part = None if du is None else departement
            yield CoutFinanceur(DEPARTEMENT, derniere.annexe, part, None, etp, cout)


def _manques(debut: date, fin: date, clos: list[date], sans_retour: list[date]) -> Iterable[str]:
    mois = [debut]
    while mois[-1] < fin:
        mois.append(mois_suivant(mois[-1]))
    ouverts = [m for m in mois if m not in clos]
    if ouverts:
        yield _("Mois pas encore clos, non comptés : %(mois)s.") % {"mois": _dire(ouverts)}
    if sans_retour:
        yield _(
            "Sans retour du bureau de paie : %(mois)s. Les salaires y sont les bruts des "
            "variables, et les cotisations patronales sont inconnues."
        ) % {"mois": _dire(sans_retour)}


def _dire(mois: Iterable[date]) -> str:
    return ", ".join(f"{m:%m/%Y}" for m in mois)
