"""Invoices of fictitious people, one of each kind one meets: shown by the guide, read by the
tests, printed by the bench."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from etrier.droit.arrondis import demi_haut
from etrier.facturation.contenu import (
    FactureEcrite,
    HeureEcrite,
    LigneEcrite,
    Partie,
    SapEcrite,
    TvaEcrite,
)

LE, ECHEANCE = date(2026, 11, 2), date(2026, 12, 2)
DEBUT, FIN = date(2026, 10, 1), date(2026, 10, 31)
IBAN = "FR7699999000000000000000130"
MENTION_AI = "TVA non applicable : exonération, article 261, 7-1° bis du CGI"
# What `factures.mentions` writes for each kind of client when the structure settled nothing.
_INDEMNITE = (
    "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40,00\u00a0€"
)
_SANS_ESCOMPTE = ("AAB", "Pas d'escompte pour paiement anticipé.")
PROFESSIONNELS = (
    ("PMT", f"{_INDEMNITE} (article D441-5 du code de commerce)."),
    (
        "PMD",
        "Pénalités de retard : taux de la Banque centrale européenne à son opération de "
        "refinancement la plus récente, majoré de 10 points (article L441-10 du code de commerce).",
    ),
    _SANS_ESCOMPTE,
    ("BAR", "B2B"),
)
PUBLICS = (
    ("PMT", f"{_INDEMNITE} (article D2192-35 du code de la commande publique)."),
    (
        "PMD",
        "Intérêts moratoires : taux de la Banque centrale européenne à ses opérations principales "
        "de refinancement, au premier jour du semestre, majoré de 8 points (article R2192-31 du "
        "code de la commande publique).",
    ),
    _SANS_ESCOMPTE,
    ("BAR", "B2B"),
)
PARTICULIERS = (
    ("PMT", "Indemnité forfaitaire de recouvrement : sans objet, client non professionnel."),
    ("PMD", "Pénalités de retard : sans objet, client non professionnel."),
    _SANS_ESCOMPTE,
    ("BAR", "B2C"),
)

AI = Partie(
    nom="Coup de main du Pas-Commun",
    adresse="12 rue des Essais",
    code_postal="59500",
    commune="Douai",
    siren="000000018",
    siret="00000001800014",
    forme_juridique="Association loi 1901",
    immatriculation="RNA W590000000",
    telephone="03 00 00 00 00",
    courriel="compta@exemple.test",
)
EI = replace(
    AI, nom="Bâtir au Pas-Commun", numero_tva="FR00000000018", forme_juridique="SARL au capital 1 €"
)
PARTICULIER = Partie(
    nom="Mme Odile EXEMPLE",
    adresse="3 allée des Modèles",
    code_postal="59500",
    commune="Douai",
    nature="particulier",
)
ENTREPRISE = Partie(
    nom="Menuiserie Modèle",
    adresse="8 zone des Exemples",
    code_postal="59500",
    commune="Douai",
    siren="000000026",
    siret="00000002600017",
    numero_tva="FR00000000026",
    nature="entreprise",
)
VILLE = Partie(
    nom="Ville d’Exemple-sur-Scarpe",
    adresse="Place de la Mairie",
    code_postal="59500",
    commune="Exemple-sur-Scarpe",
    siren="000000034",
    siret="00000003400011",
    code_service="ESPACES-VERTS",
    nature="collectivite",
)


def _heures(
    rang: int,
    libelle: str,
    prix: int,
    minutes: int,
    tva: tuple[str, int] = ("exonere", 0),
    **suite: Any,
) -> LigneEcrite:
    ht = demi_haut(prix * minutes, 60)
    return LigneEcrite(rang, libelle, "heure", prix, *tva, ht, minutes=minutes, **suite)


def _facture(lignes: tuple[LigneEcrite, ...], **suite: Any) -> FactureEcrite:
    """The invoice of these lines; its VAT follows from them."""
    bases: dict[tuple[str, int], int] = {}
    for x in lignes:
        cle = (x.regime_tva, x.taux_tva_pour_dix_mille)
        bases[cle] = bases.get(cle, 0) + x.ht_centimes
    tva = tuple(
        TvaEcrite(r, t, base, demi_haut(base * t, 10_000), "" if t else MENTION_AI)
        for (r, t), base in bases.items()
    )
    ht, somme = sum(bases.values()), sum(x.tva_centimes for x in tva)
    champs: dict[str, Any] = {
        "genre": "facture",
        "numero": "F2026-00012",
        "emise_le": LE,
        "echeance": ECHEANCE,
        "debut": DEBUT,
        "fin": FIN,
        "moyen": "virement",
        "iban": IBAN,
        "bic": "EXMPFRPP",
        "ht_centimes": ht,
        "tva_centimes": somme,
        "ttc_centimes": ht + somme,
    }
    return FactureEcrite(lignes=lignes, tva=tva, **champs | suite)


def particulier() -> FactureEcrite:
    """AI: housework and gardening at somebody's home, exempt, with what SAP asks."""
    return _facture(
        (
            _heures(1, "Entretien de la maison", 2450, 720, activite_sap="menage"),
            _heures(2, "Petits travaux de jardinage", 2680, 200, activite_sap="jardinage"),
            LigneEcrite(
                3,
                "Déplacements",
                "unite",
                350,
                "exonere",
                0,
                1750,
                quantite_milliemes=5000,
                activite_sap="menage",
            ),
        ),
        emetteur=AI,
        destinataire=PARTICULIER,
        sap=SapEcrite("SAP000000018", date(2025, 1, 1), "SAP000000018", date(2025, 3, 1)),
        mentions=PARTICULIERS,
        annexe=(
            *(HeureEcrite(date(2026, 10, n), "Maison", 180, "M0012", True) for n in (2, 9, 16, 23)),
            HeureEcrite(date(2026, 10, 14), "Jardin", 200, "M0047", True),
        ),
    )


