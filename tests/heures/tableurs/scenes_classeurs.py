"""Workbooks with a line per day: formats, formulas, errors, totals."""

from collections.abc import Iterator
from datetime import time, timedelta

from tests.heures.tableurs.outils import (
    AWA,
    KARIM,
    ZOE,
    Formate,
    Formule,
    Onglet,
    Scene,
    classeur,
    le,
    refusee,
    scenes,
    simple,
    vrai,
)

ENTETE = ("Salarié", "Date", "Heures")
OCTOBRE = 46296  # the day number of 1 October 2026


@scenes
def formats() -> Iterator[Scene]:
    """Dates and times behind their formats."""
    yield Scene(
        "heures_vraies.xlsx",
        "vraies heures, durées [h]:mm, nombres à virgule",
        simple(
            "Octobre",
            ENTETE,
            (ZOE, le(5), time(7, 30)),
            (ZOE, le(6), timedelta(hours=7, minutes=20)),
            (ZOE, le(7), 7.5),
            (ZOE, le(8), 7.35),
            (ZOE, le(9), "7h30"),
        ),
        [vrai(n, ZOE, le(n + 3), m) for n, m in enumerate((450, 440, 450, 441, 450), start=2)],
        conversions={"ods": {}, "xls": {"remarques": ["enregistrez plutôt en .xlsx"]}},
    )
    yield Scene(
        "vingt_quatre_heures.xlsx",
        "24:00 et 31:00, en heure et en durée",
        simple(
            "Heures",
            ENTETE,
            (ZOE, le(5), Formate(1.0, "heure")),
            (ZOE, le(6), Formate(1.0, "duree")),
            (ZOE, le(7), Formate(31 / 24, "duree")),
            (ZOE, le(8), Formate(0.0, "duree")),
        ),
        (
            vrai(2, ZOE, le(5), 1440),
            vrai(3, ZOE, le(6), 1440),
            refusee(4, "une journée en a 24"),
            vrai(5, ZOE, le(8), 0),
        ),
        conversions={"ods": {}},
    )
    yield Scene(
        "dates_en_nombres.xlsx",
        "dates devenues des nombres (46300), sans format",
        simple("Feuil1", ENTETE, (ZOE, OCTOBRE + 4, 7), (KARIM, OCTOBRE + 5, 7.5)),
        (vrai(2, ZOE, le(5), 420), vrai(3, KARIM, le(6), 450)),
        conversions={"ods": {}},
    )
    yield Scene(
        "depuis_1904.xlsx",
        "calendrier 1904 des vieux Mac, dates avec et sans format",
        classeur(
            Onglet(
                "Heures",
                (
                    ENTETE,
                    (ZOE, le(5), 7),
                    (KARIM, OCTOBRE + 5 - 1462, 7.5),
                    (AWA, le(7), time(7, 30)),
                ),
            ),
            depuis_1904=True,
        ),
        (
            vrai(2, ZOE, le(5), 420),
            vrai(3, KARIM, le(6), 450),
            vrai(4, AWA, le(7), 450),
        ),
    )
    yield Scene(
        "pourcentages.xlsx",
        "0,3125 affiché 31,25 %",
        simple("Heures", ENTETE, (ZOE, le(5), Formate(0.5, "pourcent")), (ZOE, le(6), 7)),
        (refusee(2, "50 %"), vrai(3, ZOE, le(6), 420)),
        conversions={"ods": {}},
    )
    yield Scene(
        "fraction_sans_format.xlsx",
        "0,3125 au format standard : ce ne sont pas des minutes entières",
        simple("Heures", ENTETE, (ZOE, le(5), 0.3125), (ZOE, le(6), time(7, 30))),
        (refusee(2, "fractions de jour"), vrai(3, ZOE, le(6), 450)),
    )
    yield Scene(
        "dates_americaines_ouvertes_en_france.xlsx",
        "la moitié des dates américaines sont devenues de vraies dates, jour et mois échangés",
        simple("Export", ENTETE, (ZOE, le(5), 7), (ZOE, "10/15/2026", 7), (ZOE, "10/26/2026", 7)),
        [refusee(n, "à l’américaine") for n in (2, 3, 4)],
    )
    yield Scene(
        "dates_en_lettres.xlsx",
        "« lundi 5 octobre », « 6 oct. », « 7 » sous un titre « octobre 2026 »",
        simple(
            "Feuil1",
            ("Association d’insertion L’Essai — heures d’octobre 2026",),
            ("Édité le 03/11/2026",),
            (),
            ("Agent", "Jour", "Nb d'heures"),
            (ZOE, "lundi 5 octobre", 7),
            (ZOE, "6 oct.", 7),
            (ZOE, 7, 7),
            (ZOE, "jeudi 9 octobre", 7),
        ),
        (
            vrai(5, ZOE, le(5), 420),
            vrai(6, ZOE, le(6), 420),
            vrai(7, ZOE, le(7), 420),
            refusee(8, "est un vendredi"),
        ),
    )
    yield Scene(
        "matricules_en_nombres.xlsx",
        "matricules numériques, SIRET arrondi, SIRET entier",
        simple(
            "Heures",
            ("N° salarié", "Date", "Durée"),
            (123, le(5), 7),
            (49_900_000_000_000, le(6), 7),
            (49_912_345_600_017, le(7), 7),
            ("00123", le(8), 7),
        ),
        (
            vrai(2, "123", le(5), 420, zeros_perdus=True),
            refusee(3, "perdu des chiffres"),
            vrai(4, "49912345600017", le(7), 420),
            vrai(5, "00123", le(8), 420),
        ),
    )


