"""Who could be paid or debited, and what stands in the way of each, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from etrier.banque.enums import EtatCompte, EtatMandat
from etrier.banque.models import CompteBancaire, MandatSepa
from etrier.banque.verification import verifier_iban
from etrier.comptabilite.models import LigneOrdre
from etrier.droit.ecriture import euros, jour
from etrier.droit.regles.rapprochement_paie import MOTIFS
from etrier.facturation.enums import MoyenReglement
from etrier.facturation.models import Facture, Litige
from etrier.paie.enums import EtatEcartPaie, GenreVariableSaisie
from etrier.paie.models import EcartPaie, LigneRetourPaie, RetourPaie, VariableSaisie
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from etrier.structures.models import Structure

SALAIRE, ACOMPTE, FACTURE = "salaire", "acompte", "facture"
# How long a new account is pointed out on the page of an order.
_COMPTE_NEUF = timedelta(days=30)


@dataclass(frozen=True)
class Candidat:
    """One payment one could order. `obstacle`: why not, or empty. `attention`: worth a look.

    `ecart`: what the pay round trip still has to explain of it; it may be paid, on purpose only.
    """

    sorte: str
    objet: LigneRetourPaie | VariableSaisie | Facture
    nom: str
    montant_centimes: int
    compte: CompteBancaire | None
    mandat: MandatSepa | None = None
    obstacle: str = ""
    attention: str = ""
    ecart: str = ""

    @property
    def a_savoir(self) -> str:
        """Why not; else everything worth a look."""
        return self.obstacle or " ".join(x for x in (self.ecart, self.attention) if x)

    @property
    def cle(self) -> str:
        """What a form sends back: "salaire-12"."""
        return f"{self.sorte}-{self.objet.pk}"


@dataclass(frozen=True)
class _Comptes:
    """The confirmed account and the pending one of each holder."""

    confirmes: Mapping[int, CompteBancaire]
    en_attente: Mapping[int, CompteBancaire]

    def obstacle(self, qui: int) -> str:
        """Why this holder cannot be paid or debited; "" when she can."""
        attente, confirme = self.en_attente.get(qui), self.confirmes.get(qui)
        if attente is not None and confirme is not None:
            return _(
                "Un changement de compte attend d'être confirmé par une seconde personne : rien "
                "ne part d'ici là."
            )
        if attente is not None:
            return _("Le compte attend d'être confirmé par une seconde personne.")
        if confirme is None:
            return _("Aucun compte bancaire n'est enregistré.")
        try:
            verifier_iban(confirme.iban)
        except Refus as refus:
            return refus.phrase
        return ""

    def attention(self, qui: int) -> str:
        """A recent account is worth a look."""
        compte = self.confirmes.get(qui)
        if compte is None or compte.decide_le is None:
            return ""
        if maintenant() - compte.decide_le > _COMPTE_NEUF:
            return ""
        return _("Compte changé le %(le)s, confirmé par %(qui)s.") % {
            "le": jour(compte.decide_le.date()),
            "qui": compte.decide_par,
        }


def salaires_du_mois(structure: Structure, mois: date) -> list[Candidat]:
    """Net wages of the month as the pay bureau's last return says them."""
    retour = RetourPaie.objects.filter(structure=structure, mois=mois).order_by("-id").first()
    if retour is None:
        return []
    lignes = retour.lignes.nets().select_related("contrat__salarie__personne")
    deja = {
        x.salaire.contrat_id: x.montant_centimes
        for x in LigneOrdre.objects.filter(
            rejetee_le=None, salaire__retour__structure=structure, salaire__retour__mois=mois
        ).select_related("salaire")
        if x.salaire is not None
    }
    comptes, ecarts = _comptes(structure, "salarie"), _ecarts_ouverts(retour)
    return [
        replace(_salaire(x, deja, comptes), ecart=ecarts.get(x.matricule, ""))
        for x in lignes.order_by("matricule", "id")
    ]


def _ecarts_ouverts(retour: RetourPaie) -> dict[str, str]:
    """What is still to explain of each number, in one sentence: a wrong line makes a wrong net."""
    motifs: dict[str, dict[str, None]] = {}
    ouverts = EcartPaie.objects.filter(retour=retour, etat=EtatEcartPaie.OUVERT)
    for ecart in ouverts.order_by("matricule", "rubrique", "pk"):
        for matricule in (ecart.matricule, ecart.autre_matricule):
            motifs.setdefault(matricule, {})[MOTIFS.get(ecart.genre, ecart.genre)] = None
    phrase = _("Écart de paie à expliquer : %(motifs)s.")
    return {m: phrase % {"motifs": " ; ".join(x)} for m, x in motifs.items() if m}


