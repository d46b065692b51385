"""Texts with separators: what Excel, LibreOffice, payrolls and time clocks export."""

from collections.abc import Iterator
from datetime import date

from tests.heures.tableurs.outils import AWA, KARIM, ZOE, Scene, le, refusee, scenes, texte, vrai

ENTETE = ("Nom", "Prénom", "Jour", "Heures")
CORPS = (("EXEMPLE", "Zoé", "05/10/2026", "7,5"), ("MODÈLE", "Karim", "05/10/2026", "7"))
LUES = (vrai(2, ZOE, le(5), 450), vrai(3, KARIM, le(5), 420))


@scenes
def codages() -> Iterator[Scene]:
    """The same sheet, in every encoding and with every separator."""
    for nom, codage in (
        ("utf8", "utf-8"),
        ("utf8_bom", "utf-8-sig"),
        ("latin1", "cp1252"),
        ("utf16", "utf-16"),
    ):
        yield Scene(f"{nom}.csv", f"codage {codage}", texte(ENTETE, *CORPS, codage=codage), LUES)
    for nom, separateur in (("tabulations.txt", "\t"), ("barres.csv", "|")):
        contenu = texte(ENTETE, *CORPS, separateur=separateur)
        yield Scene(nom, f"séparateur {separateur!r}", contenu, LUES)
    yield Scene(
        "mojibake.csv",
        "UTF-8 relu en Windows-1252 puis enregistré",
        texte(ENTETE, *CORPS).decode("cp1252", "replace").encode(),
        (vrai(2, ZOE, le(5), 450), {"numero": 3, "minutes": 420, "jour": "2026-10-05"}),
    )
    yield Scene(
        "sep_annonce.csv",
        "« sep=; » en première ligne, pour Excel",
        b"sep=;\r\n" + texte(ENTETE, *CORPS, codage="cp1252"),
        (vrai(3, ZOE, le(5), 450), vrai(4, KARIM, le(5), 420)),
    )
    yield Scene(
        "fins_de_ligne_mac.csv",
        "fins de ligne d’un vieux Mac, lignes vides",
        texte(ENTETE, (), *CORPS, (), fin="\r"),
        (vrai(3, ZOE, le(5), 450), vrai(4, KARIM, le(5), 420)),
    )


@scenes
def separateurs_et_guillemets() -> Iterator[Scene]:
    """Commas inside figures, quotes, separators at the end of lines."""
    yield Scene(
        "virgules_guillemets.csv",
        "séparé par des virgules, « 7,5 » entre guillemets",
        texte(ENTETE, ("EXEMPLE", "Zoé", "05/10/2026", '"7,5"'), CORPS[1], separateur=","),
        LUES,
    )
    yield Scene(
        "virgules_sans_guillemets.csv",
        "séparé par des virgules, « 7,5 » sans guillemets : 5 tombe dans la colonne d’après",
        texte((*ENTETE, "Chantier"), (*CORPS[0], "Parc"), (*CORPS[1], "Parc"), separateur=","),
        (
            refusee(2, "plus de cellules que l’en-tête"),
            vrai(3, KARIM, le(5), 420, lieu="Parc"),
        ),
    )
    yield Scene(
        "points_virgules_en_trop.csv",
        "; en fin de ligne, comme beaucoup d’exports",
        texte((*ENTETE, ""), *((*c, "", "") for c in CORPS)),
        LUES,
    )
    yield Scene(
        "cellule_sur_deux_lignes.csv",
        "un retour à la ligne dans une cellule",
        texte(
            (*ENTETE, "Lieu"),
            ('"EXEMPLE"', "Zoé", "05/10/2026", "7,5", '"Parc\ndes Essais"'),
            CORPS[1],
        ),
        (vrai(3, ZOE, le(5), 450, lieu="Parc des Essais"), vrai(4, KARIM, le(5), 420)),
    )
    yield Scene(
        "guillemets_ouverts.csv",
        "un guillemet jamais refermé",
        texte(ENTETE, ("EXEMPLE", "Zoé", "05/10/2026", '"7,5')),
        refus="guillemets mal fermés",
    )
    yield Scene(
        "espaces.csv",
        "espaces en trop, insécables, dans l’en-tête et les cellules",
        texte(
            (" Nom ", "Prénom\u00a0", " JOUR", "Nb\u00a0heures "),
            ("  EXEMPLE", "Zoé ", " 05/10/2026 ", " 7,5\u00a0"),
            ("MODÈLE", "\u202fKarim", "05/10/2026\u00a0", "7\u202fh\u202f00"),
        ),
        LUES,
    )


