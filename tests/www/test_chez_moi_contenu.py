"""The person's own page: what it shows."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from etrier.cloture.actions import cloturer
from etrier.parcours.enums import Rubrique, UsageSecret
from etrier.parcours.models import Contrat, DocumentProduit, LectureSecret, Referent, Salarie
from etrier.parcours.secrets import sceller, sceller_octets
from etrier.structures.enums import Role
from etrier.structures.models import Convention
from tests import fabrique
from tests.www.monde_chez_moi import LUNDI, camille, contrat, convention, horloge, lire, ouvrir

__all__ = ["camille", "contrat", "convention", "horloge"]

pytestmark = pytest.mark.django_db


class TestWhatItShows:
    def test_the_days_to_come_from_the_plan(self, camille: Salarie, contrat: Contrat) -> None:
        fabrique.plan(contrat, 420, 5)
        phone = ouvrir(camille)
        assert "lundi 2 juin" in lire(phone, "moi")
        page = lire(phone, "moi_planning")
        assert page.count("7 heures") == 9
        assert "lundi 9 juin" in page
        assert page.count("Jour férié") == 1

    def test_an_absence_is_not_explained(self, camille: Salarie, contrat: Contrat) -> None:
        fabrique.plan(contrat, 420, 5)
        fabrique.absence(camille, date(2025, 6, 3), date(2025, 6, 3), nature=4)
        page = lire(ouvrir(camille), "moi_planning")
        assert "Absence" in page
        assert "non payée" not in page

    def test_what_is_written_takes_the_place_of_the_plan(
        self, camille: Salarie, contrat: Contrat
    ) -> None:
        fabrique.plan(contrat, 420, 5)
        fabrique.heures(contrat, date(2025, 6, 2), 210)
        assert "3 heures 30 minutes" in lire(ouvrir(camille), "moi")

    def test_the_hours_say_whether_they_may_change(
        self, camille: Salarie, contrat: Contrat
    ) -> None:
        fabrique.heures(contrat, date(2025, 5, 5), 420)
        fabrique.heures(contrat, date(2025, 5, 6), 420, nature=5)
        fabrique.valider_mois(camille.structure, date(2025, 5, 1))
        fabrique.heures(contrat, date(2025, 6, 2), 90)
        page = " ".join(lire(ouvrir(camille), "moi_heures").split())
        ce_mois, dernier = page.split('aria-labelledby="mois_dernier"')
        assert "1 heure 30 minutes" in ce_mois
        assert "Elles peuvent changer" in ce_mois
        assert "14 heures" in dernier
        assert "Elles ne changent plus" in dernier

    def test_the_pay_of_a_closed_month_is_behind_a_touch(
        self, camille: Salarie, contrat: Contrat, convention: Convention
    ) -> None:
        fabrique.annexe(convention)
        fabrique.heures(contrat, date(2025, 5, 5), 420)
        fabrique.valider_mois(camille.structure, date(2025, 5, 1))
        assert cloturer([camille.structure_id], date(2025, 5, 1), par=None).closes
        page = " ".join(lire(ouvrir(camille), "moi_heures").split())
        (cache,) = re.findall(r"<details.*?</details>", page)
        assert "83,16 €" in cache
        assert "11,88 €" in cache
        assert "€" not in page.replace(cache, "")

    def test_her_papers_and_nobody_elses(self, camille: Salarie, contrat: Contrat) -> None:
        autre = fabrique.salarie(camille.structure)
        sien, _annule, etranger = (
            DocumentProduit.objects.create(
                structure=camille.structure,
                salarie=qui,
                genre="cddi",
                numero=f"D{rang}",
                le=date(2025, 1, 1),
                etat=etat,
                fichier=sceller_octets(b"%PDF-essai"),
                empreinte="e",
            )
            for rang, (qui, etat) in enumerate(
                [(camille, "emis"), (camille, "annule"), (autre, "emis")]
            )
        )
        phone = ouvrir(camille)
        page = lire(phone, "moi_papiers")
        assert page.count("Contrat de travail") == 2  # its title, and its button
        assert "À signer" in page
        assert "Vous avez un papier à signer" in lire(phone, "moi")
        lu = phone.get(reverse("moi_papier", args=[sien.pk]))
        assert lu.content == b"%PDF-essai"
        lecture = LectureSecret.objects.get()
        assert (lecture.usage, lecture.lecteur) == (UsageSecret.PERSONNE, None)
        refus = phone.get(reverse("moi_papier", args=[etranger.pk]))
        assert refus.status_code == 404
        assert "Cette page n’existe pas" in refus.content.decode()

    def test_who_helps_and_the_number_to_call(self, camille: Salarie) -> None:
        cip = fabrique.utilisateur(Role.CIP, camille.structure)
        Referent.objects.create(salarie=camille, utilisateur=cip, debut=date(2025, 1, 1))
        page = lire(ouvrir(camille, telephone="03 00 00 00 01"), "moi_aide")
        assert cip.nom in page
        assert 'href="tel:0300000001"' in page
        assert camille.structure.denomination in page

    def test_her_dates_without_any_motive(self, camille: Salarie, contrat: Contrat) -> None:
        le_pass = camille.personne.les_pass.get()
        le_pass.suspensions.create(
            debut=date(2025, 6, 1), fin=date(2025, 6, 30), motif=sceller("SICKNESS")
        )
        camille.entretiens.create(
            le=LUNDI - timedelta(days=9),
            genre="suivi",
            contenu=sceller("très secret"),
            prochain_le=date(2025, 6, 12),
        )
        page = lire(ouvrir(camille), "moi_dates")
        for dit in ("31 décembre 2025", "31 décembre 2027", "30 juin 2025", "jeudi 12 juin"):
            assert dit in page
        assert "SICKNESS" not in page
        assert "secret" not in page

    def test_who_opened_her_secrets(self, camille: Salarie) -> None:
        cip = fabrique.utilisateur(Role.CIP, camille.structure)
        communs = {"personne": camille.personne, "lecteur": cip}
        LectureSecret.objects.create(
            structure=camille.structure, rubrique=Rubrique.ENTRETIENS, **communs
        )
        LectureSecret.objects.create(
            structure=fabrique.structure("Ailleurs"), rubrique=Rubrique.SORTIE, **communs
        )
        page = lire(ouvrir(camille), "moi_droits")
        assert cip.nom in page
        assert "notes des rendez-vous" in page
        assert "mon départ" not in page