def _salaire(ligne: LigneRetourPaie, deja: Mapping[int | None, int], comptes: _Comptes) -> Candidat:
    montant = ligne.montant_centimes or 0
    if ligne.contrat is None:
        dit = _("Personne ici ne porte le matricule %(numero)s.") % {"numero": ligne.matricule}
        return Candidat(SALAIRE, ligne, ligne.matricule, montant, None, obstacle=dit)
    obstacle = ""
    if montant <= 0:
        obstacle = _("Le net à payer n'est pas positif.")
    elif ligne.contrat_id in deja:
        obstacle = _("Déjà ordonné ce mois-ci : %(montant)s.") % {
            "montant": euros(deja[ligne.contrat_id])
        }
    return _d_un_salarie(SALAIRE, ligne, ligne.contrat, montant, comptes, obstacle)


def acomptes_du_mois(structure: Structure, mois: date) -> list[Candidat]:
    """Advances of the month not ordered yet. Some were paid otherwise, in cash or by cheque, which
    nothing here says: the page ticks none."""
    saisis = VariableSaisie.objects.filter(
        structure=structure, mois=mois, genre=GenreVariableSaisie.ACOMPTE
    ).exclude(pk__in=_ordonnes(structure, ACOMPTE))
    comptes = _comptes(structure, "salarie")
    return [
        _d_un_salarie(ACOMPTE, x, x.contrat, x.montant_centimes, comptes, "")
        for x in saisis.select_related("contrat__salarie__personne").order_by("contrat_id", "id")
    ]


def _d_un_salarie(
    sorte: str,
    objet: LigneRetourPaie | VariableSaisie,
    contrat: Contrat,
    montant: int,
    comptes: _Comptes,
    obstacle: str,
) -> Candidat:
    salarie = contrat.salarie
    return Candidat(
        sorte,
        objet,
        str(salarie.personne),
        montant,
        comptes.confirmes.get(salarie.pk),
        obstacle=obstacle or comptes.obstacle(salarie.pk),
        attention=comptes.attention(salarie.pk),
    )


def factures_a_prelever(structure: Structure, jusqu_au: date) -> list[Candidat]:
    """Invoices due by a day, of the clients who chose the direct debit, not ordered yet."""
    dues = (
        Facture.objects.filter(
            structure=structure,
            echeance__lte=jusqu_au,
            client__reglage_facturation__moyen=MoyenReglement.PRELEVEMENT,
        )
        .dues()
        .exclude(pk__in=_ordonnes(structure, FACTURE))
        .annotate(contestee=Exists(Litige.objects.filter(facture=OuterRef("pk"), leve_le=None)))
        .select_related("client")
        .order_by("echeance", "numero")
    )
    comptes = _comptes(structure, "client")
    actifs = MandatSepa.objects.filter(structure=structure, etat=EtatMandat.ACTIF)
    mandats = {m.client_id: m for m in actifs}
    return [_facture(x, comptes, mandats.get(x.client_id)) for x in dues]


def _facture(facture: Any, comptes: _Comptes, mandat: MandatSepa | None) -> Candidat:
    obstacle = comptes.obstacle(facture.client_id)
    if facture.contestee:
        obstacle = _("Le client conteste cette facture : levez le litige d'abord.")
    elif not obstacle and mandat is None:
        obstacle = _("Aucun mandat SEPA actif : faites-le signer.")
    return Candidat(
        FACTURE,
        facture,
        f"{facture.client} · {facture.numero}",
        facture.solde_centimes,
        comptes.confirmes.get(facture.client_id),
        mandat,
        obstacle,
        comptes.attention(facture.client_id),
    )


def _ordonnes(structure: Structure, sorte: str) -> QuerySet[LigneOrdre, int]:
    """Keys of what stands in an order already."""
    tenues = LigneOrdre.objects.filter(ordre__structure=structure, rejetee_le=None)
    return tenues.filter(**{f"{sorte}__isnull": False}).values_list(f"{sorte}_id", flat=True)


def _comptes(structure: Structure, de_qui: str) -> _Comptes:
    trouves = CompteBancaire.objects.filter(
        structure=structure,
        etat__in=(EtatCompte.CONFIRME, EtatCompte.PROPOSE),
        **{f"{de_qui}__isnull": False},
    ).select_related("decide_par")
    return _Comptes(
        _par_titulaire(trouves, de_qui, EtatCompte.CONFIRME),
        _par_titulaire(trouves, de_qui, EtatCompte.PROPOSE),
    )


def _par_titulaire(
    comptes: Iterable[CompteBancaire], de_qui: str, etat: str
) -> dict[int, CompteBancaire]:
    return {getattr(c, f"{de_qui}_id"): c for c in comptes if c.etat == etat}
