"""What the team does with relevés: draw, send, recall, report a paper, cancel, validate."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.heures.access import get_releve
from etrier.heures.enums import MoyenEnvoi
from etrier.heures.models import EnvoiReleve, ReleveHeures
from etrier.heures.releves import actions as acte
from etrier.heures.releves.reponses import reporter_papier
from etrier.socle.erreurs import Refus
from etrier.socle.mois import dernier_jour, premier_jour
from etrier.structures.access import Acces, Finalite
from etrier.www import formats_ecran
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.porte import porte
from etrier.www.releves.courrier import poster
from etrier.www.releves.forms import EnvoyerForm, JusqueForm, PapierForm, PreparerForm
from etrier.www.releves.suivi import suivre


def _fil(acces: Acces, un: ReleveHeures | None, mois: date) -> list[tuple[str, str]]:
    titre = _("Relevés : %(mois)s") % {"mois": formats_ecran.mois(mois)}
    fil = [(titre, reverse("releves", args=[acces.structure.pk, mois]))]
    if un is not None:
        fil.append((un.reference, reverse("releve", args=[acces.structure.pk, un.pk])))
    return fil


def _du_releve(acces: Acces, un: ReleveHeures) -> list[tuple[str, str]]:
    return _fil(acces, un, premier_jour(un.debut))


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def releve_preparer(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Draw the relevé of one client."""
    depart = {"debut": mois, "fin": dernier_jour(mois)} | request.GET.dict()
    form = PreparerForm(acces, request.POST or None, initial=depart)
    nouveau = tenter(
        form,
        lambda: acte.preparer(acces.structure, **form.cleaned_data, par=acces.utilisateur),
    )
    if nouveau:
        messages.success(request, _("Le relevé %(r)s est prêt.") % {"r": nouveau.reference})
        return redirect("releve", acces.structure.pk, nouveau.pk)
    chapeau = _(
        "Le relevé copie les heures de travail des missions du client, brouillons compris, "
        "telles qu’elles sont maintenant."
    )
    page = Page(_("Préparer un relevé"), _("Préparer"), _fil(acces, None, mois), chapeau)
    return page_acte(request, form, page)


