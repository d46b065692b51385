"""The cash forecast: where each expected flow comes from, and what is missing to tell it whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.aides.models import AideMensuelle
from etrier.aides.suivi import Echeance, echeancier
from etrier.banque.enums import EtatCompte
from etrier.banque.models import CompteBancaire, ReleveBancaire
from etrier.comptabilite.enums import GenreOrdre
from etrier.comptabilite.models import LigneOrdre
from etrier.comptabilite.tresorerie.factures import (
    AFacturer,
    FactureDue,
    a_facturer,
    delai_de,
    factures_dues,
    flux_a_venir,
    flux_des_factures,
)
from etrier.droit.ecriture import jour
from etrier.droit.regles.tresorerie import Flux, MoisPrevu, prevoir
from etrier.facturation.enums import EtatFactureFournisseur, MoyenReglement
from etrier.facturation.models import FactureFournisseur, Reglement
from etrier.paie.models import LigneRetourPaie, RetourPaie, VariablePaie
from etrier.socle.mois import dernier_jour, mois_precedent, mois_suivant, premier_jour
from etrier.structures.models import AvenantAnnexe, Structure

NOMBRE_DE_MOIS = 6
JOUR_DES_COTISATIONS = 15
DUES = (EtatFactureFournisseur.A_CONTROLER, EtatFactureFournisseur.BONNE_A_PAYER)


@dataclass(frozen=True)
class Banque:
    """Last balance read of the structure's own accounts, and payments written since."""

    solde_centimes: int | None
    au: date | None
    depuis_centimes: int = 0
    # Accounts in use whose balance no statement gives: they are not in the figure.
    sans_solde: tuple[str, ...] = ()

    @property
    def depart_centimes(self) -> int | None:
        """What the forecast starts from."""
        return None if self.solde_centimes is None else self.solde_centimes + self.depuis_centimes


@dataclass(frozen=True)
class CoupDOeil:
    """Money of a structure on a day. `manques`: what is not known, in sentences."""

    le: date
    banque: Banque
    dues: list[FactureDue]
    a_facturer: list[AFacturer]
    flux: list[Flux]
    mois: tuple[MoisPrevu, ...]
    manques: tuple[str, ...]


def coup_d_oeil(structure: Structure, le: date) -> CoupDOeil:
    """Everything the page of money shows, and the flows it is made of."""
    banque = solde_en_banque(structure)
    dues, reste = factures_dues(structure, le), a_facturer(structure)
    salaires, manques = _salaires(structure, le)
    delai = delai_de(structure)
    flux = [
        *flux_des_factures(dues, reste, le, delai),
        *flux_a_venir(structure, le, delai, list(_mois_a_venir(le))),
        *_aides(structure, le),
        *salaires,
        *_fournisseurs(structure, le),
    ]
    manques += _manques_de_la_banque(banque)
    if any(x.ttc_centimes is None for x in reste):
        manques.append(_("Des heures à facturer n'ont pas de prix : elles ne sont pas comptées."))
    manques += _manques_de_l_aide(structure, le)
    prevus = prevoir(banque.depart_centimes, flux, le, NOMBRE_DE_MOIS)
    flux.sort(key=lambda f: (f.le, f.genre, f.libelle))
    return CoupDOeil(le, banque, dues, reste, flux, prevus, tuple(manques))


def _manques_de_la_banque(banque: Banque) -> list[str]:
    if banque.solde_centimes is None:
        return [_("Aucun relevé de banque ne donne le solde : la prévision montre des variations.")]
    if not banque.sans_solde:
        return []
    phrase = ngettext(
        "Le solde en banque ne compte pas le compte %(comptes)s : aucun relevé n'en donne le "
        "solde. Lisez-en un, ou dites qu'il ne sert plus.",
        "Le solde en banque ne compte pas les comptes %(comptes)s : aucun relevé n'en donne le "
        "solde. Lisez-en un de chacun, ou dites lesquels ne servent plus.",
        len(banque.sans_solde),
    )
    return [phrase % {"comptes": ", ".join(banque.sans_solde)}]


