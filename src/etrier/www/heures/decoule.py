"""What followed from a line: the stored figures its hours, and its corrections, went into."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from etrier.aides.access import les_etats
from etrier.clauses.access import les_heures_clauses
from etrier.cloture.raisons.libelles import libelle_rubrique
from etrier.droit.regles.rubriques import RUBRIQUE_DE_NATURE
from etrier.facturation.access import les_lignes_a_facturer
from etrier.facturation.enums import GenreLigneAFacturer
from etrier.heures.models import LigneHeures
from etrier.paie.access import les_variables
from etrier.structures.access import Acces, Finalite
from etrier.www.tableau import Colonne, Tableau


@dataclass(frozen=True)
class Suite:
    """A stored figure that took some of these lines: `minutes` and `montant_centimes` are the
    whole figure's, `adresse` says why it is so."""

    mois: date
    libelle: str
    minutes: int | None
    montant_centimes: int | None
    adresse: str


def tableau_suites(acces: Acces, chaine: Sequence[LigneHeures]) -> Tableau:
    """The figures a line and its corrections went into, month by month; empty before the close."""
    return Tableau(
        gettext("Ce qui en découle"),
        [
            Colonne(gettext("Mois"), "mois", "mois"),
            Colonne(gettext("Chiffre"), "libelle", lien=lambda suite: suite.adresse),
            Colonne(gettext("Heures"), "minutes", "heures"),
            Colonne(gettext("Montant"), "montant_centimes", "centimes"),
        ],
        list(suites(acces, chaine)),
        legende=gettext("Chaque chiffre entier, qui prend ces heures avec d’autres."),
        vide=gettext("Rien encore : ces heures compteront à la clôture de leur mois."),
        recherche=False,
        nom="suites",
    )


def suites(acces: Acces, chaine: Sequence[LigneHeures]) -> Iterator[Suite]:
    """Figures of each closed month the lines count in, of those the reader may see."""
    for mois in sorted({ligne.mois for ligne in chaine}):
        lignes = [ligne for ligne in chaine if ligne.mois == mois]
        if acces.peut(Finalite.LIRE_ARGENT):
            yield from _paie(acces, mois, lignes)
            yield from _aide(acces, mois, lignes[0])
            yield from _facture(acces, mois, lignes[0])
        if acces.peut(Finalite.LIRE_CLAUSES):
            yield from _clause(acces, mois, lignes[0])


def _paie(acces: Acces, mois: date, lignes: Sequence[LigneHeures]) -> Iterator[Suite]:
    rubriques = {RUBRIQUE_DE_NATURE[ligne.nature] for ligne in lignes}
    for v in les_variables(acces, mois).filter(
        contrat=lignes[0].contrat_id, rubrique__in=rubriques
    ):
        libelle = gettext("Paie : %(rubrique)s") % {"rubrique": libelle_rubrique(v.rubrique)}
        adresse = reverse("pourquoi_paie", args=[acces.structure.pk, v.pk])
        yield Suite(mois, libelle, v.minutes, v.montant_centimes, adresse)


def _aide(acces: Acces, mois: date, ligne: LigneHeures) -> Iterator[Suite]:
    for etat in les_etats(acces, mois).filter(contrat=ligne.contrat_id):
        libelle = gettext("Aide au poste : annexe %(annexe)s") % {"annexe": etat.annexe}
        adresse = reverse("pourquoi_etat", args=[acces.structure.pk, etat.pk])
        yield Suite(mois, libelle, etat.minutes_retenues, etat.montant_centimes, adresse)


def _facture(acces: Acces, mois: date, ligne: LigneHeures) -> Iterator[Suite]:
    if ligne.chantier_id is None and ligne.mission_id is None:
        return
    for a_facturer in les_lignes_a_facturer(acces, mois).filter(
        chantier=ligne.chantier_id, mission=ligne.mission_id
    ):
        libelle = gettext("Facturation : %(client)s") % {"client": a_facturer.client}
        if a_facturer.genre != GenreLigneAFacturer.HEURES:
            libelle = f"{libelle} ({a_facturer.get_genre_display()})"
        adresse = reverse("pourquoi_facture", args=[acces.structure.pk, a_facturer.pk])
        minutes = a_facturer.minutes_retenues or a_facturer.minutes_ecartees
        yield Suite(mois, libelle, minutes, a_facturer.montant_ht_centimes, adresse)


def _clause(acces: Acces, mois: date, ligne: LigneHeures) -> Iterator[Suite]:
    for creditees in les_heures_clauses(acces, mois).filter(
        clause=ligne.clause_id, salarie=ligne.salarie_id
    ):
        libelle = gettext("Clause sociale : %(clause)s") % {"clause": creditees.clause}
        adresse = reverse("pourquoi_clause", args=[acces.structure.pk, creditees.pk])
        yield Suite(mois, libelle, creditees.minutes_retenues, None, adresse)
