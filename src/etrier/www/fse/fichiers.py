"""Participants out and in as CSV."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.parcours.fse.access import les_participants_a_exporter
from etrier.parcours.fse.fichier import RangeesRefusees, exporter, importer
from etrier.socle.erreurs import Refus
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte
from etrier.www.fse.actes import fil_fse
from etrier.www.fse.forms import FichierForm
from etrier.www.porte import porte

PROBLEMES_MONTRES = 30


@porte(Finalite.TRANSMETTRE_ASP, methods=("POST",))
def fse_exporter(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Hand over the participants one accompanies, of an operation or of all, with their answers."""
    participants = les_participants_a_exporter(acces)
    operation = request.POST.get("operation", "")
    if operation:
        participants = participants.filter(operation=operation)
    if not participants:
        raise Refus(
            _("Seul le référent d'une personne exporte ses réponses : vous n'en suivez pas ici.")
        )
    contenu = exporter(acces.structure, participants, par=acces.utilisateur)
    reponse = HttpResponse(contenu, content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = 'attachment; filename="participants-fse.csv"'
    reponse["Cache-Control"] = "no-store"
    return reponse


@porte(Finalite.TRANSMETTRE_ASP, methods=("GET", "POST"))
def fse_importer(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Take a file of participants; each row that cannot be read is told, and nothing is written."""
    form = FichierForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        octets = form.cleaned_data["fichier"].read()
        try:
            nombre = importer(acces.structure, octets, par=acces.utilisateur)
        except RangeesRefusees as refus:
            for probleme in refus.problemes[:PROBLEMES_MONTRES]:
                form.add_error("fichier", probleme)
        except Refus as refus:
            form.add_error("fichier", refus.phrase)
        else:
            phrase = ngettext("%(n)d participant lu.", "%(n)d participants lus.", nombre)
            messages.success(request, phrase % {"n": nombre})
            return redirect("fse", acces.structure.pk)
    return page_acte(request, form, _page_importer(acces))


def _page_importer(acces: Acces) -> Page:
    chapeau = _(
        "Une ligne par participant, retrouvé par son matricule. Si une ligne ne se lit pas, elle "
        "est dite et rien n’est écrit. Importer deux fois le même fichier ne change rien."
    )
    return Page(_("Importer des participants"), _("Importer"), fil_fse(acces), chapeau)
