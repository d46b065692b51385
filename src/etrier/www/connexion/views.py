"""Django's own views, with our forms, doors and words."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext

from etrier.www.comptes_exemple import comptes_exemple
from etrier.www.connexion.forms import ConnexionForm
from etrier.www.porte import connecte, publique


class _Connexion(LoginView):
    template_name = "connexion/connexion.html"
    authentication_form = ConnexionForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the accounts one may try, on a demonstration."""
        return super().get_context_data(**kwargs) | comptes_exemple()


class _ChangerMotDePasse(PasswordChangeView):
    template_name = "connexion/mot_de_passe.html"
    success_url = reverse_lazy("accueil")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Say that it is done."""
        messages.success(self.request, gettext("Votre mot de passe est changé."))
        return super().form_valid(form)


connexion = publique(methods=("GET", "POST"))(_Connexion.as_view())
deconnexion = connecte(methods=("POST",))(LogoutView.as_view())
mot_de_passe = connecte(methods=("GET", "POST"))(_ChangerMotDePasse.as_view())
