"""A sheet per person or per client; and files that are no sheets of hours."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

from tests.heures.tableurs.outils import (
    KARIM,
    ZOE,
    Onglet,
    Scene,
    classeur,
    le,
    refusee,
    scenes,
    simple,
    texte,
    vrai,
)


@scenes
def personnes() -> Iterator[Scene]:
    """The sheet is somebody's."""
    entete = ("Date", "Heures", "Chantier")
    yield Scene(
        "une_feuille_par_personne.xlsx",
        "le nom sur l’onglet, une feuille récapitulative à côté",
        classeur(
            Onglet("Récap", (("Salarié", "Total"), (ZOE, 14.5), (KARIM, 6))),
            Onglet("EXEMPLE Zoé", (entete, (le(5), 7, "Parc"), (le(6), 7.5, "Parc"))),
            Onglet("MODÈLE Karim oct", (entete, (le(5), 6, ""), ("Total", 6, ""))),
        ),
        (
            vrai(2, ZOE, le(5), 420, feuille="EXEMPLE Zoé", lieu="Parc"),
            vrai(3, ZOE, le(6), 450, feuille="EXEMPLE Zoé", lieu="Parc"),
            vrai(2, KARIM, le(5), 360, feuille="MODÈLE Karim oct"),
        ),
        genre="une_feuille_par_personne",
        remarques=["Feuilles non lues : Récap", "Lignes de total non importées : 3"],
        conversions={"ods": {}},
    )
    yield Scene(
        "fiche_de_presence.xlsx",
        "« Salarié : … », « Mois : … », jours 1 à 31, arrivée et départ",
        simple(
            "Feuil1",
            ("FEUILLE DE PRÉSENCE",),
            ("Salarié :", ZOE, "", "Mois :", "octobre 2026"),
            ("Chantier : Parc des Essais",),
            (),
            ("Jour", "Arrivée", "Départ", "Pause", "Total"),
            (1, time(8), time(16), time(1), 7),
            (2, time(8), time(12), "", 4),
            (3, "", "", "", ""),
            (5, "8h30", "17h", "1h", "7,5"),
            ("Total", "", "", "", 18.5),
            ("Signature du salarié",),
        ),
        (
            vrai(6, ZOE, le(1), 420, lieu="Parc des Essais"),
            vrai(7, ZOE, le(2), 240, lieu="Parc des Essais"),
            vrai(9, ZOE, le(5), 450, lieu="Parc des Essais"),
        ),
        genre="une_feuille_par_personne",
        remarques=["Lignes de total non importées : 10", "est vide : 1"],
        conversions={"ods": {}},
    )
    yield Scene(
        "fiche_nom_prenom.csv",
        "nom et prénom dans deux cases du titre",
        texte(
            ("Nom", "EXEMPLE"),
            ("Prénom", "Zoé"),
            ("Mois", "10/2026"),
            (),
            ("Jour", "Nb heures"),
            ("lundi 5", "7h"),
            ("mardi 6", "7h30"),
            ("mercredi 6", "7h30"),
        ),
        (
            vrai(6, ZOE, le(5), 420),
            vrai(7, ZOE, le(6), 450),
            refusee(8, "le 06/10/2026 est un mardi"),
        ),
        genre="une_feuille_par_personne",
    )
    yield Scene(
        "fiche_sans_nom.xlsx",
        "personne n’est nommé",
        simple("Feuil1", ("Date", "Heures"), (le(5), 7)),
        refus="« matricule » (ou « nom »",
    )


@scenes
def clients() -> Iterator[Scene]:
    """The sheet is a client's."""
    entete = ("Salarié", "Date", "Heures")
    yield Scene(
        "une_feuille_par_client.xlsx",
        "le client sur l’onglet",
        classeur(
            Onglet("Mairie d’Essai", (entete, (ZOE, le(5), 3), (KARIM, le(5), 2))),
            Onglet("M. Fictif", (entete, (ZOE, le(6), 1.5))),
        ),
        (
            vrai(2, ZOE, le(5), 180, feuille="Mairie d’Essai", lieu="Mairie d’Essai"),
            vrai(3, KARIM, le(5), 120, feuille="Mairie d’Essai", lieu="Mairie d’Essai"),
            vrai(2, ZOE, le(6), 90, feuille="M. Fictif", lieu="M. Fictif"),
        ),
        genre="une_feuille_par_client",
        conversions={"ods": {}},
    )
    yield Scene(
        "releve_de_mise_a_disposition.xlsx",
        "« Client : … », numéro de contrat de mise à disposition dans le titre",
        simple(
            "Relevé",
            ("RELEVÉ D’HEURES",),
            ("Client :", "Mairie d’Essai"),
            (),
            entete,
            (ZOE, le(5), 3),
            ("Total", "", 3),
        ),
        [vrai(5, ZOE, le(5), 180, lieu="Mairie d’Essai")],
        genre="une_feuille_par_client",
        remarques=["Lignes de total non importées : 6"],
    )


@scenes
def autres_fichiers() -> Iterator[Scene]:
    """What is no sheet of hours."""
    bon = simple("Heures", ("Salarié", "Date", "Heures"), (ZOE, le(5), 7))
    yield Scene("vide.csv", "un fichier vide", b"\r\n\r\n", refus="Le fichier est vide")
    yield Scene("classeur_vide.xlsx", "un classeur vide", simple("Feuil1"), refus="est vide")
    # Encrypted once (« essai »): what encrypts is no dependency of ours.
    protege = (Path(__file__).parent / "protege.xlsx").read_bytes()
    yield Scene("mot_de_passe.xlsx", "protégé", protege, refus="protégé par un mot de passe")
    yield Scene("tronque.xlsx", "copié à moitié", bon[: len(bon) // 2], refus="abîmé")
    yield Scene("image.csv", "une image renommée", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", refus="ni un")
    yield Scene(
        "page_web.xls",
        "une page web enregistrée sous .xls par un logiciel de paie",
        b"<html><table><tr><td>Nom</td><td>Heures</td></tr></table></html>",
        refus="page web",
    )
    yield Scene(
        "en_tete_seul.xlsx",
        "le modèle, jamais rempli",
        simple("Heures", ("Salarié", "Date", "Heures"), (ZOE, le(5), "")),
        refus="Aucune heure",
    )
    yield Scene(
        "cellule_au_bout_du_monde.xlsx",
        "une cellule remplie par erreur en colonne XFA",
        classeur(Onglet("Heures", (("Salarié", "Date", "Heures"), (*("",) * 16_380, 1)))),
        refus="très loin des autres",
    )