@porte(Finalite.SAISIR_HEURES, methods=("POST",))
def releves_preparer_tous(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Draw every relevé the month still lacks, up to a day of it."""
    form = JusqueForm(mois, request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["jusque"][0]))
        return redirect("releves", acces.structure.pk, mois)
    faits = acte.preparer_tous(
        acces.structure, mois, form.cleaned_data["jusque"], par=acces.utilisateur
    )
    dit = ngettext("%(n)d relevé préparé.", "%(n)d relevés préparés.", len(faits))
    messages.success(request, dit % {"n": len(faits)})
    return redirect("releves", acces.structure.pk, mois)


@porte(Finalite.SAISIR_HEURES, methods=("POST",))
def releves_relancer(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Send again, by e-mail, every relevé that waits for more than a week."""
    # Each leaves before the next is written: a link that replaces another must have been sent.
    departs = [
        poster(request, envoi)
        for s in suivre(acces, mois)
        if s.relancable and s.releve is not None
        if (envoi := _relancer(s.releve, acces)) is not None
    ]
    _dire_relances(request, sum(departs), len(departs) - sum(departs))
    return redirect("releves", acces.structure.pk, mois)


def _relancer(un: ReleveHeures, acces: Acces) -> EnvoiReleve | None:
    """The reminder; None when the client answered, or the hours changed, in the meantime."""
    try:
        return acte.relancer(un, par=acces.utilisateur)
    except Refus:
        return None


def _dire_relances(request: HttpRequest, partis: int, restes: int) -> None:
    if partis:
        dit = ngettext("%(n)d relance envoyée.", "%(n)d relances envoyées.", partis)
        messages.success(request, dit % {"n": partis})
    if restes:
        dit = ngettext(
            "%(n)d courriel n’est pas parti : ouvrez le relevé, son lien est à remettre autrement.",
            "%(n)d courriels ne sont pas partis : ouvrez les relevés, leurs liens sont à remettre "
            "autrement.",
            restes,
        )
        messages.error(request, dit % {"n": restes})
    if not partis and not restes:
        messages.info(request, _("Personne n’est en retard : il n’y a rien à relancer."))


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def releve_envoyer(request: HttpRequest, acces: Acces, releve_id: int) -> HttpResponse:
    """Send a relevé, or send it again."""
    un = get_releve(acces, releve_id, ecrire=True)
    form = EnvoyerForm(un, request.POST or None)
    envoi = tenter(form, lambda: acte.envoyer(un, **form.cleaned_data, par=acces.utilisateur))
    if envoi:
        _dire_envoi(request, envoi)
        return redirect("releve", acces.structure.pk, un.pk)
    relance = un.envois.exists()
    chapeau = _("Le client confirme ou conteste les heures sans compte, pendant 30 jours.")
    if relance:
        chapeau = _("Un nouveau lien remplace le précédent, qui ne s’ouvrira plus.")
    titre = _("Relancer le client") if relance else _("Envoyer le relevé")
    page = Page(titre, _("Relancer") if relance else _("Envoyer"), _du_releve(acces, un), chapeau)
    return page_acte(request, form, page)


def _dire_envoi(request: HttpRequest, envoi: EnvoiReleve) -> None:
    if not poster(request, envoi):
        messages.error(
            request,
            _("Le courriel n’est pas parti. Remettez au client le lien ci-dessous, ou réessayez."),
        )
    elif envoi.moyen == MoyenEnvoi.COURRIEL:
        messages.success(
            request, _("Le courriel est parti à %(qui)s.") % {"qui": envoi.destinataire}
        )
    elif envoi.moyen == MoyenEnvoi.LIEN:
        messages.success(request, _("Le lien est prêt : copiez-le et remettez-le au client."))
    else:
        messages.success(request, _("Imprimez le relevé, et reportez ici la signature."))


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def releve_papier(request: HttpRequest, acces: Acces, releve_id: int) -> HttpResponse:
    """The signed sheet came back."""
    un = get_releve(acces, releve_id, ecrire=True)
    form = PapierForm(request.POST or None, initial={"nom": un.client.contact})
    if tenter(form, lambda: reporter_papier(un, **form.cleaned_data, par=acces.utilisateur)):
        messages.success(request, _("La signature est reportée : le relevé est confirmé."))
        return redirect("releve", acces.structure.pk, un.pk)
    chapeau = _(
        "Seulement si le papier signé porte les heures de ce relevé, sans rature. S’il en corrige, "
        "changez les heures, puis refaites le relevé."
    )
    page = Page(_("Reporter un papier signé"), _("Reporter"), _du_releve(acces, un), chapeau)
    return page_acte(request, form, page)


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def releve_annuler(request: HttpRequest, acces: Acces, releve_id: int) -> HttpResponse:
    """Cancel a relevé."""
    un = get_releve(acces, releve_id, ecrire=True)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if tenter(form, lambda: acte.annuler(un, par=acces.utilisateur) or True):
        messages.success(request, _("Le relevé est annulé."))
        return redirect("releves", acces.structure.pk, premier_jour(un.debut))
    chapeau = _(
        "Son lien ne s’ouvrira plus. Ses heures, ses envois et sa réponse restent lisibles ; les "
        "heures elles-mêmes ne changent pas."
    )
    titre, bouton = _("Annuler le relevé %(r)s") % {"r": un.reference}, _("Annuler ce relevé")
    page = Page(titre, bouton, _du_releve(acces, un), chapeau, danger=True)
    return page_acte(request, form, page)


@porte(Finalite.SAISIR_HEURES, methods=("POST",))
def releve_refaire(request: HttpRequest, acces: Acces, releve_id: int) -> HttpResponse:
    """Cancel a relevé and draw it again with the hours of now."""
    nouveau = acte.refaire(get_releve(acces, releve_id, ecrire=True), par=acces.utilisateur)
    messages.success(request, _("Le relevé %(r)s le remplace.") % {"r": nouveau.reference})
    return redirect("releve", acces.structure.pk, nouveau.pk)


@porte(Finalite.VALIDER_HEURES, methods=("GET", "POST"))
def releve_valider(request: HttpRequest, acces: Acces, releve_id: int) -> HttpResponse:
    """Freeze the hours the client confirmed."""
    un = get_releve(acces, releve_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    nombre = tenter(form, lambda: acte.valider_confirmees(un, par=acces.utilisateur))
    if nombre is not None:
        dit = ngettext("%(n)d ligne validée.", "%(n)d lignes validées.", nombre)
        messages.success(request, dit % {"n": nombre})
        return redirect("releve", acces.structure.pk, un.pk)
    chapeau = _(
        "Les brouillons des missions de ce client, sur la période du relevé, ne changeront plus : "
        "ils pourront seulement être corrigés, avec un motif."
    )
    titre = _("Valider les heures confirmées")
    page = Page(titre, _("Valider ces heures"), _du_releve(acces, un), chapeau)
    return page_acte(request, form, page)
