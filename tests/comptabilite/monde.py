"""Rows of money, made at once: issued invoices, payments, purchases, pay returns, closed months."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count

from etrier.aides.models import AideMensuelle
from etrier.banque.models import CompteBancaire, MouvementBancaire, ReleveBancaire
from etrier.comptabilite.models import LigneOrdre, OrdreSepa
from etrier.droit.arrondis import demi_haut
from etrier.facturation.models import (
    Facture,
    FactureFournisseur,
    Imputation,
    LigneFacture,
    Reglement,
)
from etrier.heures.models import Cloture
from etrier.missions.models import Chantier, Client
from etrier.paie.models import LigneRetourPaie, RetourPaie
from etrier.parcours.models import Contrat
from etrier.socle.horloge import maintenant
from etrier.structures.models import AvenantAnnexe, Structure

_rangs = count(1)
# (HT in centimes, VAT rate in ten-thousandths)
Ligne = tuple[int, int]


def facture(
    client: Client,
    le: date,
    lignes: Sequence[Ligne] = ((100_00, 2000),),
    *,
    genre: str = "facture",
    chantier: Chantier | None = None,
    echeance: date | None = None,
    corrige: Sequence[LigneFacture] = (),
) -> Facture:
    """An issued invoice, VAT computed once per rate; negative lines for a credit note."""
    bases: dict[int, int] = {}
    for ht, taux in lignes:
        bases[taux] = bases.get(taux, 0) + ht
    tva = {taux: demi_haut(base * taux, 10_000) for taux, base in bases.items()}
    ht = sum(bases.values())
    emise = Facture.objects.create(
        structure=client.structure,
        client=client,
        genre=genre,
        echeance=echeance,
        ht_centimes=ht,
        tva_centimes=sum(tva.values()),
        ttc_centimes=ht + sum(tva.values()),
        contenu={
            "tva": [
                {"taux_pour_dix_mille": t, "base_centimes": bases[t], "tva_centimes": v}
                for t, v in tva.items()
            ]
        },
    )
    LigneFacture.objects.bulk_create(
        LigneFacture(
            facture=emise,
            rang=rang,
            libelle="Travaux",
            unite="forfait",
            quantite_milliemes=1000 if montant >= 0 else -1000,
            prix_centimes=abs(montant),
            regime_tva="normal",
            taux_tva_pour_dix_mille=taux,
            ht_centimes=montant,
            chantier=chantier,
            corrige=corrige[rang - 1] if rang <= len(corrige) else None,
        )
        for rang, (montant, taux) in enumerate(lignes, 1)
    )
    numero = f"F2025-{next(_rangs):05d}"
    Facture.objects.filter(pk=emise.pk).update(etat="emise", numero=numero, emise_le=le)
    emise.refresh_from_db()
    return emise


def reglement(
    client: Client, le: date, montant: int, sur: Facture | None = None, moyen: str = "virement"
) -> Reglement:
    """Money received, set against one invoice."""
    recu = Reglement.objects.create(
        structure=client.structure,
        client=client,
        le=le,
        montant_centimes=montant,
        moyen=moyen,
        reference=f"VIR {next(_rangs)}",
    )
    if sur is not None:
        Imputation.objects.create(facture=sur, reglement=recu, le=le, montant_centimes=montant)
    return recu


def achat(
    une: Structure,
    le: date,
    ht: int,
    tva: int = 0,
    *,
    nature: str = "fournitures",
    etat: str = "bonne_a_payer",
    chantier: Chantier | None = None,
    payee_le: date | None = None,
) -> FactureFournisseur:
    """A supplier's invoice."""
    return FactureFournisseur.objects.create(
        structure=une,
        fournisseur="Quincaillerie d'Essai",
        numero=f"Q{next(_rangs)}",
        emise_le=le,
        ht_centimes=ht,
        tva_centimes=tva,
        ttc_centimes=ht + tva,
        origine="saisie",
        etat=etat,
        nature=nature,
        chantier=chantier,
        payee_le=payee_le,
    )