def entreprise() -> FactureEcrite:
    """EI: works at two rates, units, for a company, on an accepted quote."""
    return _facture(
        (
            _heures(1, "Peinture des bureaux", 3890, 7820, tva=("normal", 2000), note="2e étage"),
            _heures(2, "Isolation des combles", 4120, 2100, tva=("reduit", 550)),
            LigneEcrite(
                3,
                "Plaques de plâtre posées",
                "unite",
                1899,
                "intermediaire",
                1000,
                23_738,
                quantite_milliemes=12_500,
            ),
        ),
        emetteur=EI,
        destinataire=ENTREPRISE,
        devis="D2026-0007",
        mentions=PROFESSIONNELS,
    )


def avoir() -> FactureEcrite:
    """A credit note on part of the former: negative amounts."""
    ligne = _heures(1, "Peinture des bureaux", 3890, 420, tva=("normal", 2000))
    ligne = replace(ligne, minutes=-420, ht_centimes=-ligne.ht_centimes)
    return _facture(
        (ligne,),
        genre="avoir",
        numero="F2026-00013",
        emetteur=EI,
        destinataire=ENTREPRISE,
        origine_numero="F2026-00012",
        origine_le=LE,
        motif="une journée comptée deux fois",
        mentions=PROFESSIONNELS,
    )


def longue(personnes: int = 24) -> FactureEcrite:
    """ETTI: many people placed, one month, at two places."""
    annexe = tuple(
        HeureEcrite(jour, f"Atelier {1 + rang % 2}", 420 + rang, f"M{rang:04d}")
        for rang in range(personnes)
        for jour in (DEBUT + timedelta(days=n) for n in range(31))
        if jour.weekday() < 5
    )
    minutes = sum(h.minutes for h in annexe)
    return _facture(
        (
            _heures(
                1, "Mise à disposition d’agents de production", 2375, minutes, tva=("normal", 2000)
            ),
        ),
        emetteur=replace(EI, nom="Intérim du Pas-Commun"),
        destinataire=ENTREPRISE,
        mentions=PROFESSIONNELS,
        annexe=annexe,
    )


def publique() -> FactureEcrite:
    """A town: Chorus references, direct debit never."""
    return _facture(
        (_heures(1, "Entretien des espaces verts", 2990, 12_345, tva=("normal", 2000)),),
        emetteur=EI,
        destinataire=VILLE,
        numero_engagement="EJ-2026-004512",
        reference_marche="2026-AO-017",
        mentions=PUBLICS,
    )


def acompte() -> FactureEcrite:
    """A deposit on a quote, debited."""
    return _facture(
        (
            LigneEcrite(
                1,
                "Acompte de 30 %",
                "forfait",
                90_000,
                "normal",
                2000,
                90_000,
                quantite_milliemes=1000,
            ),
        ),
        genre="acompte",
        numero="F2026-00014",
        emetteur=EI,
        destinataire=ENTREPRISE,
        devis="D2026-0007",
        debut=None,
        fin=None,
        moyen="prelevement",
        rum="RUM-0001",
        ics="FR12ZZZ000000",
        mentions=PROFESSIONNELS,
    )
