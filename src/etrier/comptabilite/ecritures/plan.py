"""The accounts of a structure: the plan comptable général's numbers until it writes its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.comptabilite.enums import RoleCompte
from etrier.comptabilite.models import CompteComptable
from etrier.droit.ecriture import centiemes
from etrier.droit.vocabulaire import Dispositif
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

# Numbers of the plan comptable général (ANC 2014-03), that the plan of associations (ANC 2018-06)
# keeps for these operations. Names are copied in files, in French whatever the reader's language.
DEFAUTS: Mapping[RoleCompte, tuple[str, str]] = {
    RoleCompte.CLIENTS: ("411000", "Clients"),
    RoleCompte.CLIENTS_ACOMPTES: ("419100", "Clients - avances et acomptes reçus"),
    RoleCompte.FOURNISSEURS: ("401000", "Fournisseurs"),
    RoleCompte.VENTES: ("706000", "Prestations de services"),
    RoleCompte.TVA_COLLECTEE: ("44571", "TVA collectée"),
    RoleCompte.TVA_DEDUCTIBLE: ("445660", "TVA déductible sur autres biens et services"),
    RoleCompte.ACHATS_FOURNITURES: ("606300", "Fournitures et petit équipement"),
    RoleCompte.ACHATS_VEHICULES: ("606100", "Carburants et véhicules"),
    RoleCompte.ACHATS_SOUS_TRAITANCE: ("611000", "Sous-traitance générale"),
    RoleCompte.ACHATS_AUTRES: ("628000", "Autres achats et services"),
    RoleCompte.BANQUE: ("512000", "Banque"),
    RoleCompte.CAISSE: ("530000", "Caisse"),
    RoleCompte.SALAIRES: ("641000", "Rémunérations du personnel"),
    RoleCompte.CHARGES_SOCIALES: ("645000", "Charges de sécurité sociale et de prévoyance"),
    RoleCompte.PERSONNEL: ("421000", "Personnel - rémunérations dues"),
    RoleCompte.PERSONNEL_ACOMPTES: ("425000", "Personnel - avances et acomptes"),
    RoleCompte.PERSONNEL_OPPOSITIONS: ("427000", "Personnel - oppositions"),
    RoleCompte.ORGANISMES_SOCIAUX: ("431000", "Sécurité sociale et organismes sociaux"),
    RoleCompte.IMPOT_A_LA_SOURCE: ("442100", "État - prélèvements à la source"),
    RoleCompte.FRAIS_DU_PERSONNEL: ("625000", "Déplacements, missions et réceptions"),
    RoleCompte.AIDE_A_RECEVOIR: ("441700", "État - aides au poste à recevoir"),
    RoleCompte.AIDE_AU_POSTE: ("740000", "Subventions d'exploitation - aide au poste"),
    RoleCompte.ATTENTE: ("471000", "Compte d'attente"),
}
LONGUEUR_MAXIMALE = 12
# Three figures of the rate are added to this account: 44571 gives 44571200 for 20 %.
LONGUEUR_TVA_MAXIMALE = 9


@dataclass(frozen=True)
class Compte:
    """An account of the structure; `est_par_defaut` until it writes its own number."""

    role: RoleCompte
    numero: str
    libelle: str
    est_par_defaut: bool = True


@dataclass(frozen=True)
class Plan:
    """Every account a structure uses, by what it is for."""

    comptes: Mapping[RoleCompte, Compte]

    def compte(self, role: str, taux_pour_dix_mille: int | None = None) -> tuple[str, str]:
        """Number and name; VAT collected has one account per rate."""
        trouve = self.comptes[RoleCompte(role)]
        if taux_pour_dix_mille is None:
            return trouve.numero, trouve.libelle
        suffixe = f"{taux_pour_dix_mille // 10:03d}"
        return trouve.numero + suffixe, f"{trouve.libelle} {centiemes(taux_pour_dix_mille)} %"

    @property
    def recupere_la_tva(self) -> bool:
        """False when the structure left the account of deductible VAT empty."""
        return bool(self.comptes[RoleCompte.TVA_DEDUCTIBLE].numero)


def plan_de(structure: Structure) -> Plan:
    """The structure's numbers, else those by default."""
    siens = {c.role: c for c in CompteComptable.objects.filter(structure=structure)}
    sans_tva = RoleCompte.TVA_DEDUCTIBLE not in siens and _est_exoneree(structure)
    comptes = {}
    for role, (numero, libelle) in DEFAUTS.items():
        sien = siens.get(role)
        if sien is not None:
            comptes[role] = Compte(role, sien.numero, sien.libelle, est_par_defaut=False)
        else:
            vide = sans_tva and role is RoleCompte.TVA_DEDUCTIBLE
            comptes[role] = Compte(role, "" if vide else numero, libelle)
    return Plan(comptes)


def _est_exoneree(structure: Structure) -> bool:
    """Nothing but an association intermédiaire, exempt (CGI 261, 7-1° bis): it gets no VAT back."""
    dispositifs = set(structure.conventions.values_list("dispositif", flat=True))
    return dispositifs == {Dispositif.AI.value}


@transaction.atomic
def numeroter(
    structure: Structure, role: str, *, numero: str, libelle: str, par: Utilisateur | None
) -> CompteComptable:
    """Give an account the structure's own number: entries to come bear it, those passed do not
    change. Empty for deductible VAT: it is counted with the purchase.

    Raises Refus for a number that is not one, or that another account bears.
    """
    numero, libelle = numero.strip(), libelle.strip()
    _verifier(structure, RoleCompte(role), numero, libelle)
    compte, _cree = CompteComptable.objects.update_or_create(
        structure=structure, role=role, defaults={"numero": numero, "libelle": libelle}
    )
    noter(
        "compte_comptable.numeroter",
        auteur=par,
        perimetre=structure.pk,
        cible=compte,
        role_compte=str(role),
        numero=numero,
    )
    return compte


def _verifier(structure: Structure, role: RoleCompte, numero: str, libelle: str) -> None:
    if not libelle:
        raise Refus(_("Donnez un nom au compte : il est écrit dans les fichiers."))
    if not numero and role is RoleCompte.TVA_DEDUCTIBLE:
        return
    longueur = LONGUEUR_TVA_MAXIMALE if role is RoleCompte.TVA_COLLECTEE else LONGUEUR_MAXIMALE
    if not (3 <= len(numero) <= longueur and numero.isalnum() and numero[:3].isdecimal()):
        raise Refus(
            _(
                "« %(numero)s » n'est pas un numéro de compte : écrivez de 3 à %(longueur)s "
                "chiffres ou lettres, les trois premiers étant des chiffres."
            )
            % {"numero": numero, "longueur": longueur}
        )
    autre = next(
        (
            c
            for c in plan_de(structure).comptes.values()
            if c.role is not role and c.numero == numero
        ),
        None,
    )
    # Purchases may share an account: the nature of an expense is kept on the invoice.
    if autre is not None and not (_est_achat(role) and _est_achat(autre.role)):
        raise Refus(
            _("Le compte %(numero)s sert déjà : %(libelle)s. Donnez-en un autre.")
            % {"numero": numero, "libelle": autre.role.label}
        )


def _est_achat(role: RoleCompte) -> bool:
    return role.value.startswith("achats_")