def solde_en_banque(structure: Structure) -> Banque:
    """Closing balances of the last statement of each account in use, added up."""
    comptes = CompteBancaire.objects.filter(
        structure=structure, salarie=None, client=None, etat=EtatCompte.CONFIRME
    )
    releves = ReleveBancaire.objects.filter(
        compte__in=comptes, solde_fin_centimes__isnull=False
    ).order_by("fin", "pk")
    derniers = {r.compte_id: r for r in releves}
    sans_solde = tuple(str(c) for c in comptes.order_by("pk") if c.pk not in derniers)
    if not derniers:
        return Banque(None, None, sans_solde=sans_solde)
    au = min(r.fin for r in derniers.values())
    # What is paid in cash is not at the bank.
    depuis = Reglement.objects.filter(structure=structure, le__gt=au, mouvement=None).exclude(
        moyen=MoyenReglement.ESPECES
    )
    return Banque(
        sum(r.solde_fin_centimes or 0 for r in derniers.values()),
        au,
        sum(depuis.values_list("montant_centimes", flat=True)),
        sans_solde,
    )


def _fournisseurs(structure: Structure, le: date) -> Iterator[Flux]:
    dues = FactureFournisseur.objects.filter(structure=structure, etat__in=DUES).defer("fichier")
    delai = delai_de(structure)
    for f in dues:
        jour = f.echeance or f.emise_le + timedelta(days=delai)
        libelle, source = f"{f.fournisseur} {f.numero}", f"achat:{f.pk}"
        yield Flux(max(jour, le), -f.ttc_centimes, "fournisseurs", libelle, source)


def _aides(structure: Structure, le: date) -> Iterator[Flux]:
    """Twelfths of each annexe, then what its next regularisation should bring or take back."""
    versions = (
        AvenantAnnexe.objects.en_vigueur()
        .filter(annexe__structure=structure, fin__gte=premier_jour(le))
        .select_related("annexe")
        .order_by("annexe_id", "modification")
    )
    for version in {v.annexe_id: v for v in versions}.values():
        aides = AideMensuelle.objects.filter(annexe_id=version.annexe_id).select_related("cloture")
        yield from _aide(str(version.annexe), echeancier(version, aides), le)


def _manques_de_l_aide(structure: Structure, le: date) -> list[str]:
    """Months of the forecast that no annexe covers, where one covers today."""
    signees = AvenantAnnexe.objects.en_vigueur().filter(annexe__structure=structure)
    fin = signees.aggregate(fin=Max("fin"))["fin"]
    *_avant, dernier = _mois_a_venir(le)
    if fin is None or fin < le or fin >= dernier_jour(dernier):
        return []
    dit = _("Aucune annexe financière n'est connue après le %(jour)s : l'aide n'y est pas comptée.")
    return [dit % {"jour": jour(fin)}]


def _aide(nom: str, mois: Iterable[Echeance], le: date) -> Iterator[Flux]:
    debut, avant, ecart = premier_jour(le), 0, None
    # Without any payment recorded, what was not received is not known.
    retard, recu = None, False
    for m in mois:
        douzieme = None if m.douziemes_centimes is None else m.douziemes_centimes - avant
        avant = m.douziemes_centimes or avant
        if m.du_centimes is not None and m.douziemes_centimes is not None:
            ecart = m.du_centimes - m.douziemes_centimes
        if m.mois < debut:
            retard = (
                None if m.douziemes_centimes is None else m.douziemes_centimes - m.recu_centimes
            )
            recu = recu or m.recu_centimes != 0
            continue
        if retard and recu:
            yield Flux(le, retard, "aide", _("%(annexe)s, douzièmes non reçus") % {"annexe": nom})
        retard = None
        jour, libelle = dernier_jour(m.mois), f"{nom} {m.mois:%m/%Y}"
        if douzieme:
            yield Flux(jour, douzieme, "aide", libelle)
        if m.est_regularisation and ecart:
            yield Flux(jour, ecart, "regularisation", libelle)
            ecart = None


