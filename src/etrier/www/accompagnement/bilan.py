"""The printed report of an accompaniment."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from etrier.parcours.accompagnement.access import get_suivi
from etrier.parcours.accompagnement.bilan import Periode, imprimer_bilan
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.accompagnement.fil import fil_accompagnement
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.champs import JourChamp
from etrier.www.porte import porte

UN_AN = timedelta(days=365)


def _il_y_a_un_an() -> date:
    return aujourdhui() - UN_AN


class BilanForm(forms.Form):
    """The period, and whether what is sealed enters."""

    debut = JourChamp(label=gettext_lazy("Du"), initial=_il_y_a_un_an)
    fin = JourChamp(label=gettext_lazy("Au"), initial=aujourdhui)
    avec_secrets = forms.BooleanField(
        label=gettext_lazy("Y mettre les objectifs, les forces et les souhaits"),
        required=False,
        help_text=gettext_lazy(
            "Ils sont scellés dans Étrier ; sur le papier, ils ne le sont plus. La lecture est "
            "notée."
        ),
    )


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
@never_cache
def bilan_accompagnement(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Choose the period, then the PDF."""
    qui = get_suivi(acces, salarie_id)
    form = BilanForm(request.POST or None)

    def imprimer() -> bytes:
        propre: dict[str, Any] = form.cleaned_data
        periode = Periode(propre["debut"], propre["fin"])
        return imprimer_bilan(acces, qui, periode, avec_secrets=propre["avec_secrets"])

    fichier = tenter(form, imprimer)
    if fichier:
        entetes = {"Content-Disposition": f'attachment; filename="bilan-{qui.matricule}.pdf"'}
        return HttpResponse(fichier, content_type="application/pdf", headers=entetes)
    fil = fil_accompagnement(acces, qui)
    return page_acte(request, form, Page(_("Bilan d’accompagnement"), _("Imprimer (PDF)"), fil))
