"""The tables and the chart of money to come, and the words of its kinds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from etrier.comptabilite.tresorerie.factures import AFacturer, FactureDue
from etrier.comptabilite.tresorerie.prevision import CoupDOeil
from etrier.droit.regles.tresorerie import Flux, MoisPrevu, age
from etrier.socle.mois import ecrire_mois
from etrier.structures.access import Acces
from etrier.www import formats_ecran
from etrier.www.adresses import adresse_ouverte
from etrier.www.graphique import Graphique, Serie
from etrier.www.tableau import Colonne, Tableau


def genres() -> dict[str, str]:
    """Kinds of flows, in the order of the page."""
    return {
        "factures": gettext("Factures attendues"),
        "a_facturer": gettext("À facturer"),
        "a_venir": gettext("Heures à venir"),
        "aide": gettext("Aide au poste, douzièmes"),
        "regularisation": gettext("Aide au poste, régularisation"),
        "salaires": gettext("Salaires"),
        "cotisations": gettext("Cotisations"),
        "fournisseurs": gettext("Fournisseurs"),
    }


def ages() -> dict[str, str]:
    """How late an invoice is."""
    return {
        "a_echoir": gettext("à échoir"),
        "30": gettext("jusqu'à 30 jours de retard"),
        "60": gettext("de 31 à 60 jours"),
        "90": gettext("de 61 à 90 jours"),
        "plus": gettext("plus de 90 jours"),
    }


def adresse_lignes(acces: Acces, **filtre: str) -> str:
    """The lines a figure is made of."""
    return reverse("argent_lignes", args=[acces.structure.pk]) + "?" + urlencode(filtre)


@dataclass(frozen=True)
class LignePrevue:
    """A row of the forecast: a kind of flow over the months, or a sum of them all."""

    nom: str
    genre: str
    par_mois: Mapping[date, int | None]


def tableau_prevision(acces: Acces, vue: CoupDOeil) -> Tableau:
    """A column per month; each figure leads to its lines."""

    def colonne(prevu: MoisPrevu) -> Colonne:
        return Colonne(
            formats_ecran.mois(prevu.mois),
            lambda x: x.par_mois[prevu.mois],
            "centimes",
            lien=lambda x: (
                adresse_lignes(acces, genre=x.genre, mois=ecrire_mois(prevu.mois))
                if x.genre in prevu.par_genre
                else None
            ),
            motif=lambda _x: gettext("Le solde de la banque n'est pas connu."),
        )

    return Tableau(
        gettext("Prévision des six mois à venir"),
        [Colonne(gettext("Quoi"), "nom"), *map(colonne, vue.mois)],
        list(_lignes_prevues(vue)),
        legende=gettext(
            "Les factures sont attendues à leur échéance, plus le retard habituel du client ; "
            "les heures à venir, les salaires et les cotisations sont comptés comme ceux du "
            "dernier mois connu."
        ),
        nom="prevision",
        recherche=False,
        classe_ligne=lambda x: "" if x.genre else "ligne-somme",
    )


def _lignes_prevues(vue: CoupDOeil) -> Iterator[LignePrevue]:
    presents = {genre for m in vue.mois for genre in m.par_genre}
    for genre, nom in genres().items():
        if genre in presents:
            par_mois = {m.mois: m.par_genre.get(genre, 0) for m in vue.mois}
            yield LignePrevue(nom, genre, par_mois)
    variations = {m.mois: m.variation_centimes for m in vue.mois}
    yield LignePrevue(gettext("Variation"), "", variations)
    soldes = {m.mois: m.solde_centimes for m in vue.mois}
    yield LignePrevue(gettext("Solde à la fin du mois"), "", soldes)


def graphique_prevision(mois: Sequence[MoisPrevu]) -> Graphique:
    """In, out, and the balance when it is known."""
    series = [
        Serie(gettext("Argent attendu"), [m.entrees_centimes for m in mois]),
        Serie(gettext("Argent à payer"), [m.sorties_centimes for m in mois]),
    ]
    if mois and mois[0].solde_centimes is not None:
        series.append(
            Serie(gettext("Solde à la fin du mois"), [m.solde_centimes for m in mois], "line")
        )
    return Graphique(
        identifiant="tresorerie",
        titre=gettext("Argent attendu, argent à payer et solde des six mois à venir"),
        categories=[formats_ecran.mois(m.mois) for m in mois],
        series=series,
        unite="€",
        decimales=2,
        montrees=0,
    )


def tableau_ages(acces: Acces, dues: Iterable[FactureDue], le: date) -> Tableau:
    """What clients owe, by how late it is."""
    par_age: dict[str, list[FactureDue]] = {}
    for due in dues:
        par_age.setdefault(age(due.echeance, le), []).append(due)
    rangees = [
        {"cle": cle, "nom": nom, "nombre": len(x), "du": sum(f.solde_centimes for f in x)}
        for cle, nom in ages().items()
        for x in [par_age.get(cle, [])]
    ]
    return Tableau(
        gettext("Ce que doivent les clients"),
        [
            Colonne(gettext("Retard"), "nom"),
            Colonne(gettext("Factures"), "nombre", "entier", total=True),
            Colonne(
                gettext("Reste à payer"),
                "du",
                "centimes",
                total=True,
                lien=lambda x: adresse_lignes(acces, retard=x["cle"]),
            ),
        ],
        rangees,
        nom="retards",
        recherche=False,
    )


def tableau_dues(acces: Acces, dues: Sequence[FactureDue]) -> Tableau:
    """Invoices with something left to pay."""
    return Tableau(
        gettext("Factures à encaisser"),
        [
            Colonne(
                gettext("Facture"),
                "facture.numero",
                "numero",
                lien=lambda x: adresse_ouverte(acces, "facture", facture_id=x.facture.pk),
            ),
            Colonne(gettext("Client"), "facture.client"),
            Colonne(gettext("Émise le"), "facture.emise_le", "date"),
            Colonne(gettext("Échéance"), "echeance", "date"),
            Colonne(gettext("Retard habituel (jours)"), "retard_habituel", "entier"),
            Colonne(gettext("Attendue le"), "attendue_le", "date"),
            Colonne(gettext("Reste à payer"), "solde_centimes", "centimes", total=True),
        ],
        dues,
        vide=gettext("Aucune facture n'attend de règlement."),
        nom="dues",
    )


def tableau_a_facturer(reste: Sequence[AFacturer]) -> Tableau:
    """Drafts, hours of closed months and articles that no issued invoice holds."""
    return Tableau(
        gettext("À facturer"),
        [
            Colonne(gettext("Client"), "client"),
            Colonne(gettext("Quoi"), "libelle"),
            Colonne(gettext("Mois"), "mois", "mois"),
            Colonne(gettext("HT"), "ht_centimes", "centimes", total=True, motif="motif"),
        ],
        reste,
        vide=gettext("Tout ce qui pouvait l'être est facturé."),
        nom="a-facturer",
    )


def tableau_flux(flux: Sequence[Flux], titre: str) -> Tableau:
    """Lines of a figure of the forecast."""
    return Tableau(
        titre,
        [
            Colonne(gettext("Le"), "le", "date"),
            Colonne(gettext("Quoi"), lambda f: genres()[f.genre]),
            Colonne(gettext("Libellé"), "libelle"),
            Colonne(gettext("Montant"), "centimes", "centimes", total=True),
        ],
        flux,
        vide=gettext("Rien n'est attendu ici."),
        nom="flux",
    )
