"""« Mes suivis »: the people one accompanies, those not seen for long first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.parcours.accompagnement.access import les_accompagnes
from etrier.parcours.accompagnement.suivis import SuiviAccompagnement, les_miens, suivre
from etrier.parcours.conservation.access import hors_archives
from etrier.parcours.models import Salarie
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter

# A month and a half without an interview is long; three months is too long.
JOURS_LONGS, JOURS_TROP_LONGS = 45, 90
TOUS = "tous"


@porte(Finalite.LIRE_ACCOMPAGNEMENT)
def suivis(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Those the reader accompanies, or everybody under contract: dates only."""
    le, choisi = aujourdhui(), TOUS if request.GET.get("qui") == TOUS else "miens"
    salaries = hors_archives(les_accompagnes(acces, Finalite.LIRE_ACCOMPAGNEMENT))
    if choisi == TOUS:
        retenus = salaries.filter(pk__in=Salarie.objects.sous_contrat(le, le).values("pk"))
    else:
        retenus = les_miens(acces, salaries)
    tableau = _tableau(acces, suivre(retenus, le), miens=choisi != TOUS)
    choix = [("miens", _("Les personnes que j’accompagne")), (TOUS, _("Toutes les personnes"))]
    page = {"tableau": tableau, "choisi": choisi, "choix": choix}
    return exporter(tableau, request) or render(request, "accompagnement/suivis.html", page)


def _tableau(acces: Acces, lignes: list[SuiviAccompagnement], *, miens: bool) -> Tableau:
    cle = acces.structure.pk
    colonnes = [
        Colonne(
            _("Personne"),
            "salarie.personne",
            lien=lambda s: reverse("accompagnement", args=[cle, s.salarie.pk]),
        ),
        Colonne(_("Dernier"), "dernier_entretien", "date"),
        Colonne(_("Prochain"), "prochain_entretien", "date", etiquette=_attention),
        Colonne(_("Objectifs"), "objectifs_ouverts", "entier"),
        Colonne(_("Diagnostic"), "diagnostic_le", "date"),
        Colonne(_("PASS (jours)"), "jours_pass", "entier"),
        Colonne(_("Contrat (jours)"), "jours_contrat", "entier"),
    ]
    if miens:
        colonnes.insert(
            1,
            Colonne(
                _("Entretien"),
                lambda s: _("écrire"),
                lien=lambda s: reverse("entretien_nouveau", args=[cle, s.salarie.pk]),
            ),
        )
    return Tableau(
        _("Mes suivis") if miens else _("Suivis"),
        colonnes,
        lignes,
        vide=_("Personne ne vous a pour référent ici : « Référents » permet de vous désigner."),
        classe_ligne=_classe,
    )


def _attention(suivi: SuiviAccompagnement) -> str:
    return "etiquette-attention" if suivi.rendez_vous_passe else ""


def _classe(suivi: SuiviAccompagnement) -> str:
    jours = suivi.jours_sans_entretien
    if not suivi.sous_contrat:
        return ""
    if jours is None or jours > JOURS_TROP_LONGS:
        return "ligne-alerte"
    return "ligne-attention" if jours > JOURS_LONGS else ""
