"""What the ASP's answer means, and what to do: one sentence for each code we know."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from etrier.parcours.asp.regles import Ou


@dataclass(frozen=True)
class Code:
    """A code of the answer. `acquis`: the ASP holds the record."""

    code: str
    arrive: str | Promise
    faire: str | Promise
    acquis: bool = False
    ou: Ou = Ou.SITUATION


CODES: Mapping[str, Code] = {
    c.code: c
    for c in (
        Code("0000", _("L'ASP a intégré la fiche."), _("Rien à faire."), acquis=True),
        Code(
            "3436",
            _("L'ASP avait déjà une fiche pour ce PASS et ce SIRET : elle compte comme intégrée."),
            _("Rien à faire, sauf si les dates du PASS ont changé : une mise à jour part alors."),
            acquis=True,
        ),
        Code(
            "3437",
            _("L'ASP connaît déjà ce PASS sous un autre identifiant de personne."),
            _(
                "Une fiche est partie d'un autre outil (la plateforme des emplois, une autre "
                "structure du groupe) : recopiez l'identifiant de trente caractères qu'elle donne, "
                "puis renvoyez la fiche."
            ),
            ou=Ou.IDENTITE,
        ),
        Code(
            "3308",
            _("La commune de naissance ne va pas avec le département de naissance."),
            _("Choisissez la commune telle qu'elle s'appelait le jour de la naissance."),
        ),
        Code(
            "3411",
            _("Le département 099 est celui de l'étranger, et la naissance est dite en France."),
            _("Choisissez le pays de naissance ; née en France, choisissez la commune."),
        ),
        Code(
            "3417",
            _("L'ASP ne connaît pas la commune où la personne habite."),
            _("Choisissez la commune d'aujourd'hui : elle a pu fusionner avec une voisine."),
            ou=Ou.ADRESSE,
        ),
        Code(
            "3330",
            _("L'ASP n'accepte pas le nom de la voie."),
            _("Écrivez-le sans parenthèse ni signe, en lettres et en chiffres."),
            ou=Ou.ADRESSE,
        ),
        Code(
            "3435",
            _("L'ASP n'a pas d'annexe financière en vigueur pour ce SIRET et ce dispositif."),
            _(
                "Vérifiez sur l'extranet que l'annexe est validée (elle met une semaine au plus à "
                "paraître), puis renvoyez la fiche."
            ),
            ou=Ou.STRUCTURE,
        ),
    )
}
# The first two figures of the others say where to look.
FAMILLES: Mapping[str, tuple[str | Promise, Ou]] = {
    "32": (_("Un champ manque ou n'a pas la forme attendue."), Ou.SITUATION),
    "33": (
        _("Une valeur n'est pas dans les listes de l'ASP, ou en contredit une autre."),
        Ou.ADRESSE,
    ),
    "34": (_("La fiche contredit ce que l'ASP sait de la personne ou de la structure."), Ou.PASS),
}


def expliquer(code: str, libelle: str) -> Code:
    """What a code means; one we do not know is told in the ASP's own words."""
    if code in CODES:
        return CODES[code]
    phrase, ou = FAMILLES.get(code[:2], (_t("L'ASP a rejeté la fiche."), Ou.SITUATION))
    dit = _t("%(phrase)s L'ASP dit : « %(libelle)s » (code %(code)s).") % {
        "phrase": phrase,
        "libelle": libelle or _t("sans libellé"),
        "code": code or "—",
    }
    faire = _t(
        "Corrigez ce que dit l'ASP, puis renvoyez la fiche ; sinon, écrivez-lui avec ce code."
    )
    return Code(code, dit, faire, ou=ou)
