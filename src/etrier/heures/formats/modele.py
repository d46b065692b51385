"""The template of a month: the documented layout, one line per person and weekday, hours blank."""

import io
from collections.abc import Iterable, Iterator
from datetime import date

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etrier.droit.vocabulaire import NatureHeures
from etrier.heures.formats.tableurs.cellules import NATURES_ECRITES
from etrier.heures.formats.tableurs.grille import FEUILLE
from etrier.heures.formats.tableurs.tableur import COLONNES
from etrier.missions.models import Chantier, ClauseSociale, Mission
from etrier.parcours.models import Contrat
from etrier.socle.mois import dernier_jour, jours_de, premier_jour
from etrier.structures.models import Structure

_LARGEURS = (12, 22, 18, 12, 18, 9, 28, 14, 26, 14)
_LISTES = "Listes"
_SAMEDI = 5


def ecrire_modele(structure: Structure, mois: date) -> bytes:
    """An xlsx to fill in: the people under contract that month, on each weekday of their contract.

    Lines whose hours stay blank are not read back. Lists offer the natures, chantiers, missions
    and clauses of the structure.
    """
    flux = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(flux, options) as classeur:
        titre = classeur.add_format({"bold": True, "bottom": 1})
        jour = classeur.add_format({"num_format": "dd/mm/yyyy"})
        texte = classeur.add_format({"num_format": "@"})
        feuille = classeur.add_worksheet(FEUILLE)
        nombre = _ecrire_lignes(feuille, _lignes(structure, premier_jour(mois)), titre, jour, texte)
        _ecrire_mode_d_emploi(classeur.add_worksheet(_("Mode d'emploi")))
        listes = _ecrire_listes(classeur.add_worksheet(_LISTES), _choix(structure), titre)
        _proposer(feuille, listes, nombre)
    return flux.getvalue()


def _lignes(structure: Structure, mois: date) -> Iterator[tuple[str, str, str, date, str]]:
    """Matricule, name, first name, day, contract: by person, then by day."""
    fin_du_mois = dernier_jour(mois)
    contrats = (
        Contrat.objects.filter(structure=structure)
        .en_cours(mois, fin_du_mois)
        .select_related("salarie__personne")
        .order_by("salarie__personne__nom", "salarie__personne__prenom", "salarie_id", "debut")
    )
    for contrat in contrats:
        personne = contrat.salarie.personne
        fin = min(contrat.fin or fin_du_mois, fin_du_mois)
        for jour in _jours_de_semaine(max(contrat.debut, mois), fin):
            yield (
                contrat.salarie.matricule,
                personne.nom,
                personne.prenom,
                jour,
                contrat.numero,
            )


def _jours_de_semaine(debut: date, fin: date) -> Iterator[date]:
    return (jour for jour in jours_de(debut, fin) if jour.weekday() < _SAMEDI)


def _ecrire_lignes(
    feuille: Worksheet,
    lignes: Iterable[tuple[str, str, str, date, str]],
    titre: Format,
    format_jour: Format,
    format_texte: Format,
) -> int:
    """Write the header and the lines; gives how many lines."""
    nombre = 0
    for colonne, (nom, largeur) in enumerate(zip(COLONNES, _LARGEURS, strict=True)):
        feuille.set_column(colonne, colonne, largeur)
        feuille.write_string(0, colonne, nom, titre)
    for nombre, (matricule, nom, prenom, jour, contrat) in enumerate(lignes, start=1):
        feuille.write_string(nombre, COLONNES.index("matricule"), matricule, format_texte)
        feuille.write_string(nombre, COLONNES.index("nom"), nom)
        feuille.write_string(nombre, COLONNES.index("prénom"), prenom)
        feuille.write_datetime(nombre, COLONNES.index("jour"), jour, format_jour)
        feuille.write_string(
            nombre, COLONNES.index("nature"), NATURES_ECRITES[NatureHeures.TRAVAIL]
        )
        feuille.write_string(nombre, COLONNES.index("contrat"), contrat, format_texte)
    feuille.freeze_panes(1, COLONNES.index("jour") + 1)
    feuille.autofilter(0, 0, nombre, len(COLONNES) - 1)
    return nombre


def _ecrire_mode_d_emploi(feuille: Worksheet) -> None:
    consignes = (
        _("Une ligne par personne, par jour et par lieu. Les lignes sans heures sont ignorées."),
        _("matricule : celui de la personne ; ou bien son nom et son prénom."),
        _("jour : 05/10/2026 ou 2026-10-05."),
        _("nature : travail si rien n'est écrit ; sinon, choisissez dans la liste."),
        _("heures : 7,5 ou 7h30 ou 7:30. Zéro retire une ligne encore en brouillon."),
        _("chantier ou mission : l'un ou l'autre, jamais les deux."),
        _("clause : la référence du marché et le lot, par exemple « 2026-12 lot 3 »."),
        _("contrat : utile seulement si deux contrats de la personne couvrent le jour."),
        _("Ajoutez ou supprimez des lignes librement : l'ordre ne compte pas."),
    )
    feuille.set_column(0, 0, 100)
    feuille.write_column(0, 0, consignes)


def _choix(structure: Structure) -> dict[str, list[str]]:
    clauses = ClauseSociale.objects.filter(structure=structure).select_related("marche_public")
    return {
        "nature": list(NATURES_ECRITES.values()),
        "chantier": list(
            Chantier.objects.filter(structure=structure).values_list("denomination", flat=True)
        ),
        "mission": list(
            Mission.objects.filter(structure=structure).values_list("numero", flat=True)
        ),
        "clause": [str(clause) for clause in clauses],
    }


def _ecrire_listes(
    feuille: Worksheet, choix: dict[str, list[str]], titre: Format
) -> dict[str, str]:
    """Write each list in a column; gives the address of those that hold something."""
    adresses = {}
    for colonne, (nom, valeurs) in enumerate(choix.items()):
        feuille.set_column(colonne, colonne, 28)
        feuille.write_string(0, colonne, nom, titre)
        for rang, valeur in enumerate(valeurs, start=1):
            feuille.write_string(rang, colonne, valeur)
        if valeurs:
            lettre = "ABCD"[colonne]
            adresses[nom] = f"={_LISTES}!${lettre}$2:${lettre}${len(valeurs) + 1}"
    return adresses


def _proposer(feuille: Worksheet, listes: dict[str, str], nombre: int) -> None:
    """Offer the lists in their columns, some blank lines after the last one included."""
    for nom, adresse in listes.items():
        colonne = COLONNES.index(nom)
        choix = {"validate": "list", "source": adresse, "error_type": "warning"}
        feuille.data_validation(1, colonne, nombre + 1_000, colonne, choix)
