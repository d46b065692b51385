"""One paper of each kind on fictitious people: for the preview of a template, the docs, the tests.

Nothing is read from the database.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from etrier.parcours.documents.champs import exemples as exemples_des_champs
from etrier.parcours.documents.champs import libelles
from etrier.parcours.documents.contenu import PARTS, Preuve, SignatureVue, en_pdf, manques
from etrier.parcours.documents.demande import SIGNATAIRES
from etrier.parcours.documents.langue import remplir
from etrier.parcours.documents.modeles import texte_maison
from etrier.parcours.documents.traces import en_svg
from etrier.parcours.enums_accompagnement import GenreDocument, QuiSigne

LE: Final = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
NUMERO: Final = "2026-0012"
EMPLOIS: Final = (
    {"emploi": "ouvrière maraîchère", "debut": "01/10/2025", "fin": "31/03/2026"},
    {"emploi": "aide-conditionneuse", "debut": "01/04/2026", "fin": "31/03/2027"},
)
# A drawing that is nobody's signature: three waves.
_VAGUES: Final = [
    [(40 + 12 * n, 100 + (40 if n % 2 else -40)) for n in range(20)],
    [(300 + 10 * n, 90 + (n * n) % 60) for n in range(25)],
]
_AI: Final = {
    "structure.dispositif": "association intermédiaire",
    "structure.convention": "AI 00012",
    "structure.article": "L5132-11-1",
    "contrat.type": "CDD d'usage",
}
# Fields that exclude others, kind by kind: an example says one thing.
_AUTREMENT: Final[Mapping[str, Mapping[str, str]]] = {
    GenreDocument.CDDU: _AI,
    GenreDocument.MISE_A_DISPOSITION: {
        **_AI,
        "structure.etti": "",
        "client.nature": "entreprise",
        "client.nom": "Nettoyage Exemple",
    },
    GenreDocument.MISSION: {
        "structure.dispositif": "entreprise de travail temporaire d’insertion",
        "structure.convention": "ETTI 00012",
        "contrat.type": "contrat de mission",
        "mission.motif": "accroissement temporaire d’activité",
    },
    GenreDocument.PMSMP: {"immersion.renouvelle": ""},
    GenreDocument.FIN: {"fin.solde": ""},
}


def contenu_exemple(genre: str, texte: str | None = None, numero: str = NUMERO) -> dict[str, Any]:
    """The content of an example: of the text given, else of the house's."""
    genre = GenreDocument(genre)
    lues = {**exemples_des_champs(genre), **_AUTREMENT.get(genre, {}), "papier.numero": numero}
    blocs = remplir(texte or texte_maison(genre).texte, lues, libelles(genre))
    if not any(bloc["genre"] == "signatures" for bloc in blocs):
        blocs.append({"genre": "signatures"})
    nom = _capitale(str(GenreDocument(genre).label))
    qui = {QuiSigne.SALARIE: "Camille EXEMPLE", QuiSigne.EMPLOYEUR: "Alix EXEMPLE"}
    return {
        "titre": f"{nom} {numero}".strip(),
        "genre": nom,
        "numero": numero,
        "modele": "exemple",
        "structure": {
            "nom": lues["structure.nom"],
            "lignes": [lues["structure.adresse"], f"SIRET {lues['structure.siret']}"],
        },
        "blocs": blocs,
        "emplois": list(EMPLOIS),
        "parts": {q.value: qui.get(q, "Noa EXEMPLE") for q in SIGNATAIRES[genre]},
        "manques": manques(blocs),
    }


def _capitale(mot: str) -> str:
    return mot[:1].upper() + mot[1:]


def apercu(genre: str, texte: str) -> bytes:
    """The PDF of a text being written, on a fictitious person, without a number."""
    return en_pdf(contenu_exemple(genre, texte, numero=""), le=LE)


def exemples() -> dict[str, bytes]:
    """One PDF of each kind, by its name, and « signe »: a contract with its evidence."""
    papiers = {genre.value: en_pdf(contenu_exemple(genre), le=LE) for genre in GenreDocument}
    contenu = contenu_exemple(GenreDocument.CDDI)
    vues = {
        qui: SignatureVue(
            PARTS[qui], nom, "23/11/2026 à 10 h 30", "sur l’écran, dessinée", en_svg(_VAGUES)
        )
        for qui, nom in contenu["parts"].items()
    }
    portee = "Exemple : personne n’a signé ce papier."
    preuve = Preuve("0123456789abcdef" * 4, list(vues.values()), portee, vues)
    return papiers | {"signe": en_pdf(contenu, le=LE, preuve=preuve)}
