"""Invented people: surnames are words of the hedgerow and -EXEMPLE, so nobody bears them."""

from random import Random

from etrier.parcours.enums import Civilite

_MOTS = """
    ALOUETTE AUBEPINE BELETTE BERGERONNETTE BLAIREAU BLEUET BOUVREUIL BRUYERE BUISSON CAILLE
    CAMPANULE CAPUCINE CHARDON CHENE CHEVREUIL CHOUETTE CIGALE CIGOGNE COCCINELLE COLOMBE
    COQUELICOT CORNOUILLER CRECERELLE CRESSON CROCUS CYGNE DAIM DIGITALE ECUREUIL EGLANTINE
    EPERVIER ERABLE ETOURNEAU FAUVETTE FENOUIL FOUGERE FOUINE FRAMBOISE FRELON FRENE FURET GENET
    GENTIANE GERANIUM GIROLLE GRENOUILLE GRILLON GRIVE GROSEILLE HERISSON HERMINE HERON HETRE
    HIBOU HIRONDELLE HOUX IRIS JACINTHE JONQUILLE LAURIER LAVANDE LEZARD LIBELLULE LIERRE LILAS
    LISERON LOUTRE LUCIOLE MARGUERITE MARTRE MELEZE MERISIER MERLE MESANGE MIMOSA MIRABELLE MOUETTE
    MOUSSE MUGUET MULOT MURIER MYOSOTIS MYRTILLE NARCISSE NOISETIER NOYER ORME ORTIE OSEILLE
    PAQUERETTE PENSEE PERDRIX PERVENCHE PEUPLIER PIMPRENELLE PINSON PISSENLIT PIVOINE PLATANE
    PRIMEVERE PRUNELLIER RENARD RENONCULE ROITELET ROMARIN RONCE ROSEAU ROUGEGORGE SAPIN SARCELLE
    SAUGE SAULE SAUTERELLE SERINGAT SORBIER SUREAU TAUPE TILLEUL TOURNESOL TREFLE TROENE TULIPE
    VANNEAU VERVEINE VIOLETTE
"""
_FEMININS = """
        Adèle Aïcha Aminata Anaïs Andréa Awa Béatrice Brigitte Camille Chloé Claire Corinne Djamila
        Élodie Fanny Fatima Fatoumata Florence Françoise Hawa Inès Isabelle Jeanne Jessica Karima
        Laetitia Leïla Louise Lucie Maria Martine Mélanie Nadia Natacha Olga Patricia Rachida Rosa
        Sabrina Samira Sandrine Sonia Sylvie Thérèse Yasmina Zohra
"""
_MASCULINS = """
        Abdel Adama Alain Alexandre Ali Antoine Bakary Bernard Bilal Christophe Daniel David Dylan
        Éric Fabrice Farid Franck Georges Gilles Hassan Hugo Idriss Ibrahim Jacques Jean Jérémy
        Jonathan Jules Karim Kévin Lamine Laurent Loïc Luc Malik Marc Mehdi Michel Mohamed Moussa
        Nicolas Omar Pascal Patrick Rachid Samuel Sébastien Thierry Yann Youssef
"""
MOTS = tuple(_MOTS.split())
PRENOMS = {Civilite.MME: tuple(_FEMININS.split()), Civilite.M: tuple(_MASCULINS.split())}
SUFFIXE = "-EXEMPLE"

Identite = tuple[Civilite, str, str]


def identites(hasard: Random, nombre: int) -> list[Identite]:
    """So many distinct people: civility, surname, first name. Two may share a surname."""
    mots = list(MOTS)
    hasard.shuffle(mots)
    vues: set[tuple[str, str]] = set()
    trouvees: list[Identite] = []
    while len(trouvees) < nombre:
        civilite = hasard.choice((Civilite.MME, Civilite.M))
        nom = mots[len(trouvees) % len(mots)] + SUFFIXE
        prenom = hasard.choice(PRENOMS[civilite])
        if (nom, prenom) not in vues:
            vues.add((nom, prenom))
            trouvees.append((civilite, nom, prenom))
    return trouvees