@scenes
def numeros() -> Iterator[Scene]:
    """Matricules a spreadsheet spoilt, or that somebody protected."""
    entete = ("Matricule", "Date", "Nb heures")
    yield Scene(
        "matricule_scientifique.csv",
        "SIRET ou matricule devenu 4,99E+13",
        texte(entete, ("4,99E+13", le(5), "7,5"), ("4.99E+13", le(6), "7"), ("0045", le(7), 7)),
        (
            refusee(2, "perdu des chiffres"),
            refusee(3, "perdu des chiffres"),
            vrai(4, "0045", le(7), 420),
        ),
    )
    yield Scene(
        "matricule_protege.csv",
        'zéros protégés par ="00123" ou par une apostrophe',
        texte(entete, ('="00123"', le(5), "7,5"), ("'00124", le(5), "7")),
        (vrai(2, "00123", le(5), 450), vrai(3, "00124", le(5), 420)),
    )
    yield Scene(
        "matricule_zeros_perdus.csv",
        "00123 enregistré 123 : lu tel quel, signalé",
        texte(entete, ("123", le(5), "7,5"), ("M12", le(5), "7")),
        (
            vrai(2, "123", le(5), 450, zeros_perdus=True),
            vrai(3, "M12", le(5), 420, zeros_perdus=False),
        ),
    )


@scenes
def dates() -> Iterator[Scene]:
    """Dates of every writing, and those nobody can be sure of."""
    entete = ("Salarié", "Date", "Heures")
    ecrites = (
        ("05/10/26", 5),
        ("6/10/2026", 6),
        ("7.10.2026", 7),
        ("08-10-26", 8),
        ("2026-10-09", 9),
        ("2026-10-12T00:00:00", 12),
        ("2026-10-13 08:00:00", 13),
        ("lundi 19 octobre 2026", 19),
        ("mar. 20 oct. 2026", 20),
        ("21-oct-26", 21),
        ("46317", 22),
        ("20261023", 23),
    )
    yield Scene(
        "dates_de_toutes_sortes.csv",
        "jj/mm/aa, ISO, en lettres, numéro de série, dans la même colonne",
        texte(entete, *((ZOE, ecrite, 7) for ecrite, _jour in ecrites)),
        [vrai(n, ZOE, le(jour), 420) for n, (_e, jour) in enumerate(ecrites, start=2)],
    )
    yield Scene(
        "dates_ambigues.csv",
        "05/10/26 et 06/10/26 : rien ne dit l’ordre, on lit à la française",
        texte(entete, (ZOE, "05/10/26", 7), (KARIM, "06/10/26", 7)),
        (vrai(2, ZOE, le(5), 420), vrai(3, KARIM, le(6), 420)),
    )
    yield Scene(
        "dates_americaines.csv",
        "mois/jour/année dans toute la colonne",
        texte(entete, (ZOE, "10/05/2026", 7), (KARIM, "10/15/2026", 7), (AWA, "10/26/2026", 7)),
        [refusee(n, "à l’américaine") for n in (2, 3, 4)],
    )
    yield Scene(
        "dates_sans_annee.csv",
        "5/10 sans année, et rien pour la dire",
        texte(entete, (ZOE, "5/10", 7)),
        [refusee(2, "l’année manque")],
    )
    yield Scene(
        "dates_sans_annee_octobre_2026.csv",
        "5/10 sans année, le nom du fichier dit octobre 2026",
        texte(entete, (ZOE, "5/10", 7), (KARIM, "6 oct.", 7), (AWA, "7", 7)),
        (vrai(2, ZOE, le(5), 420), vrai(3, KARIM, le(6), 420), vrai(4, AWA, le(7), 420)),
    )
    yield Scene(
        "dates_impossibles.csv",
        "31 septembre, mauvais jour de semaine, date d’un autre siècle",
        texte(
            entete,
            (ZOE, "31/09/2026", 7),
            (ZOE, "mardi 5 octobre 2026", 7),
            (ZOE, "05/10/0026", 7),
            (ZOE, "", 7),
            (ZOE, "semaine 41", 7),
        ),
        (
            refusee(2, "n'existe pas dans le calendrier"),
            refusee(3, "le 05/10/2026 est un lundi"),
            refusee(4, "vérifiez l’année"),
            refusee(5, "le jour manque"),
            refusee(6, "n'est pas une date"),
        ),
    )