def retour_paie(
    une: Structure, mois: date, par_contrat: Mapping[Contrat, Mapping[str, int]]
) -> RetourPaie:
    """What the pay bureau gives back: centimes by rubrique, by contract."""
    rang = next(_rangs)
    retour = RetourPaie.objects.create(
        structure=une, mois=mois, nom=f"retour-{rang}.csv", empreinte=f"{rang:064d}"
    )
    LigneRetourPaie.objects.bulk_create(
        LigneRetourPaie(
            retour=retour,
            matricule=contrat.salarie.matricule,
            contrat=contrat,
            rubrique=rubrique,
            montant_centimes=centimes,
        )
        for contrat, rubriques in par_contrat.items()
        for rubrique, centimes in rubriques.items()
    )
    return retour


def bulletin(brut: int, **autres: int) -> dict[str, int]:
    """A payslip that adds up: contributions of 22 % and 30 %, and what is kept back."""
    salariales, patronales = demi_haut(brut * 22, 100), demi_haut(brut * 30, 100)
    return {
        "BRUT": brut,
        "COTISATIONS_SALARIALES": salariales,
        "COTISATIONS_PATRONALES": patronales,
        "NET_A_PAYER": brut - salariales - sum(autres.values()),
        **autres,
    }


def aide(version: AvenantAnnexe, mois: date, du_plafonne: int | None) -> AideMensuelle:
    """The aid of a closed month, summed since the annexe began."""
    cloture, _cree = Cloture.objects.get_or_create(
        structure=version.annexe.structure,
        mois=mois,
        defaults={"nombre_lignes": 0, "minutes_total": 0, "close_le": maintenant()},
    )
    return AideMensuelle.objects.create(
        cloture=cloture,
        annexe=version.annexe,
        avenant=version,
        minutes_cumulees=0,
        du_plafonne_centimes=du_plafonne,
        montant_mois_centimes=du_plafonne,
        motif="" if du_plafonne is not None else "montant d'un ETP inconnu",
    )


def releve(une: Structure, fin: date, solde: int | None = None) -> ReleveBancaire:
    """A bank file of a month that ends on a day, with its closing balance."""
    compte, _cree = CompteBancaire.objects.get_or_create(
        structure=une,
        salarie=None,
        client=None,
        defaults={
            "iban": "FR7630006000011234567890189",
            "etat": "confirme",
            "propose_le": maintenant(),
        },
    )
    rang = next(_rangs)
    return ReleveBancaire.objects.create(
        structure=une,
        compte=compte,
        fichier=f"releve-{rang}.xml",
        empreinte=f"{rang:064d}",
        debut=fin.replace(day=1),
        fin=fin,
        solde_fin_centimes=solde,
        importe_le=maintenant(),
    )


def mouvement(
    une: Structure, le: date, montant: int, *, etat: str = "a_rapprocher", motif: str = ""
) -> MouvementBancaire:
    """A line of the bank."""
    lu = releve(une, le)
    return MouvementBancaire.objects.create(
        structure=une,
        releve=lu,
        compte=lu.compte,
        le=le,
        montant_centimes=montant,
        libelle="Mouvement",
        cle=lu.empreinte,
        etat=etat,
        motif=motif,
    )


def virement(une: Structure, le: date, montant: int) -> LigneOrdre:
    """A transfer of wages, ordered for a day."""
    rang = next(_rangs)
    notre = releve(une, le).compte
    ordre = OrdreSepa.objects.create(
        structure=une,
        genre="virement",
        message=f"ETR-{rang}",
        compte=notre,
        execution_le=le,
        libelle="Salaires",
        nombre=1,
        total_centimes=montant,
        fichier=b"",
        empreinte="e",
    )
    return LigneOrdre.objects.create(
        ordre=ordre, compte=notre, reference=f"ETR-{rang}-1", montant_centimes=montant
    )
