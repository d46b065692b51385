"""Sign-in by e-mail address and password."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.forms import EmailField, EmailInput
from django.utils.translation import gettext_lazy as _

from etrier.www.connexion import essais


class ConnexionForm(AuthenticationForm):
    """The form of the sign-in page."""

    username = EmailField(
        label=_("Adresse électronique"),
        widget=EmailInput(attrs={"autofocus": True, "autocomplete": "username"}),
    )
    error_messages = {
        "invalid_login": _(
            "L'adresse ou le mot de passe ne correspond à aucun compte. Vérifiez les deux, "
            "ou demandez à la direction de votre structure si votre compte est ouvert."
        ),
        "inactive": _("Ce compte est fermé. Demandez à la direction de votre structure."),
        "bloque": _(
            "Trop d'essais sans succès pour cette adresse. Attendez quinze minutes, puis réessayez."
        ),
    }

    def clean(self) -> dict[str, Any]:
        """Check the password, unless too many failures came from the same place."""
        courriel = self.cleaned_data.get("username", "")
        if self.request is not None and essais.bloque(self.request, courriel):
            raise ValidationError(self.error_messages["bloque"], code="bloque")
        try:
            nettoyes = super().clean()
        except ValidationError:
            if self.request is not None:
                essais.noter_echec(self.request, courriel)
            raise
        if self.request is not None:
            essais.oublier(self.request, courriel)
        return dict(nettoyes or {})
