"""Objects of the accompaniment, by the names the addresses give them."""

from datetime import UTC, date, datetime

from etrier.parcours.accompagnement.competences import ajouter_competence
from etrier.parcours.accompagnement.entretiens import Circonstances, CompteRendu, ecrire_entretien
from etrier.parcours.accompagnement.formations import (
    TermesFormation,
    TermesImmersion,
    enregistrer_formation,
    enregistrer_immersion,
)
from etrier.parcours.accompagnement.metiers import viser_metier
from etrier.parcours.accompagnement.modeles import les_modeles
from etrier.parcours.accompagnement.orientations import orienter
from etrier.parcours.accompagnement.plan import ajouter_action, ouvrir_objectif
from etrier.parcours.accompagnement.rome import chercher
from etrier.parcours.enums import GenrePartenaire
from etrier.parcours.enums_accompagnement import (
    Domaine,
    GenreEntretien,
    GenreFormation,
    ObjetImmersion,
    QuiAgit,
)
from etrier.parcours.models import Partenaire, Salarie

JOUR = date(2025, 2, 3)
MIDI = datetime(2025, 2, 3, 12, tzinfo=UTC)
# Addresses only the assigned adviser opens.
ACCOMPAGNER = (
    *("diagnostics", "diagnostic_nouveau", "bilan_accompagnement"),
    *("plan_accompagnement", "objectif_nouveau", "objectif_clore"),
    *("action_nouvelle", "action_cocher"),
    *("entretien_nouveau", "entretien", "entretien_corriger"),
    *("orientation_nouvelle", "orientation_repondre"),
)


def objets_accompagnement(qui: Salarie) -> dict[str, int]:
    """One of each for a person."""
    une = qui.structure
    partenaire = Partenaire.objects.create(
        structure=une, nom=f"Association EXEMPLE {qui.pk}", genre=GenrePartenaire.LOGEMENT
    )
    objectif = ouvrir_objectif(
        qui, intitule="Trouver un logement", domaine=Domaine.LOGEMENT, le=JOUR, par=None
    )
    action = ajouter_action(objectif, intitule="Appeler", qui=QuiAgit.CIP, par=None)
    entretien = ecrire_entretien(
        qui,
        Circonstances(MIDI, GenreEntretien.SUIVI),
        CompteRendu((("Depuis la dernière fois", "Tout va bien"),), "Rappeler lundi"),
        par=None,
    )
    return {
        "objectif_id": objectif.pk,
        "action_id": action.pk,
        "entretien_id": entretien.pk,
        "trame_id": les_modeles(une)[0].pk,
        "competence_id": ajouter_competence(une, libelle="Taille une haie", par=None).pk,
        "orientation_id": orienter(qui, partenaire, le=JOUR, motif="Logement", par=None).pk,
        **_dehors(qui),
    }


def _dehors(qui: Salarie) -> dict[str, int]:
    """What one learns elsewhere."""
    metier = chercher("jardinier")[0]
    formation = TermesFormation("CACES 1", GenreFormation.SECURITE, JOUR, JOUR, 420)
    immersion = TermesImmersion(
        "Entreprise EXEMPLE", ObjetImmersion.DECOUVRIR, "Jardinier", JOUR, JOUR, 1
    )
    return {
        "metier_id": viser_metier(
            qui, code_rome=metier.code_rome, libelle=metier.libelle, par=None
        ).pk,
        "formation_id": enregistrer_formation(qui, formation, par=None).pk,
        "immersion_id": enregistrer_immersion(qui, immersion, par=None).pk,
    }
