"""Days as columns: months and weeks of people, with their totals and codes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tests.heures.tableurs.outils import (
    AWA,
    KARIM,
    MOIS,
    ZOE,
    Formate,
    Onglet,
    Scene,
    classeur,
    le,
    ouvrables,
    refusee,
    scenes,
    simple,
    texte,
    vrai,
)
from tests.heures.tableurs.scenes_classeurs import OCTOBRE

JOURS = range(1, 32)
LETTRES = "LMMJVSD"
Heures = Mapping[int, object]
TOUS = dict.fromkeys(ouvrables(), 7.0)
PARTIEL = dict.fromkeys(ouvrables(range(1, 16)), "3h30")
TITRE = ("Planning du mois d’octobre 2026",)


def rangee(qui: Sequence[object], heures: Heures, *suite: object) -> tuple[object, ...]:
    """A person and the hours of the month."""
    return (*qui, *(heures.get(j, "") for j in JOURS), *suite)


def lues(numero: int, qui: str, heures: Heures, minutes: int, **reste: Any) -> list[dict[str, Any]]:
    """A line per filled day."""
    return [vrai(numero, qui, le(j), minutes, **reste) for j in sorted(heures)]


def lettres() -> list[str]:
    """L M M J V S D above the days of October 2026."""
    return [LETTRES[le(j).weekday()] for j in JOURS]


@scenes
def mois() -> Iterator[Scene]:
    """Where the days and their month are written."""
    corps = (rangee((ZOE,), TOUS), rangee((KARIM,), PARTIEL))
    attendues = [*lues(3, ZOE, TOUS, 420), *lues(4, KARIM, PARTIEL, 210)]
    decalees = [*lues(2, ZOE, TOUS, 420), *lues(3, KARIM, PARTIEL, 210)]
    nus = ("Salarié", *JOURS)
    grille: dict[str, Any] = {"genre": "jours_en_colonnes"}
    yield Scene(
        "grille_1_a_31.xlsx",
        "1 à 31, le mois dans le titre",
        simple("Feuil1", TITRE, nus, *corps),
        attendues,
        **grille,
        conversions={"ods": {}, "xls": {"remarques": ["enregistrez plutôt en .xlsx"]}},
    )
    yield Scene(
        "grille_deux_entetes.xlsx",
        "une ligne de lettres, une ligne de nombres, deux colonnes de noms",
        simple(
            "Feuil1",
            TITRE,
            ("", "", *lettres()),
            ("Nom", "Prénom", *JOURS),
            rangee(("EXEMPLE", "Zoé"), TOUS),
            rangee(("MODÈLE", "Karim"), PARTIEL),
        ),
        [*lues(4, ZOE, TOUS, 420), *lues(5, KARIM, PARTIEL, 210)],
        **grille,
        conversions={"ods": {}},
    )
    yield Scene(
        "grille_dates_vraies.xlsx",
        "de vraies dates affichées « 5 »",
        simple("Feuil1", ("Salarié", *(Formate(OCTOBRE + j - 1, "numero") for j in JOURS)), *corps),
        decalees,
        **grille,
        conversions={"ods": {}},
    )
    noms = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
    yield Scene(
        "grille_lun_5.xlsx",
        "« lun. 5 » en en-tête, le mois sur l’onglet",
        simple("Octobre 2026", ("", *(f"{noms[le(j).weekday()]} {j}" for j in JOURS)), *corps),
        decalees,
        **grille,
    )
    yield Scene(
        "grille_du_mois_2026-10.csv",
        "le mois dans le nom du fichier seulement",
        texte(nus, *corps),
        decalees,
        **grille,
    )
    yield Scene(
        "grille_mois_en_date.xlsx",
        "le mois est une date affichée « octobre 2026 », fusionnée",
        simple("Feuil1", (), nus, *corps, fusions=((0, 0, 0, 12, Formate(OCTOBRE, "mois")),)),
        attendues,
        **grille,
        conversions={"ods": {}},
    )
    yield Scene(
        "grille_matricules.xlsx",
        "matricule et nom, jours ouvrables seulement, colonne d’observations",
        simple(
            "Octobre",
            ("Année 2026",),
            ("Mat.", "Nom Prénom", *ouvrables(), "Observations"),
            ("0012", ZOE, *[7] * len(ouvrables()), "RAS"),
        ),
        [vrai(3, "0012", le(j), 420) for j in ouvrables()],
        **grille,
    )


@scenes
def refus() -> Iterator[Scene]:
    """Months nobody can know, or that contradict themselves."""
    nus = ("Salarié", *JOURS)
    yield Scene(
        "grille_sans_mois.xlsx",
        "aucun mois nulle part",
        simple("Feuil1", nus, rangee((ZOE,), TOUS)),
        refus="de quel mois",
    )
    yield Scene(
        "grille_mauvais_mois.xlsx",
        "titre de novembre resté sur la feuille d’octobre : les jours de semaine le disent",
        simple("Feuil1", ("Novembre 2026",), ("", *lettres()), nus, rangee((ZOE,), TOUS)),
        refus="le 01/11/2026 est un dimanche",
    )
    yield Scene(
        "grille_titre_et_onglet.xlsx",
        "le titre dit octobre 2026, l’onglet novembre",
        simple("Novembre", TITRE, nus, rangee((ZOE,), TOUS)),
        refus="parle de plusieurs mois",
    )
    yield Scene(
        "grille_sur_deux_mois.xlsx",
        "du 26 au 25, sans dates entières",
        simple(
            "Paie octobre 2026",
            ("Salarié", *range(26, 31), *range(1, 26)),
            (ZOE, *[7] * 30),
        ),
        refus="les jours vont d’un mois à l’autre",
    )
    yield Scene(
        "grille_trente_et_un_novembre.xlsx",
        "une colonne 31 remplie en novembre",
        simple(
            "Novembre 2026",
            nus,
            (ZOE, 7, *[""] * 29, 7),
        ),
        (vrai(2, ZOE, date(2026, 11, 1), 420), refusee(2, "n'existe pas dans le calendrier")),
        genre="jours_en_colonnes",
    )


@scenes
def cellules() -> Iterator[Scene]:
    """Codes, totals and merged cells in a month."""
    grille: dict[str, Any] = {"genre": "jours_en_colonnes"}
    codes = {1: 7, 2: "CP", 5: "3h30 CP3h30", 6: "AM", 7: "-", 8: "F7", 9: "x", 12: "7h"}
    yield Scene(
        "grille_codes.xlsx",
        "CP, F7, demi-journées, un code inconnu, une croix",
        simple("Feuil1", TITRE, ("Salarié", *JOURS), rangee((ZOE,), codes)),
        (
            vrai(3, ZOE, le(1), 420),
            vrai(3, ZOE, le(2), None, "CONGE_PAYE", code="CP"),
            vrai(3, ZOE, le(5), 210),
            vrai(3, ZOE, le(5), 210, "CONGE_PAYE"),
            refusee(3, "« AM » est un code inconnu", colonne="G"),
            vrai(3, ZOE, le(8), 420, "FORMATION"),
            refusee(3, "ne dit pas combien", colonne="J"),
            vrai(3, ZOE, le(12), 420),
        ),
        **grille,
        conversions={"ods": {}},
    )
    trois = {5: 7, 6: 7.5, 7: 6}
    sommes = {5: 14, 6: 15, 7: 12}
    juste = (
        TITRE,
        ("Salarié", *JOURS, "Total"),
        rangee((ZOE,), trois, 20.5),
        rangee((KARIM,), trois, 20.5),
        rangee(("TOTAL",), sommes, 41),
    )
    deux = [
        *(vrai(3, ZOE, le(j), int(h * 60)) for j, h in trois.items()),
        *(vrai(4, KARIM, le(j), int(h * 60)) for j, h in trois.items()),
    ]
    yield Scene(
        "grille_totaux_justes.xlsx",
        "totaux par personne et par jour, justes",
        simple("Feuil1", *juste),
        deux,
        remarques=["Lignes de total non importées : 5"],
        **grille,
        conversions={"ods": {}},
    )
    yield Scene(
        "grille_totaux_faux.xlsx",
        "un total de ligne et un total de colonne faux",
        simple(
            "Feuil1",
            *juste[:2],
            rangee((ZOE,), trois, 21.5),
            juste[3],
            rangee(("Total jour",), sommes | {6: 16}, 41),
        ),
        deux,
        remarques=["Lignes de total non importées : 5", "AG3 : le total écrit", "G5 : le total"],
        **grille,
    )
    yield Scene(
        "grille_cp_fusionne.xlsx",
        "CP fusionné du lundi au vendredi ; 7 h fusionnées sur deux jours",
        simple(
            "Feuil1",
            TITRE,
            ("Salarié", *JOURS),
            rangee((ZOE,), {12: 7}),
            rangee((KARIM,), {12: 7}),
            fusions=((2, 5, 2, 9, "CP"), (3, 5, 3, 6, 7)),
        ),
        (
            *(vrai(3, ZOE, le(j), None, "CONGE_PAYE", code="CP") for j in range(5, 10)),
            vrai(3, ZOE, le(12), 420),
            refusee(4, "fusionnée", colonne="F"),
            refusee(4, "fusionnée", colonne="G"),
            vrai(4, KARIM, le(12), 420),
        ),
        **grille,
        conversions={"ods": {}},
    )
    yield Scene(
        "grille_client_et_personne.xlsx",
        "client × personne, le client fusionné sur ses lignes",
        simple(
            "Feuil1",
            TITRE,
            ("Client", "Salarié", *JOURS),
            rangee(("", ZOE), {5: 2}),
            rangee(("", KARIM), {5: 3}),
            rangee(("M. Fictif", ZOE), {6: 1.5}),
            fusions=((2, 0, 3, 0, "Mairie d’Essai"),),
        ),
        (
            vrai(3, ZOE, le(5), 120, lieu="Mairie d’Essai"),
            vrai(4, KARIM, le(5), 180, lieu="Mairie d’Essai"),
            vrai(5, ZOE, le(6), 90, lieu="M. Fictif"),
        ),
        **grille,
        conversions={"ods": {}},
    )
    yield Scene(
        "grille_jour_masque.xlsx",
        "une colonne de jour masquée, une ligne masquée",
        simple(
            "Feuil1",
            TITRE,
            ("Salarié", *JOURS),
            rangee((ZOE,), {5: 7, 6: 7}),
            rangee((KARIM,), {5: 6}),
            colonnes_masquees=(6,),
            lignes_masquees=(3,),
        ),
        (
            vrai(3, ZOE, le(5), 420, masquee=False),
            vrai(3, ZOE, le(6), 420, masquee=True),
            vrai(4, KARIM, le(5), 360, masquee=True),
        ),
        remarques=["masquées : 2, à vérifier"],
        **grille,
        conversions={"ods": {}},
    )


@scenes
def semaines() -> Iterator[Scene]:
    """Monday to Sunday, one block per week."""
    noms = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")
    entete = ("Salarié", *noms, "Total")
    yield Scene(
        "semaines_numerotees.xlsx",
        "un bloc par semaine, avec son numéro, et son total",
        simple(
            "Octobre 2026",
            ("Semaine 41",),
            entete,
            (ZOE, 7, 7, "", 7, 7, "", "", 28),
            (KARIM, 3.5, "", "", "", "", "", "", 3.5),
            (),
            ("Semaine 42",),
            entete,
            (ZOE, 7, "CP", 7, 7, 7, "", "", 28),
        ),
        (
            *(vrai(3, ZOE, le(j), 420) for j in (5, 6, 8, 9)),
            vrai(4, KARIM, le(5), 210),
            vrai(8, ZOE, le(12), 420),
            vrai(8, ZOE, le(13), None, "CONGE_PAYE", code="CP"),
            *(vrai(8, ZOE, le(j), 420) for j in (14, 15, 16)),
        ),
        genre="semaines",
        conversions={"ods": {}},
    )
    yield Scene(
        "semaine_du_au.csv",
        "« du 05/10/2026 au 11/10/2026 »",
        texte(
            ("Feuille d’heures", "du 05/10/2026 au 11/10/2026"),
            ("Nom Prénom", *(n[:3] for n in noms)),
            (ZOE, "7h30", "7h", "", "", "3,5", "", ""),
        ),
        (
            vrai(3, ZOE, le(5), 450),
            vrai(3, ZOE, le(6), 420),
            vrai(3, ZOE, le(9), 210),
        ),
        genre="semaines",
    )
    yield Scene(
        "semaine_inconnue.csv",
        "du lundi au vendredi, mais quelle semaine ?",
        texte(("Nom Prénom", *noms), (ZOE, 7, 7, 7, 7, 7, "", "")),
        refus="de quelle semaine",
    )


@scenes
def une_par_mois() -> Iterator[Scene]:
    """A tab per month, in the year's workbook."""
    nus = ("Salarié", *range(1, 31))
    yield Scene(
        "grille_annee_2026.xlsx",
        "un onglet par mois, l’année dans le nom du fichier",
        classeur(
            Onglet("Septembre", (nus, (ZOE, 7, 7))),
            Onglet("Octobre", (nus, (ZOE, 7, 7.5), (AWA, "", 6))),
        ),
        (
            vrai(2, ZOE, MOIS.replace(month=9, day=1), 420, feuille="Septembre"),
            vrai(2, ZOE, MOIS.replace(month=9, day=2), 420, feuille="Septembre"),
            vrai(2, ZOE, le(1), 420, feuille="Octobre"),
            vrai(2, ZOE, le(2), 450, feuille="Octobre"),
            vrai(3, AWA, le(2), 360, feuille="Octobre"),
        ),
        genre="jours_en_colonnes",
        conversions={"ods": {}},
    )