@scenes
def formules_et_erreurs() -> Iterator[Scene]:
    """Formulas with and without their value, errors, booleans, comments."""
    yield Scene(
        "formules.xlsx",
        "heures calculées par le tableur",
        simple("Heures", ENTETE, (ZOE, le(5), Formule("=4+3.5", 7.5)), (ZOE, le(6), 7)),
        (vrai(2, ZOE, le(5), 450), vrai(3, ZOE, le(6), 420)),
        conversions={"ods": {}},
    )
    yield Scene(
        "formules_jamais_calculees.xlsx",
        "classeur écrit par un logiciel qui ne calcule pas",
        classeur(
            Onglet("Heures", (ENTETE, (ZOE, le(5), Formule("=4+3.5")), (ZOE, le(6), 7))),
            calcule=False,
        ),
        (refusee(2, "formule jamais calculée"), vrai(3, ZOE, le(6), 420)),
    )
    yield Scene(
        "erreurs.xlsx",
        "#REF!, #N/A, #VALEUR! dans les heures, les dates, les noms",
        simple(
            "Heures",
            ENTETE,
            (ZOE, le(5), Formule("=#REF!+1", "#REF!")),
            (ZOE, Formule("=NA()", "#N/A"), 7),
            (Formule('="a"+1', "#VALUE!"), le(7), 7),
            (ZOE, le(8), 7),
        ),
        (
            refusee(2, "#REF!"),
            refusee(3, "#N/A"),
            refusee(4, "#VALUE!"),
            vrai(5, ZOE, le(8), 420),
        ),
        conversions={
            "ods": {
                "lignes": (
                    refusee(2, "erreur de formule"),
                    refusee(3, "erreur de formule"),
                    refusee(4, "erreur de formule"),
                    vrai(5, ZOE, le(8), 420),
                )
            }
        },
    )
    yield Scene(
        "booleens_et_dates.xlsx",
        "VRAI ou une date dans la colonne des heures",
        simple("Heures", ENTETE, (ZOE, le(5), True), (ZOE, le(6), le(6)), (ZOE, le(7), 7)),
        (
            refusee(2, "n'est pas un nombre d'heures"),
            refusee(3, "n'est pas un nombre d'heures"),
            vrai(4, ZOE, le(7), 420),
        ),
    )
    yield Scene(
        "commentaires.xlsx",
        "un commentaire sur une cellule",
        simple("Heures", ENTETE, (ZOE, le(5), 7), note=(1, 2, "8 h à vérifier")),
        [vrai(2, ZOE, le(5), 420)],
        conversions={"ods": {}},
    )


@scenes
def totaux() -> Iterator[Scene]:
    """Rows of totals, right and wrong."""
    lignes = ((ZOE, le(5), 7), (ZOE, le(6), 7.5), (KARIM, le(5), 6))
    lues = (vrai(2, ZOE, le(5), 420), vrai(3, ZOE, le(6), 450), vrai(4, KARIM, le(5), 360))
    yield Scene(
        "total_juste.xlsx",
        "une ligne « TOTAL HEURES », juste",
        simple("Heures", ENTETE, *lignes, ("TOTAL HEURES", "", Formule("=SUM(C2:C4)", 20.5))),
        lues,
        remarques=["Lignes de total non importées : 5"],
        conversions={"ods": {}},
    )
    yield Scene(
        "total_faux.xlsx",
        "le total ne compte pas la dernière ligne",
        simple("Heures", ENTETE, *lignes, ("Total", "", 14.5)),
        lues,
        remarques=["Lignes de total non importées : 5", "le total écrit est 14"],
    )
    yield Scene(
        "sous_totaux.xlsx",
        "sous-totaux par personne, par semaine, puis total, en durée",
        simple(
            "Heures",
            ENTETE,
            *lignes[:2],
            ("Sous-total EXEMPLE", "", timedelta(hours=14, minutes=30)),
            lignes[2],
            ("Total semaine 41", "", timedelta(hours=6)),
            ("∑", "", timedelta(hours=20, minutes=30)),
        ),
        (lues[0], lues[1], {**lues[2], "numero": 5}),
        remarques=["Lignes de total non importées : 4, 6, 7"],
        conversions={"ods": {}},
    )
