"""Workbooks with a line per day: where cells stand, merged and hidden ones."""

from collections.abc import Iterator
from datetime import datetime, time

from tests.heures.tableurs.outils import (
    AWA,
    KARIM,
    ZOE,
    Onglet,
    Scene,
    classeur,
    le,
    refusee,
    scenes,
    simple,
    vrai,
)
from tests.heures.tableurs.scenes_classeurs import ENTETE


@scenes
def places() -> Iterator[Scene]:
    """Columns and rows anywhere, hidden, merged."""
    yield Scene(
        "vide_autour.xlsx",
        "tableau commencé en C4, lignes et colonnes vides",
        simple(
            "Feuil1",
            (),
            ("", "", "Heures du mois"),
            (),
            ("", "", "Salarié", "", "Date", "Heures"),
            (),
            ("", "", ZOE, "", le(5), 7),
            (),
            ("", "", KARIM, "", le(6), 7.5),
        ),
        (vrai(6, ZOE, le(5), 420), vrai(8, KARIM, le(6), 450)),
    )
    yield Scene(
        "colonnes_en_desordre.xlsx",
        "heures d’abord, noms à la fin, synonymes, colonnes inconnues",
        simple(
            "Saisie",
            ("Nbre heures", "Client", "Km", "Date intervention", "Prénom", "Nom de famille"),
            (3.5, "Mairie d’Essai", 12, le(5), "Zoé", "EXEMPLE"),
            (4, "M. Fictif", 8, le(5), "Karim", "MODÈLE"),
        ),
        (
            vrai(2, ZOE, le(5), 210, lieu="Mairie d’Essai"),
            vrai(3, KARIM, le(5), 240, lieu="M. Fictif"),
        ),
        remarques=["Colonnes non lues, inconnues : Km"],
    )
    yield Scene(
        "arrivee_depart_pause.xlsx",
        "arrivée, départ, pause ; et un total vérifié",
        simple(
            "Pointage",
            ("Salarié", "Date", "Arrivée", "Départ", "Pause", "Total"),
            (ZOE, le(5), time(8), time(16, 30), time(1), 7.5),
            (KARIM, le(5), time(9), time(12), "", 3),
            (AWA, le(5), time(9), time(17), 0.75, 8),
        ),
        (
            vrai(2, ZOE, le(5), 450),
            vrai(3, KARIM, le(5), 180),
            refusee(4, "ne sont pas celles de l’arrivée"),
        ),
    )
    yield Scene(
        "matin_apres_midi.xlsx",
        "deux rangs d’en-tête fusionnés : matin et après-midi",
        simple(
            "Pointage",
            (),
            ("", "", "Arrivée", "Départ", "Arrivée", "Départ"),
            (ZOE, le(5), time(8), time(12), time(13), time(16, 30)),
            (KARIM, le(5), time(8), time(12), "", ""),
            fusions=(
                (0, 0, 1, 0, "Salarié"),
                (0, 1, 1, 1, "Date"),
                (0, 2, 0, 3, "Matin"),
                (0, 4, 0, 5, "Après-midi"),
            ),
        ),
        (vrai(3, ZOE, le(5), 450), vrai(4, KARIM, le(5), 240)),
        conversions={"ods": {}},
    )
    yield Scene(
        "noms_fusionnes.xlsx",
        "le nom fusionné sur ses lignes, la date sur celles du jour",
        simple(
            "Octobre",
            ENTETE,
            ("", le(5), 7),
            ("", le(6), 7.5),
            ("", "", 4),
            ("", "", 3),
            fusions=((1, 0, 2, 0, ZOE), (3, 0, 4, 0, KARIM), (3, 1, 4, 1, le(7))),
        ),
        (
            vrai(2, ZOE, le(5), 420),
            vrai(3, ZOE, le(6), 450),
            vrai(4, KARIM, le(7), 240),
            vrai(5, KARIM, le(7), 180),
        ),
        conversions={"ods": {}},
    )
    yield Scene(
        "noms_une_fois.xlsx",
        "le nom écrit une fois, des blancs dessous",
        simple(
            "Octobre",
            ENTETE,
            (ZOE, le(5), 7),
            ("", le(6), 7.5),
            ("", le(7), 7),
            (KARIM, le(5), 4),
            ("", le(6), 3),
        ),
        (
            vrai(2, ZOE, le(5), 420),
            vrai(3, ZOE, le(6), 450),
            vrai(4, ZOE, le(7), 420),
            vrai(5, KARIM, le(5), 240),
            vrai(6, KARIM, le(6), 180),
        ),
        remarques=["écrit une fois par bloc"],
        conversions={"ods": {}},
    )
    yield Scene(
        "heures_fusionnees.xlsx",
        "7 h fusionnées sur deux jours : à qui ?",
        simple(
            "Octobre",
            ENTETE,
            (ZOE, le(5)),
            (ZOE, le(6)),
            (ZOE, le(7), 7),
            fusions=((1, 2, 2, 2, 7),),
        ),
        (refusee(2, "fusionnée"), refusee(3, "fusionnée"), vrai(4, ZOE, le(7), 420)),
        conversions={"ods": {}},
    )
    yield Scene(
        "lignes_masquees.xlsx",
        "une ligne filtrée, une feuille masquée",
        classeur(
            Onglet("Octobre", (ENTETE, (ZOE, le(5), 7), (KARIM, le(5), 6)), lignes_masquees=(2,)),
            Onglet("Brouillon", (ENTETE, (AWA, le(5), 9)), masque=True),
        ),
        (vrai(2, ZOE, le(5), 420), vrai(3, KARIM, le(5), 360, masquee=True)),
        remarques=["masquées : 1, à vérifier", "Feuilles masquées, non lues : Brouillon"],
        conversions={"ods": {}},
    )
    yield Scene(
        "colonne_masquee.xlsx",
        "la colonne des heures est masquée",
        simple("Octobre", ENTETE, (ZOE, le(5), 7), colonnes_masquees=(2,)),
        [vrai(2, ZOE, le(5), 420, masquee=True)],
        remarques=["masquées : 1, à vérifier"],
        conversions={"ods": {}},
    )
    yield Scene(
        "codes_dans_les_heures.xlsx",
        "CP, CP 3h30, F7 dans la colonne des heures, AM inconnu",
        simple(
            "Heures",
            ENTETE,
            (ZOE, le(5), "CP"),
            (ZOE, le(6), "F 3h30"),
            (ZOE, le(7), "AM"),
            (ZOE, le(8), "3h30 CP3h30"),
        ),
        (
            vrai(2, ZOE, le(5), None, "CONGE_PAYE", code="CP"),
            vrai(3, ZOE, le(6), 210, "FORMATION"),
            refusee(4, "« AM » est un code inconnu"),
            vrai(5, ZOE, le(8), 210),
            vrai(5, ZOE, le(8), 210, "CONGE_PAYE"),
        ),
    )
    yield Scene(
        "datetime_de_pointeuse.xlsx",
        "une pointeuse écrit la date et l’heure ensemble",
        simple(
            "Export",
            ("Matricule", "Date", "Entrée", "Sortie"),
            ("M1", le(5), datetime(2026, 10, 5, 8), datetime(2026, 10, 5, 12, 15)),  # noqa: DTZ001
        ),
        [vrai(2, "M1", le(5), 255)],
    )
