"""Invoices of every shape one meets, made by Hypothesis: contents only, no database."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from etrier.droit.arrondis import demi_haut
from etrier.facturation.contenu import FactureEcrite, LigneEcrite, Partie, SapEcrite, TvaEcrite

REGIMES: Final = (("normal", 2000), ("intermediaire", 1000), ("reduit", 550), ("exonere", 0))
MENTION: Final = "TVA non applicable : exonération, article 261, 7-1° bis du CGI"
LE: Final = date(2026, 11, 2)

VENDEUR: Final = Partie(
    nom="Structure d'essai <& fils>",
    adresse="1 rue des Essais\nBâtiment B",
    code_postal="59500",
    commune="Douai",
    siren="000000018",
    siret="00000001800014",
    adresse_electronique="000000018",
    courriel="compta@exemple.test",
    telephone="03 00 00 00 00",
    forme_juridique="Association loi 1901",
    immatriculation="RNA W590000000",
)
PARTICULIER: Final = Partie(
    nom="Mme Exemple", adresse="3 allée", code_postal="59500", commune="Douai", nature="particulier"
)
ENTREPRISE: Final = Partie(
    nom="Client d'essai",
    adresse="8 zone",
    code_postal="59500",
    commune="Douai",
    siren="000000026",
    siret="00000002600017",
    numero_tva="FR00000000026",
    adresse_electronique="000000026_FACTURES",
    contact="M. Modèle",
    nature="entreprise",
)
VILLE: Final = replace(
    ENTREPRISE,
    numero_tva="",
    adresse_electronique="pas une adresse",
    code_service="ESPACES-VERTS",
    nature="collectivite",
)
ASSOCIATION: Final = replace(PARTICULIER, nom="Amis d'essai", nature="association")


def facture(lignes: tuple[LigneEcrite, ...], **suite: object) -> FactureEcrite:
    """The invoice of these lines; VAT and totals follow from them."""
    bases: dict[tuple[str, int], int] = {}
    for x in lignes:
        cle = (x.regime_tva, x.taux_tva_pour_dix_mille)
        bases[cle] = bases.get(cle, 0) + x.ht_centimes
    tva = tuple(
        TvaEcrite(r, t, base, demi_haut(base * t, 10_000), "" if t else MENTION)
        for (r, t), base in bases.items()
    )
    ht, somme = sum(bases.values()), sum(x.tva_centimes for x in tva)
    de_toutes = {
        "genre": "facture",
        "numero": "F2026-00012",
        "emise_le": LE,
        "echeance": LE + timedelta(days=30),
        "emetteur": VENDEUR,
        "destinataire": ENTREPRISE,
        "ht_centimes": ht,
        "tva_centimes": somme,
        "ttc_centimes": ht + somme,
    }
    return FactureEcrite(lignes=lignes, tva=tva, **de_toutes | suite)  # type: ignore[arg-type]


def heures(
    minutes: int = 7820, prix: int = 2450, regime: tuple[str, int] = REGIMES[0]
) -> LigneEcrite:
    """A line of hours."""
    ht = demi_haut(minutes * prix, 60)
    return LigneEcrite(1, "Entretien", "heure", prix, *regime, ht, minutes=minutes)


def mentions(client: Partie) -> tuple[tuple[str, str], ...]:
    """The notes every invoice bears."""
    bar = "B2C" if client.nature == "particulier" else "B2B"
    return (("PMT", "40 €"), ("PMD", "pénalités"), ("AAB", "aucun escompte"), ("BAR", bar))


_MONTANTS = st.integers(0, 2_000_000)


@st.composite
def _ligne(draw: st.DrawFn, rang: int) -> LigneEcrite:
    regime, taux = draw(st.sampled_from(REGIMES))
    libelle = draw(
        st.text(min_size=1, max_size=40).filter(lambda x: x.strip().isprintable() and x.strip())
    )
    prix = draw(_MONTANTS)
    combien = draw(st.integers(-50_000, 200_000))
    if draw(st.booleans()):
        ht = demi_haut(combien * prix, 60) + draw(st.integers(-1, 1))
        return LigneEcrite(rang, libelle, "heure", prix, regime, taux, ht, minutes=combien)
    unite = draw(st.sampled_from(["unite", "forfait"]))
    ht = demi_haut(combien * prix, 1000)
    return LigneEcrite(
        rang, libelle, unite, prix, regime, taux, ht, quantite_milliemes=combien, note="une note"
    )


@st.composite
def factures(draw: st.DrawFn) -> FactureEcrite:
    """An invoice, a credit note or a deposit, to any kind of client, at one rate or several."""
    lignes = tuple(draw(_ligne(rang)) for rang in range(1, draw(st.integers(1, 5)) + 1))
    client = draw(st.sampled_from([PARTICULIER, ENTREPRISE, VILLE, ASSOCIATION]))
    genre = draw(st.sampled_from(["facture", "avoir", "acompte"]))
    suite: dict[str, object] = {
        "genre": genre,
        "destinataire": client,
        "mentions": mentions(client),
    }
    if draw(st.booleans()):
        suite |= {"debut": date(2026, 10, 1), "fin": date(2026, 10, 31)}
    if draw(st.booleans()):
        suite["emetteur"] = replace(VENDEUR, numero_tva="FR00000000018")
    if draw(st.booleans()):
        suite["sap"] = SapEcrite("SAP000000018", date(2025, 1, 1), "SAP000000018")
    if client is VILLE:
        suite |= {"numero_engagement": "EJ-2026-1", "reference_marche": "2026-AO-017"}
    if genre == "avoir":
        suite |= {
            "origine_numero": "F2026-00011",
            "origine_le": LE,
            "motif": "erreur",
            "echeance": LE,
        }
    suite |= draw(st.sampled_from(PAIEMENTS))
    return facture(lignes, **suite)


PAIEMENTS: Final[tuple[dict[str, object], ...]] = (
    {
        "moyen": "virement",
        "iban": "FR7630001007941234567890185",
        "bic": "EXMPFRPP",
        "titulaire": "Moi",
    },
    {"moyen": "virement"},
    {"moyen": "prelevement", "rum": "RUM-0001", "ics": "FR12ZZZ000000"},
    {"moyen": "prelevement"},
    {"moyen": "cheque"},
    {"moyen": "cesu"},
    {"moyen": "especes", "cadre": "S2"},
    {"moyen": ""},
)
