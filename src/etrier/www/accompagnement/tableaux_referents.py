"""The table of who accompanies whom."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.parcours.models import Referent, Salarie
from etrier.structures.access import Acces
from etrier.www.tableau import Colonne, Tableau


def avec_referent(salaries: QuerySet[Salarie]) -> list[Salarie]:
    """Read beforehand who accompanies each."""
    actuels = Referent.objects.filter(fin__isnull=True).select_related("utilisateur")
    return list(salaries.prefetch_related(Prefetch("referents", actuels, to_attr="actuels")))


def tableau_referents(acces: Acces, salaries: Sequence[Salarie]) -> Tableau:
    """People and their adviser."""
    return Tableau(
        _("Référents"),
        [
            Colonne(
                _("Personne"),
                "personne",
                lien=lambda s: reverse("salarie", args=[acces.structure.pk, s.pk]),
            ),
            Colonne(_("Matricule"), "matricule", "numero"),
            Colonne(
                _("Référent"),
                lambda s: s.actuels[0].utilisateur.nom if s.actuels else _("à désigner"),
                lien=lambda s: reverse("referent_designer", args=[acces.structure.pk, s.pk]),
            ),
            Colonne(_("Depuis le"), lambda s: s.actuels[0].debut if s.actuels else None, "date"),
        ],
        salaries,
        vide=_("Chaque personne présente a son référent."),
        classe_ligne=lambda s: "" if s.actuels else "ligne-attention",
    )
