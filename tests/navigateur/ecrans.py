"""Every page one may open, walked from the addresses of the house."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.urls import reverse

from etrier.droit.calculs import CALCULS
from tests.www.droits_attendus import AU_REFERENT, PAR_UN_LIEN, PUBLIQUES
from tests.www.test_droits import ADRESSES

ACI, AI, EI = "Les Jardins du Pas-Commun", "Coup de main du Pas-Commun", "Bâtir au Pas-Commun"
SEPTEMBRE, OCTOBRE = "2026-09", "2026-10"
LUNDI = "2026-10-05"
# Not pages: a file, and a preview that only exists between two clicks (seen in the story);
# those of a client and of a person open by a link of their own (test_releve, test_chez_moi).
SANS_PAGE = PAR_UN_LIEN | {
    *("releve_pdf", "heures_modele", "heures_apercu", "heures_etat", "heures_rejets"),
    *("candidatures_apercu", "exercice_fichier", "paie_envoi_fichier"),
    *("bilan_pdf", "bilan_docx", "releve_apercu", "ordre_fichier"),
    *("devis_pdf", "facture_pdf", "factures_zip", "factures_liasse", "depot_zip"),
    *("facture_cii", "facture_ubl", "fournisseur_fichier", "fournisseur_apercu"),
    *("sap_attestation_pdf", "relances_lettres", "compte_client_pdf"),
    *("document_pdf", "document_original", "document_word", "modele_apercu"),
    *("feuille_sw", "manifeste", "feuille_photo_voir", "moi_manifeste", "frise_pdf"),
}
# The ACI has no mission; a grid of nine people tells as much as one of twenty-four, and faster.
AILLEURS = dict.fromkeys(
    (
        *("mission", "mission_modifier", "missions", "document_mission"),
        *("releve", "releve_annuler", "releve_envoyer", "releve_papier", "releve_preparer"),
        *("releve_valider", "releves"),
    ),
    AI,
) | dict.fromkeys(("heures", "heures_mois", "heures_formulaire"), EI)
RESULTATS = (
    "aide-au-poste/?dispositif=ACI&le=2025-03-01&heures=1000&territoire=mayotte",
    "smic/?le=1950-01-01&heures=1&territoire=metropole",
    "smic/?le=hier",
)


@dataclass(frozen=True)
class Site:
    """Where the site answers, and what it holds, by name of structure."""

    adresse: str
    structures: dict[str, dict[str, Any]]

    def structure(self, nom: str) -> str:
        """Address of a structure's home."""
        return f"{self.adresse}s/{self.structures[nom]['cle']}/"

    def fichier(self, nom: str) -> Path:
        """The structure's hours of October."""
        return Path(self.structures[nom]["fichier"])


@dataclass(frozen=True)
class Ecran:
    """One page: its name, the structure it is seen in (none: without an account)."""

    nom: str
    arguments: frozenset[str] = frozenset()
    structure: str | None = ACI
    valeurs: dict[str, str] = field(default_factory=dict)
    suite: str = ""

    @property
    def compte(self) -> str:
        """Who may open it: the assigned adviser, the direction, or (empty) anybody."""
        if self.nom in AU_REFERENT:
            return "cip"
        return "" if self.structure is None else "direction"

    def __str__(self) -> str:
        return " ".join((self.nom, *self.valeurs.values(), self.suite)).strip()

    def adresse(self, site: Site) -> str:
        """Where it is on this site."""
        valeurs: dict[str, Any] = {"mois": SEPTEMBRE, "lundi": LUNDI} | self.valeurs
        valeurs.setdefault("role_compte", "ventes")
        valeurs.setdefault("rubrique", "PRIME")
        if self.structure is not None:
            ici = site.structures[self.structure]
            valeurs = ici["objets"] | {"structure_id": ici["cle"]} | valeurs
        if self.nom == "pourquoi_facture":
            valeurs["ligne_id"] = valeurs["a_facturer_id"]
        return reverse(self.nom, kwargs={a: valeurs[a] for a in self.arguments}) + self.suite


def les_ecrans() -> Iterator[Ecran]:
    """Every address that answers to GET, and a month still open beside the closed one."""
    for nom, arguments, methodes in ADRESSES:
        if "GET" not in methodes or nom in SANS_PAGE | {"calcul"}:
            continue
        if nom in PUBLIQUES:
            yield Ecran(nom, arguments, None)
        elif nom in AU_REFERENT:
            yield Ecran(nom, arguments, ACI)
        else:
            yield Ecran(nom, arguments, AILLEURS.get(nom, ACI))
    for calcul in CALCULS:
        yield Ecran("calcul", frozenset({"nom"}), None, {"nom": calcul})
    for suite in RESULTATS:
        yield Ecran("calculs", structure=None, suite=suite)
    for nom in ("heures_mois", "heures_valider", "plans_appliquer", "cloture", "etat_mensuel"):
        yield Ecran(nom, frozenset({"structure_id", "mois"}), EI, {"mois": OCTOBRE})
    yield Ecran("aides", frozenset({"structure_id"}), "GEIQ du Pas-Commun")


ECRANS = tuple(les_ecrans())
PRINCIPAUX = frozenset(
    {
        "accueil",
        "connexion",
        "calculs",
        "structure",
        "salaries",
        "salarie",
        "heures_mois",
        "cloture",
        "cloture_resultats",
        "feuille",
        "feuilles",
        "etat_mensuel",
        "aides",
        "paie",
        "pourquoi_etat",
    }
)
