"""The audit of the parcours in words: short for the filter, then the sentence with its details."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBES_PARCOURS: Mapping[str, tuple[Promise, Promise]] = {
    # accompaniment
    "referent.designer": (_("Référent désigné"), _("Référent désigné, depuis le %(le)s")),
    "referent.terminer": (
        _("Fin d'un accompagnement"),
        _("Accompagnement par le référent terminé le %(le)s"),
    ),
}
