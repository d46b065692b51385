"""Acts of the radar, its calendar and its mail."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.http import Http404
from icalendar import Calendar

from etrier.parcours.echeances import access, courrier
from etrier.parcours.echeances.actions import (
    ajouter_echeance,
    changer_echeance,
    choisir_courriel,
    donner_lien,
    ecarter,
    faire_echeance,
    prendre,
    rendre,
    reporter,
    retirer_lien,
)
from etrier.parcours.echeances.agenda import ecrire_agenda
from etrier.parcours.echeances.echeance import Echeance, Tranche
from etrier.parcours.echeances.radar import est_a, lister
from etrier.parcours.models import (
    AbonnementRadar,
    Contrat,
    EcheancePersonne,
    EcheanceSuivie,
)
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.socle.secrets import Scelle
from etrier.structures.access import Acces
from etrier.structures.enums import Role
from tests import fabrique
from tests.parcours.monde_radar import LE, acces, date_de, jours, suivie, vues

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _le_jour(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("actions", "access"):
        monkeypatch.setattr(f"etrier.parcours.echeances.{module}.aujourdhui", lambda: LE)


@pytest.fixture
def contrat() -> Contrat:
    """Her contract ends in five days."""
    return suivie(fin=jours(5))


@pytest.fixture
def direction(contrat: Contrat) -> Acces:
    return acces(contrat.structure)


def la_seule(qui: Acces, **autres: bool) -> Echeance:
    (seule,) = lister(qui, LE, **autres)
    return seule


# Who has it


def test_her_adviser_has_it_until_somebody_takes_it_on(direction: Acces) -> None:
    assert not est_a(la_seule(direction), direction)
    prendre(direction.structure, la_seule(direction), par=direction.utilisateur)
    prise = la_seule(direction)
    assert est_a(prise, direction)
    assert prise.depuis is not None
    assert Acte.objects.get(verbe="echeance.prendre").details == {
        "echeance": "contrat_fin",
        "le": "2025-06-21",
    }


def test_put_off_it_comes_back_on_that_day_under_its_own_date(direction: Acces) -> None:
    reporter(direction.structure, la_seule(direction), jours(40), par=direction.utilisateur)
    reportee = la_seule(direction)
    assert (reportee.fin, reportee.report, reportee.tranche) == (
        jours(5),
        jours(40),
        Tranche.ENSUITE,
    )
    (revenue,) = lister(direction, jours(5))
    assert revenue.report == jours(40)
    EcheanceSuivie.objects.update(reportee_au=LE)
    assert la_seule(direction).tranche is Tranche.SEMAINE


def test_it_is_not_put_off_to_a_day_past(direction: Acces) -> None:
    with pytest.raises(Refus, match="un jour à venir"):
        reporter(direction.structure, la_seule(direction), LE, par=direction.utilisateur)
    assert not EcheanceSuivie.objects.exists()


def test_set_aside_it_waits_elsewhere_and_may_come_back(direction: Acces) -> None:
    ecarter(direction.structure, la_seule(direction), par=direction.utilisateur)
    assert lister(direction, LE) == []
    ecartee = la_seule(direction, ecartees=True)
    rendre(direction.structure, ecartee, par=direction.utilisateur)
    assert la_seule(direction).suivie is None
    assert lister(direction, LE, ecartees=True) == []


def test_under_a_new_date_what_was_set_aside_comes_back(contrat: Contrat, direction: Acces) -> None:
    ecarter(direction.structure, la_seule(direction), par=direction.utilisateur)
    contrat.fin = jours(6)
    contrat.save()
    assert la_seule(direction).fin == jours(6)


def test_a_key_opens_only_what_the_reader_sees(contrat: Contrat, direction: Acces) -> None:
    cle = la_seule(direction).cle
    assert access.get_echeance(direction, cle).cle == cle
    for qui, voulue in (
        (direction, "contrat_fin-1-20250101"),
        (acces(fabrique.structure()), cle),
        (acces(contrat.structure, Role.FACILITATION), cle),
    ):
        with pytest.raises(Http404):
            access.get_echeance(qui, voulue)


# Personal dates


def test_a_date_is_sealed_and_leaves_its_kind_in_no_line(contrat: Contrat) -> None:
    par = fabrique.utilisateur(Role.CIP, contrat.structure)
    notee = ajouter_echeance(contrat.salarie, genre="rqth", fin=jours(60), reservee=False, par=par)
    notee.refresh_from_db()
    assert isinstance(notee.genre, Scelle)
    assert notee.reservee
    acte = Acte.objects.get(verbe="echeance_personne.ajouter")
    assert (acte.perimetre, acte.details) == (None, {"fin": jours(60).isoformat()})


def test_an_unknown_kind_is_refused(contrat: Contrat) -> None:
    par = fabrique.utilisateur(Role.CIP, contrat.structure)
    with pytest.raises(Refus, match="Choisissez dans la liste"):
        ajouter_echeance(contrat.salarie, genre="x", fin=LE, reservee=False, par=par)


def test_done_it_leaves_and_renewed_it_waits_for_the_next(contrat: Contrat) -> None:
    par = fabrique.utilisateur(Role.CIP, contrat.structure)
    notee = date_de(contrat.salarie, "permis", jours(10))
    changer_echeance(notee, fin=jours(12), par=par)
    with pytest.raises(Refus, match="vient après"):
        faire_echeance(notee, renouvelee_au=jours(12), par=par)
    suivante = faire_echeance(notee, renouvelee_au=jours(800), par=par)
    assert suivante is not None
    assert suivante.fin == jours(800)
    assert EcheancePersonne.objects.filter(faite_le=LE).get() == notee
    with pytest.raises(Refus, match="déjà faite"):
        faire_echeance(notee, renouvelee_au=None, par=par)
    assert [e.genre.value for e in vues(contrat.structure)] == ["contrat_fin"]


def test_a_reserved_date_opens_to_her_adviser_alone(contrat: Contrat, direction: Acces) -> None:
    notee = date_de(contrat.salarie, "rqth", jours(10), reservee=True)
    conseillere = contrat.salarie.referents.get().utilisateur
    sienne = acces(contrat.structure, Role.CIP, conseillere)
    assert access.get_echeance_personne(sienne, notee.pk) == notee
    assert access.les_echeances_de(sienne, contrat.salarie) == [notee]
    assert access.les_echeances_de(direction, contrat.salarie) == []
    with pytest.raises(Http404):
        access.get_echeance_personne(direction, notee.pk)
    with pytest.raises(Http404):
        access.get_echeance_personne(acces(fabrique.structure()), notee.pk)


def test_what_is_done_of_a_reserved_date_leaves_no_line_that_others_read(contrat: Contrat) -> None:
    date_de(contrat.salarie, "rqth", jours(10), reservee=True)
    qui = contrat.salarie.referents.get().utilisateur
    sienne = acces(contrat.structure, Role.CIP, qui)
    (notee,) = (e for e in lister(sienne, LE) if e.reservee)
    prendre(contrat.structure, notee, par=qui)
    reporter(contrat.structure, notee, jours(3), par=qui)
    ecarter(contrat.structure, notee, par=qui)
    rendre(contrat.structure, notee, par=qui)
    actes = Acte.objects.filter(verbe__startswith="echeance.")
    assert [a.perimetre for a in actes] == [None] * 4


# The calendar


def lire(octets: bytes) -> list[tuple[str, date, date, str]]:
    agenda = Calendar.from_ical(octets)
    return [
        (str(e["uid"]), e.decoded("dtstart"), e.decoded("dtend"), str(e["summary"]))
        for e in agenda.walk("VEVENT")
    ]


def test_the_calendar_reads_back_whole_days_and_initials(
    contrat: Contrat, direction: Acces
) -> None:
    date_de(contrat.salarie, "permis", jours(9))
    octets = ecrire_agenda(contrat.structure, lister(direction, LE))
    matricule = contrat.salarie.matricule
    (fin_contrat, permis) = lire(octets)
    assert fin_contrat[1:] == (jours(5), jours(6), f"fin de contrat, C. E. ({matricule})")
    assert permis[1:] == (jours(9), jours(10), f"date personnelle, C. E. ({matricule})")
    assert contrat.salarie.personne.nom.encode() not in octets
    assert b"permis" not in octets
    assert octets.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in octets
    assert all(len(ligne) <= 75 for ligne in octets.split(b"\r\n"))


def test_an_event_keeps_its_number_when_its_date_moves(contrat: Contrat, direction: Acces) -> None:
    (avant,) = lire(ecrire_agenda(contrat.structure, lister(direction, LE)))
    contrat.fin = jours(8)
    contrat.save()
    (apres,) = lire(ecrire_agenda(contrat.structure, lister(direction, LE)))
    assert avant[0] == apres[0]
    assert apres[1] - avant[1] == timedelta(days=3)


def test_a_link_opens_until_another_one_or_a_role_lost(direction: Acces) -> None:
    premier = donner_lien(direction)
    ouvert = access.ouvrir_agenda(premier)
    assert (ouvert.utilisateur, ouvert.structure) == (direction.utilisateur, direction.structure)
    assert premier not in AbonnementRadar.objects.get().jeton_empreinte
    second = donner_lien(direction)
    for ferme in (premier, "", "inconnu"):
        with pytest.raises(Http404):
            access.ouvrir_agenda(ferme)
    direction.utilisateur.les_roles.all().delete()
    with pytest.raises(Http404):
        access.ouvrir_agenda(second)


def test_a_link_taken_back_or_an_account_closed(direction: Acces) -> None:
    lien = donner_lien(direction)
    direction.utilisateur.is_active = False
    direction.utilisateur.save()
    with pytest.raises(Http404):
        access.ouvrir_agenda(lien)
    direction.utilisateur.is_active = True
    direction.utilisateur.save()
    retirer_lien(direction)
    with pytest.raises(Http404):
        access.ouvrir_agenda(lien)


# The mail


def test_the_mail_leaves_once_a_week_to_who_asked(contrat: Contrat, direction: Acces) -> None:
    assert courrier.a_envoyer(LE) == []
    conseillere = contrat.salarie.referents.get().utilisateur
    sienne = acces(contrat.structure, Role.CIP, conseillere)
    choisir_courriel(sienne, hebdomadaire=True)
    date_de(contrat.salarie, "rqth", jours(2), reservee=True)
    for jour in (LE, jours(1), jours(6)):
        for abonnement in courrier.a_envoyer(jour):
            envoi = courrier.preparer(abonnement, jour)
            assert envoi is not None
            courrier.envoyer(envoi, jour)
    (message,) = mail.outbox
    assert message.to == [conseillere.courriel]
    matricule = contrat.salarie.matricule
    assert f"- 21/06/2025 : fin de contrat, C. E. ({matricule})" in message.body
    assert f"- 18/06/2025 : date personnelle, C. E. ({matricule})" in message.body
    for secret in (contrat.salarie.personne.nom, "handicap", "rqth"):
        assert secret not in f"{message.subject} {message.body}"
    assert [a.pk for a in courrier.a_envoyer(jours(7))] == [AbonnementRadar.objects.get().pk]
    choisir_courriel(sienne, hebdomadaire=False)
    assert courrier.a_envoyer(jours(7)) == []


def test_the_mail_holds_what_is_the_readers_or_nobodys(contrat: Contrat, direction: Acces) -> None:
    choisir_courriel(direction, hebdomadaire=True)
    abonnement = courrier.a_envoyer(LE)[0]
    envoi = courrier.preparer(abonnement, LE)
    # Her adviser has it: the direction is not told.
    assert envoi is not None
    assert envoi.nombre == 0
    assert "Rien ne presse" in envoi.message.body
    contrat.salarie.referents.all().delete()
    envoi = courrier.preparer(abonnement, LE)
    assert envoi is not None
    assert envoi.nombre == 2


def test_no_mail_to_who_has_no_role_left(direction: Acces) -> None:
    choisir_courriel(direction, hebdomadaire=True)
    direction.utilisateur.les_roles.all().delete()
    assert courrier.preparer(courrier.a_envoyer(LE)[0], LE) is None


def test_a_mail_that_does_not_leave_is_tried_again(
    direction: Acces, monkeypatch: pytest.MonkeyPatch
) -> None:
    choisir_courriel(direction, hebdomadaire=True)
    envoi = courrier.preparer(courrier.a_envoyer(LE)[0], LE)
    assert envoi is not None

    def refuser() -> int:
        raise OSError("no server")

    monkeypatch.setattr(envoi.message, "send", refuser)
    with pytest.raises(OSError, match="no server"):
        courrier.envoyer(envoi, LE)
    assert len(courrier.a_envoyer(LE)) == 1
