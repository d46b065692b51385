"""The follow-up of the month: one row per relevé, and one per client whose hours have none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext

from etrier.heures.access import les_releves
from etrier.heures.enums import EtatReleve, MoyenEnvoi
from etrier.heures.models import EnvoiReleve, ReleveHeures, ReponseReleve
from etrier.heures.releves.actions import a_preparer
from etrier.heures.releves.contenu import les_changes
from etrier.missions.access import les_clients
from etrier.missions.models import Client
from etrier.socle.horloge import aujourdhui
from etrier.socle.mois import dernier_jour
from etrier.structures.access import Acces, Finalite
from etrier.www import formats_ecran
from etrier.www.tableau import Colonne, Tableau

RETARD_JOURS = 7
_PASTILLES = {
    EtatReleve.PREPARE: "etiquette",
    EtatReleve.ENVOYE: "etiquette",
    EtatReleve.CONFIRME: "etiquette etiquette-ok",
    EtatReleve.CONTESTE: "etiquette etiquette-alerte",
    EtatReleve.ANNULE: "etiquette",
}


@dataclass(frozen=True)
class Suivi:
    """A relevé and where it stands; or, without one, a stretch of hours that has none."""

    client: Client
    debut: date
    fin: date
    minutes: int
    releve: ReleveHeures | None = None
    change: bool = False

    @property
    def etat(self) -> str:
        """In a word or two."""
        if self.releve is None:
            return gettext("à préparer")
        etat = self.releve.get_etat_display()
        return gettext("%(etat)s, à refaire") % {"etat": etat} if self.change else etat

    @property
    def pastille(self) -> str:
        """Class of the pill around it."""
        if self.releve is None or self.change:
            return "etiquette etiquette-attention"
        return _PASTILLES[EtatReleve(self.releve.etat)]

    @property
    def dernier(self) -> EnvoiReleve | None:
        """The last sending, if any."""
        envois = [] if self.releve is None else list(self.releve.envois.all())
        return envois[-1] if envois else None

    @property
    def attend(self) -> bool:
        """Sent, not answered."""
        return self.releve is not None and self.releve.etat == EtatReleve.ENVOYE

    @property
    def attente_jours(self) -> int | None:
        """Days since the first sending, while there is no answer."""
        if self.releve is None or not self.attend:
            return None
        return jours_depuis(self.releve.envois.all()[0])

    @property
    def relances(self) -> int | None:
        """How many reminders left."""
        return self.dernier.rang if self.dernier else None

    @property
    def en_retard(self) -> bool:
        """True when nobody answered the last sending for a week."""
        dernier = self.dernier
        return self.attend and dernier is not None and jours_depuis(dernier) >= RETARD_JOURS

    @property
    def relancable(self) -> bool:
        """True when one click can send the reminder."""
        dernier = self.dernier
        par_courriel = dernier is not None and dernier.moyen == MoyenEnvoi.COURRIEL
        return self.en_retard and par_courriel and not self.change and settings.ETRIER_COURRIEL

    @property
    def reponse(self) -> ReponseReleve | None:
        """What the client said, if anything."""
        return getattr(self.releve, "reponse", None)


def jours_depuis(envoi: EnvoiReleve) -> int:
    """Days since a sending, by the calendar."""
    return (aujourdhui() - timezone.localdate(envoi.le)).days


def dire_envois(releve: ReleveHeures) -> str:
    """« envoyé il y a 6 jours, relancé 1 fois », or nothing."""
    envois = list(releve.envois.all())
    if not envois:
        return ""
    jours, relances = jours_depuis(envois[0]), envois[-1].rang
    dit = gettext("envoyé aujourd’hui")
    if jours:
        dit = ngettext("envoyé il y a %(n)d jour", "envoyé il y a %(n)d jours", jours)
        dit %= {"n": jours}
    if relances:
        dit += ngettext(", relancé %(n)d fois", ", relancé %(n)d fois", relances) % {"n": relances}
    return dit


def suivre(acces: Acces, mois: date) -> list[Suivi]:
    """Every relevé that touches the month, and what is still to draw, by client."""
    fin = dernier_jour(mois)
    releves = list(les_releves(acces).vivants().touchant(mois, fin).avec_suivi())  # type: ignore[attr-defined]
    changes = les_changes(acces.structure, releves)
    suivis = [
        Suivi(r.client, r.debut, r.fin, r.total_minutes or 0, r, r.pk in changes) for r in releves
    ]
    suivis += _sans_releve(acces, mois)
    return sorted(suivis, key=lambda s: (s.client.denomination.casefold(), s.debut))


def _sans_releve(acces: Acces, mois: date) -> Iterable[Suivi]:
    parts = a_preparer(acces.structure, mois)
    clients = les_clients(acces).in_bulk(list(parts))
    for client_id, morceaux in parts.items():
        for debut, fin, minutes in morceaux:
            yield Suivi(clients[client_id], debut, fin, minutes)


def tableau_suivi(acces: Acces, mois: date, suivis: list[Suivi]) -> Tableau:
    """The table of the month."""
    return Tableau(
        gettext("Relevés du mois"),
        [
            Colonne(gettext("Client"), "client", lien=lambda s: _adresse(acces, mois, s)),
            Colonne(gettext("Période"), _periode),
            Colonne(gettext("Heures"), "minutes", "heures", total=True),
            Colonne(gettext("État"), "etat", etiquette=lambda s: s.pastille),
            Colonne(gettext("Dernier envoi"), _dernier_envoi),
            Colonne(gettext("Attend (jours)"), "attente_jours", "entier"),
            Colonne(gettext("Relances"), "relances", "entier"),
            Colonne(gettext("Réponse"), _reponse),
        ],
        suivis,
        vide=gettext(
            "Aucune heure de mission ce mois-ci : saisissez ou importez les heures, puis préparez "
            "les relevés."
        ),
        classe_ligne=lambda s: "ligne-attention" if s.en_retard or s.change else "",
    )


def _adresse(acces: Acces, mois: date, suivi: Suivi) -> str | None:
    if suivi.releve is not None:
        return reverse("releve", args=[acces.structure.pk, suivi.releve.pk])
    if not acces.peut(Finalite.SAISIR_HEURES):
        return None
    demande: dict[str, str | int] = {
        "client": suivi.client.pk,
        "debut": f"{suivi.debut}",
        "fin": f"{_fin_proposee(suivi)}",
    }
    return reverse("releve_preparer", args=[acces.structure.pk, mois]) + "?" + urlencode(demande)


def _fin_proposee(suivi: Suivi) -> date:
    # Hours of days to come are refused on a relevé.
    ce_jour = aujourdhui()
    return min(suivi.fin, ce_jour) if suivi.debut <= ce_jour else suivi.fin


def _periode(suivi: Suivi) -> str:
    return formats_ecran.periode(suivi.debut, suivi.fin)


def _dernier_envoi(suivi: Suivi) -> str:
    envoi = suivi.dernier
    if envoi is None:
        return ""
    return f"{formats_ecran.jour(envoi.le)}, {envoi.get_moyen_display()}"


def _reponse(suivi: Suivi) -> str:
    reponse = suivi.reponse
    if reponse is None:
        return ""
    return f"{reponse.nom}, {formats_ecran.jour(reponse.signee_le or reponse.le)}"
