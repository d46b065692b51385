"""The tables of late invoices and of accounts."""

from collections.abc import Callable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from etrier.facturation.enums import NiveauRelance
from etrier.facturation.models import Facture, Litige, Relance
from etrier.facturation.relances.compte import Compte
from etrier.facturation.relances.retards import AgeClient, Impayee
from etrier.structures.access import Acces
from etrier.www import formats_ecran
from etrier.www.tableau import Colonne, Tableau


def noms_des_ages() -> list[str]:
    """Heads of the columns of the balance by age."""
    return [
        gettext("Non échu"),
        gettext("1 à 30 jours"),
        gettext("31 à 60 jours"),
        gettext("61 à 90 jours"),
        gettext("Plus de 90 jours"),
    ]


def tableau_ages(acces: Acces, ages: Sequence[AgeClient], le: date) -> Tableau:
    """What each client owes, by age."""
    tranches = [
        Colonne(nom, _montant_de_tranche(rang), "centimes", total=True)
        for rang, nom in enumerate(noms_des_ages())
    ]
    return Tableau(
        gettext("Balance âgée au %(le)s") % {"le": formats_ecran.jour(le)},
        [
            Colonne(
                gettext("Client"),
                "client",
                lien=lambda a: reverse("compte_client", args=[acces.structure.pk, a.client.pk]),
            ),
            *tranches,
            Colonne(
                gettext("À son crédit"),
                lambda a: a.credit_centimes or None,
                "centimes",
                total=True,
            ),
            Colonne(gettext("Solde"), "solde_centimes", "centimes", total=True),
        ],
        ages,
        legende=gettext(
            "Jours depuis l’échéance. À son crédit : avoirs et paiements qui ne règlent encore "
            "aucune facture."
        ),
        vide=gettext("Tous les comptes sont soldés."),
        nom="ages",
    )


def _montant_de_tranche(rang: int) -> Callable[[AgeClient], int | None]:
    return lambda age: age.tranches[rang] or None


def tableau_retards(acces: Acces, dues: Sequence[Impayee]) -> Tableau:
    """Late invoices, and what comes next for each."""
    return Tableau(
        gettext("Factures en retard"),
        [
            Colonne(gettext("Client"), "facture.client"),
            Colonne(
                gettext("Facture"),
                "facture.numero",
                "numero",
                lien=lambda x: reverse("impayee", args=[acces.structure.pk, x.facture.pk]),
            ),
            Colonne(gettext("Échéance"), "facture.echeance", "date"),
            Colonne(gettext("Retard (jours)"), "retard_jours", "entier"),
            Colonne(gettext("Reste à payer"), "solde_centimes", "centimes", total=True),
            Colonne(gettext("Dernière relance"), _derniere),
            Colonne(gettext("Proposition"), dire_proposition, etiquette=_pastille),
        ],
        dues,
        vide=gettext("Aucune facture n’est en retard."),
        nom="retards",
        classe_ligne=lambda x: "ligne-attention" if x.prochaine else "",
    )


def _derniere(une: Impayee) -> str:
    faite = une.derniere
    if faite is None:
        return ""
    return f"{NiveauRelance(faite.niveau).label}, {formats_ecran.jour(faite.le)}"


def dire_proposition(une: Impayee) -> str:
    """The step due, or why there is none."""
    if une.litige is not None:
        return gettext("en litige : %(motif)s") % {"motif": une.litige.motif}
    if une.prochaine is not None:
        return str(une.prochaine.label)
    if une.derniere is not None and une.derniere.niveau == NiveauRelance.MISE_EN_DEMEURE:
        return gettext("toutes les relances sont faites")
    return gettext("pas encore")


def _pastille(une: Impayee) -> str:
    return "etiquette-alerte" if une.litige is not None else ""


def tableau_relances(acces: Acces, relances: Sequence[Relance], titre: str) -> Tableau:
    """Reminders made, the latest first."""

    def lettre(relance: Relance) -> str | None:
        if relance.courriel and relance.niveau != NiveauRelance.MISE_EN_DEMEURE:
            return None
        return reverse("relances_lettres", args=[acces.structure.pk, relance.pk])

    return Tableau(
        titre,
        [
            Colonne(gettext("Client"), "facture.client"),
            Colonne(gettext("Facture"), "facture.numero", "numero"),
            Colonne(gettext("Étape"), "get_niveau_display"),
            Colonne(gettext("Le"), "le", "date"),
            Colonne(gettext("Restait à payer"), "solde_centimes", "centimes"),
            Colonne(gettext("Comment"), _comment, lien=lettre),
            Colonne(gettext("Par"), "par"),
        ],
        relances,
        vide=gettext("Aucune relance n’a été faite."),
        nom="relances",
    )


def _comment(relance: Relance) -> str:
    if not relance.courriel:
        return gettext("lettre")
    if relance.niveau == NiveauRelance.MISE_EN_DEMEURE:
        return gettext("courriel à %(qui)s, et lettre") % {"qui": relance.courriel}
    return gettext("courriel à %(qui)s") % {"qui": relance.courriel}


def tableau_litiges(litiges: Sequence[Litige]) -> Tableau:
    """When an invoice was on hold, and why."""
    return Tableau(
        gettext("Litiges"),
        [
            Colonne(gettext("Depuis"), "depuis", "date"),
            Colonne(gettext("Motif"), "motif"),
            Colonne(gettext("Levé le"), "leve_le", "date"),
            Colonne(gettext("Par"), "par"),
        ],
        litiges,
        vide=gettext("Cette facture n’a jamais été contestée."),
        nom="litiges",
        recherche=False,
        exportable=False,
    )


def tableau_reglements(facture: Facture) -> Tableau:
    """What settled an invoice."""
    imputations = facture.imputations.select_related("reglement", "avoir")
    return Tableau(
        gettext("Ce qui a réglé cette facture"),
        [
            Colonne(gettext("Le"), "le", "date"),
            Colonne(
                gettext("Quoi"),
                lambda i: (
                    i.reglement.get_moyen_display()
                    if i.reglement
                    else gettext("avoir %(n)s") % {"n": i.avoir.numero}
                ),
            ),
            Colonne(gettext("Montant"), "montant_centimes", "centimes", total=True),
        ],
        imputations,
        vide=gettext("Rien pour l’instant."),
        nom="reglements",
        recherche=False,
        exportable=False,
    )


def tableau_compte(acces: Acces, compte: Compte) -> Tableau:
    """The account of a client, and the balance after each line."""
    return Tableau(
        gettext("Compte de %(client)s au %(le)s")
        % {"client": compte.client, "le": formats_ecran.jour(compte.fin)},
        [
            Colonne(gettext("Date"), "le", "date"),
            Colonne(gettext("Opération"), "quoi"),
            Colonne(gettext("Pièce"), "piece", "numero"),
            Colonne(gettext("Échéance"), "echeance", "date"),
            Colonne(gettext("Débit"), "debit_centimes", "centimes", total=True),
            Colonne(gettext("Crédit"), "credit_centimes", "centimes", total=True),
            Colonne(gettext("Solde"), "solde_centimes", "centimes"),
        ],
        compte.lignes,
        vide=gettext("Aucune facture ni aucun paiement sur cette période."),
        nom="compte",
    )
