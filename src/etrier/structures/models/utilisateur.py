"""People who sign in, and what they do in which structure."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.structures.enums import Role
from etrier.structures.models.structure import Structure


class UtilisateurManager(BaseUserManager["Utilisateur"]):
    """Creation of accounts."""

    def create_user(self, courriel: str, nom: str, password: str | None = None) -> "Utilisateur":
        """Create an account; without a password nobody can sign in with it."""
        utilisateur = self.model(courriel=self.normalize_email(courriel).lower(), nom=nom)
        utilisateur.set_password(password)
        utilisateur.save(using=self._db)
        return utilisateur

    def get_by_natural_key(self, username: str | None) -> "Utilisateur":
        """E-mail addresses do not tell capitals apart."""
        return self.get(courriel=(username or "").lower())


class Utilisateur(AbstractBaseUser):
    """An account: an e-mail address and a password; rights come from roles alone."""

    courriel = models.EmailField(_("courriel"), unique=True)
    nom = models.CharField(_("nom"), max_length=120)
    is_active = models.BooleanField(_("compte ouvert"), default=True)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)

    objects: ClassVar[UtilisateurManager] = UtilisateurManager()

    USERNAME_FIELD = "courriel"
    EMAIL_FIELD = "courriel"
    REQUIRED_FIELDS: ClassVar = ["nom"]

    class Meta:
        verbose_name = _("utilisateur")
        verbose_name_plural = _("utilisateurs")
        ordering: ClassVar = ["nom"]

    def __str__(self) -> str:
        return self.nom

    def clean_fields(self, exclude: Any = None) -> None:
        """Addresses are kept in small letters."""
        self.courriel = self.courriel.lower()
        super().clean_fields(exclude)


class RoleStructure(models.Model):
    """A role of a user in a structure."""

    utilisateur = models.ForeignKey(
        Utilisateur, models.CASCADE, related_name="les_roles", verbose_name=_("utilisateur")
    )
    structure = models.ForeignKey(
        Structure, models.CASCADE, related_name="les_roles", verbose_name=_("structure")
    )
    role = models.CharField(_("rôle"), max_length=12, choices=Role)

    class Meta:
        verbose_name = _("rôle dans une structure")
        verbose_name_plural = _("rôles dans une structure")
        ordering: ClassVar = ["structure_id", "role", "utilisateur_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["utilisateur", "structure", "role"], name="role_unique")
        ]

    def __str__(self) -> str:
        return f"{self.utilisateur} : {self.get_role_display()}"
