"""Tables of the family."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.parcours.models import Salarie
from etrier.pilotage.sorties import SortieExaminee
from etrier.structures.access import Acces
from etrier.structures.models import Structure
from etrier.www.tableau import Colonne, Tableau


def noms_des_salaries(acces: Acces, sorties: Sequence[SortieExaminee]) -> Mapping[int, str]:
    """Names of the people behind the rows, read once."""
    salaries = Salarie.objects.filter(
        structure=acces.structure, pk__in={s.salarie_id for s in sorties}
    ).select_related("personne")
    return {s.pk: str(s.personne) for s in salaries}


def tableau_examinees(
    acces: Acces, sorties: Sequence[SortieExaminee], noms: Mapping[int, str], titre: str
) -> Tableau:
    """People who left, and why each one counts or not."""
    structures = dict(Structure.objects.values_list("pk", "denomination"))
    return Tableau(
        titre,
        [
            Colonne(
                _("Nom"),
                lambda s: noms.get(s.salarie_id, ""),
                lien=lambda s: reverse("sortie", args=[acces.structure.pk, s.sortie_id]),
            ),
            Colonne(_("Sortie le"), "le", "date"),
            Colonne(_("Classe"), "classe.label"),
            Colonne(_("Comptée"), "est_examinee", "oui_non"),
            Colonne(_("Jours sous contrat"), "jours", "entier"),
            Colonne(_("Heures travaillées"), "minutes", "heures"),
            Colonne(
                _("Suite dans le groupe"),
                lambda s: structures.get(s.vers_id) if s.dans_le_groupe else None,
            ),
            Colonne(_("Pourquoi"), "raison", langue="fr"),
        ],
        sorties,
        legende=_(
            "Retirées des constatées par l'ASP : congé de longue durée, décès, décision "
            "administrative ou de justice, faute grave, transfert d'employeur, essai rompu."
        ),
        vide=_("Personne dans ce chiffre."),
        nom="personnes",
    )