def _salaires(structure: Structure, le: date) -> tuple[list[Flux], list[str]]:
    """The last month's wages, every month to come; transfers already ordered take their place."""
    retour = RetourPaie.objects.filter(structure=structure).order_by("mois", "pk").last()
    if retour is not None:
        sommes = dict(
            LigneRetourPaie.objects.filter(retour=retour)
            .order_by()
            .values_list("rubrique")
            .annotate(Sum("montant_centimes"))
        )
        cotisations = [sommes.get(f"COTISATIONS_{qui}") for qui in ("SALARIALES", "PATRONALES")]
        manques = _manques_du_retour(retour, [sommes.get("NET_A_PAYER"), *cotisations])
        net = retour.lignes.nets_dus().aggregate(s=Sum("montant_centimes"))["s"] or 0
        total = sum(abs(x) for x in cotisations if x is not None)
        return list(_mensuels(structure, le, net, total, f"{retour.mois:%m/%Y}")), manques
    brut = _brut_des_variables(structure)
    if brut is None:
        return [], [_("Aucune paie n'est connue : les salaires à venir ne sont pas comptés.")]
    mois, somme = brut
    return list(_mensuels(structure, le, somme, 0, f"{mois:%m/%Y}")), [_manque_variables()]


def _manques_du_retour(retour: RetourPaie, figures: Sequence[int | None]) -> list[str]:
    manques = []
    if None in figures:
        manques.append(
            _(
                "Le dernier retour de paie ne donne pas le net et toutes les cotisations : ce qui "
                "manque n'est pas compté."
            )
        )
    inconnus = set(retour.lignes.nets_de_personne().values_list("matricule", flat=True))
    if inconnus:
        phrase = ngettext(
            "Le dernier retour de paie donne un net au matricule %(numeros)s, que personne ne "
            "porte ici : ce net n'est pas compté.",
            "Le dernier retour de paie donne des nets aux matricules %(numeros)s, que personne ne "
            "porte ici : ces nets ne sont pas comptés.",
            len(inconnus),
        )
        manques.append(phrase % {"numeros": ", ".join(sorted(inconnus))})
    return manques


def _manque_variables() -> str:
    return _(
        "Sans retour du bureau de paie, les salaires sont les bruts des variables : les "
        "cotisations patronales ne sont pas comptées."
    )


def _brut_des_variables(structure: Structure) -> tuple[date, int] | None:
    bruts = VariablePaie.objects.filter(cloture__structure=structure, rubrique="BRUT").order_by()
    dernier = bruts.order_by("cloture__mois").values_list("cloture__mois", flat=True).last()
    if dernier is None:
        return None
    du_mois = bruts.filter(cloture__mois=dernier)
    return dernier, du_mois.aggregate(s=Sum("montant_centimes"))["s"] or 0


def _mensuels(
    structure: Structure, le: date, net: int, cotisations: int, modele: str
) -> Iterator[Flux]:
    ordonnes = _ordonnes(structure, le)
    comme = _("comme %(mois)s") % {"mois": modele}
    for mois in _mois_a_venir(le):
        deja = ordonnes.get(mois, 0)
        if deja:
            yield Flux(dernier_jour(mois), -deja, "salaires", _("virements ordonnés"))
        if net > deja:
            yield Flux(dernier_jour(mois), deja - net, "salaires", comme)
        jour = mois.replace(day=JOUR_DES_COTISATIONS)
        if cotisations and jour >= le:
            du = _("celles de %(mois)s, comme %(modele)s") % {
                "mois": f"{mois_precedent(mois):%m/%Y}",
                "modele": modele,
            }
            yield Flux(jour, -cotisations, "cotisations", du)


def _mois_a_venir(le: date) -> Iterator[date]:
    mois = premier_jour(le)
    for _rang in range(NOMBRE_DE_MOIS):
        yield mois
        mois = mois_suivant(mois)


def _ordonnes(structure: Structure, le: date) -> dict[date, int]:
    """Transfers to the personnel to be executed from today on, by month."""
    lignes = LigneOrdre.objects.filter(
        ordre__structure=structure,
        ordre__genre=GenreOrdre.VIREMENT,
        ordre__execution_le__gte=le,
        rejetee_le=None,
    )
    sommes: dict[date, int] = {}
    for execute_le, montant in lignes.values_list("ordre__execution_le", "montant_centimes"):
        mois = premier_jour(execute_le)
        sommes[mois] = sommes.get(mois, 0) + montant
    return sommes