@scenes
def durees() -> Iterator[Scene]:
    """Hours of every writing, and what is no hour."""
    entete = ("Matricule", "Jour", "Heures")
    bonnes = (
        ("7,5", 450),
        ("7.5", 450),
        ("7h30", 450),
        ("7h", 420),
        ("7 h 30", 450),
        ("7:30:00", 450),
        ("07:30", 450),
        ("7H30", 450),
        ("7,5 h", 450),
        ("7h30min", 450),
        ("450 min", 450),
        ("7 heures", 420),
        ("0", 0),
        ("24:00", 1440),
    )
    yield Scene(
        "durees_de_toutes_sortes.csv",
        "7,5 7.5 7h30 7h 7 h 30 7:30:00 450 min",
        texte(entete, *(("M1", le(n), ecrite) for n, (ecrite, _m) in enumerate(bonnes, start=1))),
        [vrai(n + 1, "M1", le(n), m) for n, (_e, m) in enumerate(bonnes, start=1)],
    )
    mauvaises = (
        ("-7", "n'est pas négative"),
        ("25", "une journée en a 24"),
        ("31:00", "une journée en a 24"),
        ("7h75", "n'est pas un nombre d'heures"),
        ("7,33", "minutes entières"),
        ("x", "ne dit pas combien"),
        ("AM", "code inconnu"),
        ("=7+1", "formule jamais calculée"),
        ("#REF!", "erreur de formule"),
        ("31,25 %", "n'est pas un nombre"),
        ("1E+02", "n'est pas un nombre"),
        ("VRAI", "ne dit pas combien"),
        ("7;5".replace(";", "/"), "n'est pas un nombre"),
    )
    yield Scene(
        "durees_refusees.csv",
        "négatif, plus de 24 h, croix, code inconnu, formule, erreur, pourcentage",
        texte(entete, *(("M1", le(n), e) for n, (e, _p) in enumerate(mauvaises, start=1))),
        [refusee(n, phrase) for n, (_e, phrase) in enumerate(mauvaises, start=2)],
    )
    yield Scene(
        "rien.csv",
        "« - », « / », « néant », « RAS » : pas d’heures",
        texte(
            entete,
            *(("M1", le(n), e) for n, e in enumerate(("-", "/", "néant", "RAS", "", "—"), 1)),
            ("M1", le(9), "7"),
        ),
        [vrai(8, "M1", le(9), 420)],
        remarques=["colonne « heures » est vide : 6"],
    )
    yield Scene(
        "fractions_de_jour.csv",
        "heures d’Excel perdues en nombres : 0,3125 est 7h30, mais 0,25 et 0,5 ?",
        texte(entete, ("M1", le(1), "0,3125"), ("M1", le(2), "0,25"), ("M1", le(5), "0,5")),
        [refusee(n, "fractions de jour") for n in (2, 3, 4)],
    )
    yield Scene(
        "minutes_au_point.csv",
        "7,30 pour 7h30 ? Lu 7 h 18, et dit",
        texte(entete, ("M1", le(1), "7,30"), ("M1", le(2), "6,15"), ("M1", le(5), "7")),
        (vrai(2, "M1", le(1), 438), vrai(3, "M1", le(2), 369), vrai(4, "M1", le(5), 420)),
        remarques=["écrivez 7h30"],
    )
    yield Scene(
        "natures.csv",
        "natures en mots et en codes, et une inconnue",
        texte(
            ("Matricule", "Jour", "Motif", "Heures"),
            ("M1", date(2026, 10, 1), "Congés payés", 7),
            ("M1", date(2026, 10, 2), "CP", 7),
            ("M1", date(2026, 10, 5), "formation", 7),
            ("M1", date(2026, 10, 6), "", 7),
            ("M1", date(2026, 10, 7), "maladie", 7),
        ),
        (
            vrai(2, "M1", le(1), 420, "CONGE_PAYE"),
            vrai(3, "M1", le(2), 420, "CONGE_PAYE"),
            vrai(4, "M1", le(5), 420, "FORMATION"),
            vrai(5, "M1", le(6), 420),
            refusee(6, "nature inconnue"),
        ),
    )


