"""The tables of invoices."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from etrier.facturation.enums import GenreFacture
from etrier.facturation.factures.defauts import Defaut
from etrier.facturation.factures.laissees import Laissee
from etrier.facturation.models import Facture, LigneAFacturer, LigneFacture
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces
from etrier.www.facturation.tableaux import lieu
from etrier.www.factures.fils import nom_de
from etrier.www.factures.forms import dire_quantite
from etrier.www.tableau import Colonne, Tableau


def vers_facture(acces: Acces) -> Any:
    """The address of a row that is an invoice."""
    return lambda x: reverse("facture", args=[acces.structure.pk, x.pk])


def tableau_brouillons(
    acces: Acces, brouillons: Sequence[Facture], defauts: Mapping[int, Sequence[Defaut]]
) -> Tableau:
    """Drafts of the month: those that lack something first."""

    def manques(facture: Facture) -> str:
        return " ".join(d.phrase for d in defauts[facture.pk])

    def bloque(facture: Facture) -> bool:
        return any(d.bloquant for d in defauts[facture.pk])

    return Tableau(
        gettext("Brouillons"),
        [
            Colonne(gettext("Client"), "client", lien=vers_facture(acces)),
            Colonne(gettext("Genre"), "get_genre_display"),
            Colonne(gettext("HT"), "ht_centimes", "centimes", total=True),
            Colonne(gettext("TVA"), "tva_centimes", "centimes", total=True),
            Colonne(gettext("TTC"), "ttc_centimes", "centimes", total=True),
            Colonne(gettext("À compléter"), manques),
        ],
        sorted(brouillons, key=lambda f: (not bloque(f), not defauts[f.pk])),
        vide=gettext("Aucun brouillon : préparez les factures du mois."),
        nom="brouillons",
        classe_ligne=lambda f: "ligne-attention" if bloque(f) else "",
    )


def tableau_laissees(acces: Acces, laissees: Sequence[Laissee]) -> Tableau:
    """What no draft took, and why."""

    def pourquoi(laissee: Laissee) -> str | None:
        if laissee.ligne is None:
            return None
        return reverse("pourquoi_facture", args=[acces.structure.pk, laissee.ligne.pk])

    return Tableau(
        gettext("Laissés de côté"),
        [
            Colonne(gettext("Client"), "client"),
            Colonne(gettext("Chantier, mission ou article"), _objet_laisse),
            Colonne(gettext("Heures"), "minutes", "heures", total=True, lien=pourquoi),
            Colonne(gettext("Pourquoi"), "motif"),
        ],
        laissees,
        vide=gettext("Rien n'est laissé de côté."),
        nom="laissees",
    )


def _objet_laisse(laissee: Laissee) -> str:
    if laissee.ligne is not None:
        return lieu(laissee.ligne)
    return "" if laissee.article is None else laissee.article.libelle


def tableau_factures(
    acces: Acces, factures: "QuerySet[Facture] | Sequence[Facture]", titre: str, nom: str = ""
) -> Tableau:
    """Invoices, with what is left to pay."""
    return Tableau(
        titre,
        [
            Colonne(
                gettext("Facture"),
                nom_de,
                "numero",
                lien=vers_facture(acces),
                sous=Colonne(gettext("Genre"), "get_genre_display"),
            ),
            Colonne(gettext("Client"), "client"),
            Colonne(gettext("Mois"), "mois", "mois"),
            Colonne(
                gettext("Émise le"),
                "emise_le",
                "date",
                sous=Colonne(gettext("Échéance"), "echeance", "date"),
            ),
            Colonne(gettext("HT"), "ht_centimes", "centimes", total=True),
            Colonne(gettext("TTC"), "ttc_centimes", "centimes", total=True),
            Colonne(gettext("Reste"), solde_de, "centimes", total=True),
        ],
        factures,
        vide=gettext("Aucune facture ici."),
        nom=nom,
        classe_ligne=lambda f: "ligne-attention" if est_en_retard(f) else "",
    )


def solde_de(facture: Facture) -> int | None:
    """What is left to pay; nothing is owed on a draft."""
    return getattr(facture, "solde_centimes", None) if facture.est_emise else None


def est_en_retard(facture: Facture) -> bool:
    """True when it is due and not paid."""
    du = solde_de(facture) or 0
    return facture.genre != GenreFacture.AVOIR and du > 0 and _echue(facture)


def _echue(facture: Facture) -> bool:
    return facture.echeance is not None and facture.echeance < aujourdhui()


def tableau_lignes(facture: Facture, lignes: Sequence[LigneFacture]) -> Tableau:
    """The lines of an invoice."""
    return Tableau(
        gettext("Lignes"),
        [
            Colonne(gettext("Libellé"), "libelle"),
            Colonne(gettext("Quantité"), dire_quantite, "numero"),
            Colonne(gettext("Unité"), "get_unite_display"),
            Colonne(gettext("Prix HT"), "prix_centimes", "centimes"),
            Colonne(gettext("TVA"), "taux_tva_pour_dix_mille", "pourcent"),
            Colonne(gettext("HT"), "ht_centimes", "centimes", total=True),
        ],
        lignes,
        nom="lignes",
        recherche=False,
    )


def tableau_tva(tva: Sequence[Any]) -> Tableau:
    """VAT by rate."""
    return Tableau(
        gettext("TVA par taux"),
        [
            Colonne(gettext("Taux"), "taux_pour_dix_mille", "pourcent"),
            Colonne(gettext("Base HT"), "base_centimes", "centimes", total=True),
            Colonne(gettext("TVA"), "tva_centimes", "centimes", total=True),
            Colonne(gettext("Mention"), "mention"),
        ],
        tva,
        nom="tva",
        recherche=False,
        exportable=False,
    )


def tableau_prises(acces: Acces, prises: Sequence[LigneAFacturer]) -> Tableau:
    """The hours an invoice took."""
    return _tableau_heures(
        acces, prises, gettext("Heures prises"), "prises", "minutes_retenues", "montant_ht_centimes"
    )


def tableau_non_prises(acces: Acces, laissees: Sequence[LigneAFacturer]) -> Tableau:
    """Hours of the client and month no invoice takes, and why."""
    titre = gettext("Heures du mois non facturées")
    return _tableau_heures(acces, laissees, titre, "ecartees", "minutes_ecartees", None)


def _tableau_heures(
    acces: Acces,
    lignes: Sequence[LigneAFacturer],
    titre: str,
    nom: str,
    minutes: str,
    montant: str | None,
) -> Tableau:
    def pourquoi(ligne: LigneAFacturer) -> str:
        return reverse("pourquoi_facture", args=[acces.structure.pk, ligne.pk])

    colonnes = [
        Colonne(gettext("Mois"), "cloture.mois", "mois"),
        Colonne(gettext("Chantier ou mission"), lieu),
        Colonne(gettext("Genre"), "get_genre_display"),
        Colonne(gettext("Heures"), minutes, "heures", total=True, lien=pourquoi),
    ]
    if montant is not None:
        colonnes.append(Colonne(gettext("HT"), montant, "centimes", total=True, lien=pourquoi))
    colonnes.append(Colonne(gettext("Remarque"), "motif"))
    return Tableau(titre, colonnes, lignes, nom=nom, recherche=False)


def tableau_imputations(facture: Facture) -> Tableau:
    """Payments and credit notes set against an invoice."""
    imputations = facture.imputations.select_related("reglement", "avoir", "facture")
    return Tableau(
        gettext("Règlements et avoirs"),
        [
            Colonne(gettext("Le"), "le", "date"),
            Colonne(gettext("De"), _source),
            Colonne(gettext("Montant"), "montant_centimes", "centimes", total=True),
        ],
        list(imputations),
        vide=gettext("Rien n'est encore réglé."),
        nom="reglements",
        recherche=False,
    )


def _source(imputation: Any) -> str:
    if imputation.reglement is not None:
        reglement = imputation.reglement
        return f"{reglement.get_moyen_display()} {reglement.reference}".strip()
    if imputation.avoir_id == imputation.facture_id:
        return gettext("imputé sur la facture corrigée")
    return gettext("avoir %(numero)s") % {"numero": imputation.avoir.numero}
