"""What is invoiced besides hours."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.facturation.access_factures import get_article, les_articles
from etrier.facturation.factures.articles import ajouter_article, retirer_article
from etrier.facturation.models import ArticleAFacturer
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.factures.fils import fil_articles
from etrier.www.factures.forms import ArticleForm
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter


@porte(Finalite.LIRE_ARGENT)
def articles(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Articles, those that wait first."""
    tableau = _tableau(acces)
    return exporter(tableau, request) or render(
        request, "factures/articles.html", {"tableau": tableau}
    )


def _tableau(acces: Acces) -> Tableau:
    def retirer(article: ArticleAFacturer) -> str | None:
        if article.est_pris or not acces.peut(Finalite.FACTURER):  # type: ignore[attr-defined]
            return None
        return reverse("article_retirer", args=[acces.structure.pk, article.pk])

    def ou_il_en_est(article: ArticleAFacturer) -> str:
        if article.est_pris:  # type: ignore[attr-defined]
            return _("sur une facture ou un brouillon")
        return _("attend : retirer") if retirer(article) else _("attend")

    return Tableau(
        _("Articles à facturer"),
        [
            Colonne(_("Libellé"), "libelle"),
            Colonne(_("Client"), "client"),
            Colonne(_("Le"), "le", "date"),
            Colonne(_("Prix de l'unité HT"), "prix_centimes", "centimes"),
            Colonne(_("TVA"), "get_regime_tva_display"),
            Colonne(_("État"), ou_il_en_est, lien=retirer),
        ],
        les_articles(acces).order_by("est_pris", "-le", "-pk"),  # type: ignore[misc]
        vide=_("Aucun article : les heures, elles, se facturent d'elles-mêmes."),
    )


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def article_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Add an article."""
    form = ArticleForm(acces, request.POST or None, initial={"client": request.GET.get("client")})
    article = tenter(
        form,
        lambda: ajouter_article(
            form.cleaned_data["client"], par=acces.utilisateur, **form.champs()
        ),
    )
    if article is not None:
        messages.success(request, _("« %(libelle)s » est à facturer.") % {"libelle": article})
        return redirect("articles", acces.structure.pk)
    page = Page(_("Nouvel article à facturer"), _("Ajouter l'article"), fil_articles(acces))
    return page_acte(request, form, page)


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def article_retirer(request: HttpRequest, acces: Acces, article_id: int) -> HttpResponse:
    """Take an article away, once confirmed."""
    article = get_article(acces, article_id)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def retirer() -> bool:
        retirer_article(article, par=acces.utilisateur)
        return True

    if tenter(form, retirer):
        messages.success(request, _("L'article est retiré."))
        return redirect("articles", acces.structure.pk)
    page = Page(
        _("Retirer un article"), _("Retirer l'article"), fil_articles(acces), str(article), True
    )
    return page_acte(request, form, page)
