"""The tables of the accounts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext

from etrier.comptabilite.ecritures.faits import Fait, Laissee
from etrier.comptabilite.models import Ecriture, Exercice, LigneEcriture
from etrier.structures.access import Acces
from etrier.www.comptabilite.sources import origine
from etrier.www.tableau import Colonne, Tableau


def tableau_exercices(acces: Acces, exercices: QuerySet[Exercice]) -> Tableau:
    """Accounting years, with how many entries each holds."""
    return Tableau(
        gettext("Exercices"),
        [
            Colonne(
                gettext("Exercice"),
                str,
                lien=lambda x: reverse("exercice", args=[acces.structure.pk, x.pk]),
            ),
            Colonne(gettext("Début"), "debut", "date"),
            Colonne(gettext("Fin"), "fin", "date"),
            Colonne(gettext("Écritures"), "dernier_numero", "entier"),
            Colonne(gettext("Clos le"), "clos_le", "date"),
        ],
        exercices,
        vide=gettext("Aucun exercice : passez les écritures, celui de l'année s'ouvre seul."),
        nom="exercices",
        recherche=False,
    )


def tableau_a_passer(faits: Sequence[Fait]) -> Tableau:
    """What the next pass would write."""
    return Tableau(
        gettext("À passer"),
        [
            Colonne(gettext("Date"), "le", "date"),
            Colonne(gettext("Journal"), "journal"),
            Colonne(gettext("Pièce"), "piece", "numero"),
            Colonne(gettext("Libellé"), "libelle", langue="fr"),
            Colonne(gettext("Montant"), "debit_centimes", "centimes", total=True),
        ],
        faits,
        vide=gettext("Tout est passé : il n'y a rien à écrire aujourd'hui."),
        nom="a-passer",
        par_page=20,
    )


def tableau_laissees(laissees: Sequence[Laissee]) -> Tableau:
    """What cannot be passed, and why."""
    return Tableau(
        gettext("Laissées de côté, et pourquoi"),
        [
            Colonne(gettext("Date"), "le", "date"),
            Colonne(gettext("Libellé"), "libelle", langue="fr"),
            Colonne(gettext("Raison"), "raison", langue="fr"),
        ],
        laissees,
        nom="laissees",
        par_page=20,
    )


def tableau_ecritures(acces: Acces, ecritures: QuerySet[Ecriture]) -> Tableau:
    """Entries of a year, in their order."""
    return Tableau(
        gettext("Écritures"),
        [
            Colonne(
                gettext("Numéro"),
                "numero",
                "entier",
                lien=lambda e: reverse("ecriture", args=[acces.structure.pk, e.pk]),
            ),
            Colonne(gettext("Date"), "le", "date"),
            Colonne(gettext("Journal"), "get_journal_display"),
            Colonne(gettext("Pièce"), "piece", "numero"),
            Colonne(gettext("Libellé"), "libelle", langue="fr"),
            Colonne(gettext("Vient de"), origine),
            Colonne(gettext("Montant"), "debit_centimes", "centimes"),
        ],
        ecritures,
        vide=gettext("Aucune écriture n'est passée dans cet exercice."),
        nom="ecritures",
    )


def tableau_lignes(lignes: Iterable[LigneEcriture]) -> Tableau:
    """Lines of one entry, with what they are analysed by."""
    return Tableau(
        gettext("Lignes"),
        [
            Colonne(gettext("Compte"), "compte", "numero"),
            Colonne(gettext("Libellé du compte"), "compte_libelle", langue="fr"),
            Colonne(gettext("Tiers"), lambda x: f"{x.auxiliaire} {x.auxiliaire_libelle}".strip()),
            Colonne(gettext("Débit"), lambda x: x.debit_centimes or None, "centimes", total=True),
            Colonne(gettext("Crédit"), lambda x: x.credit_centimes or None, "centimes", total=True),
            Colonne(gettext("Lettrage"), "lettrage", "numero"),
            Colonne(gettext("Chantier"), "chantier"),
            Colonne(gettext("Activité"), "activite"),
            Colonne(gettext("Financeur"), "financeur"),
        ],
        list(lignes),
        nom="lignes",
        recherche=False,
    )


def tableau_balance(lignes: QuerySet[LigneEcriture]) -> Tableau:
    """Debits, credits and balance of every account of a year."""
    sommes: Any = (
        lignes.order_by("compte")
        .values("compte")
        .annotate(debit=Sum("debit_centimes"), credit=Sum("credit_centimes"))
    )
    noms = dict(lignes.order_by("pk").values_list("compte", "compte_libelle"))
    rangees = [x | {"nom": noms[x["compte"]], "solde": x["debit"] - x["credit"]} for x in sommes]
    return Tableau(
        gettext("Balance des comptes"),
        [
            Colonne(gettext("Compte"), "compte", "numero"),
            Colonne(gettext("Libellé"), "nom", langue="fr"),
            Colonne(gettext("Débit"), "debit", "centimes", total=True),
            Colonne(gettext("Crédit"), "credit", "centimes", total=True),
            Colonne(gettext("Solde"), "solde", "centimes", total=True),
        ],
        rangees,
        legende=gettext("Un solde négatif est créditeur. Les à-nouveaux n'y sont pas."),
        nom="balance",
        recherche=False,
    )


def tableau_axes(lignes: QuerySet[LigneEcriture], champ: str, titre: str) -> Tableau:
    """Income (class 7) and expenses (class 6) of a year by one axis."""
    produits, charges = (_par_axe(lignes, champ, classe) for classe in "76")
    rangees = [
        {
            "axe": axe or gettext("sans axe"),
            "produits": -produits.get(axe, 0),
            "charges": charges.get(axe, 0),
            "net": -produits.get(axe, 0) - charges.get(axe, 0),
        }
        for axe in sorted({*produits, *charges})
    ]
    return Tableau(
        titre,
        [
            Colonne(gettext("Axe"), "axe"),
            Colonne(gettext("Produits"), "produits", "centimes", total=True),
            Colonne(gettext("Charges"), "charges", "centimes", total=True),
            Colonne(gettext("Différence"), "net", "centimes", total=True),
        ],
        rangees,
        nom=champ.partition("_")[0],
        recherche=False,
    )


def _par_axe(lignes: QuerySet[LigneEcriture], champ: str, classe: str) -> dict[str, int]:
    """Debits less credits of a class of accounts, by value of the axis."""
    sommes = (
        lignes.filter(compte__startswith=classe)
        .order_by()
        .values_list(champ)
        .annotate(debit=Sum("debit_centimes"), credit=Sum("credit_centimes"))
    )
    return {axe or "": debit - credit for axe, debit, credit in sommes}