@scenes
def entetes() -> Iterator[Scene]:
    """Headers missing, doubled, repeated at each printed page."""
    yield Scene(
        "entete_en_double.csv",
        "deux colonnes « Heures »",
        texte((*ENTETE, "Heures"), (*CORPS[0], "8")),
        refus="« heures » est en double",
    )
    yield Scene(
        "sans_entete.csv",
        "pas d’en-tête du tout",
        texte(*CORPS),
        refus="Il manque l'en-tête",
    )
    yield Scene(
        "sans_colonne_d_heures.csv",
        "la colonne des heures manque",
        texte(("Nom", "Prénom", "Date"), ("EXEMPLE", "Zoé", le(5))),
        refus="la colonne « heures » manque",
    )
    yield Scene(
        "entete_repete.csv",
        "l’en-tête revient à chaque page imprimée",
        texte(ENTETE, CORPS[0], (), ENTETE, CORPS[1]),
        (vrai(2, ZOE, le(5), 450), vrai(5, KARIM, le(5), 420)),
    )
    yield Scene(
        "nuit.csv",
        "départ avant l’arrivée : une nuit ?",
        texte(
            ("Nom Prénom", "Date", "Arrivée", "Départ", "Pause"),
            (ZOE, le(5), "22h", "6h", "0:30"),
            (KARIM, le(5), "8h00", "16h30", "45"),
            (AWA, le(5), "9:00", "", ""),
        ),
        (
            refusee(2, "le départ est avant l’arrivée"),
            vrai(3, KARIM, le(5), 465),
            refusee(4, "l’heure manque"),
        ),
    )
    yield Scene(
        "total_muet.csv",
        "une dernière ligne sans nom, qui est la somme",
        texte(("Salarié", "Date", "Heures"), (ZOE, le(5), 7), (KARIM, le(5), 8), ("", "", 15)),
        (vrai(2, ZOE, le(5), 420), vrai(3, KARIM, le(5), 480)),
        remarques=["Lignes de total non importées : 4"],
    )
    yield Scene(
        "nom_oublie.csv",
        "un nom oublié au milieu : jamais celui du dessus",
        texte(
            ("Salarié", "Date", "Heures"),
            (ZOE, le(5), 7),
            (ZOE, le(6), 7),
            ("", le(7), 6),
            (KARIM, le(5), 8),
        ),
        (
            vrai(2, ZOE, le(5), 420),
            vrai(3, ZOE, le(6), 420),
            vrai(4, "", le(7), 360),
            vrai(5, KARIM, le(5), 480),
        ),
    )
