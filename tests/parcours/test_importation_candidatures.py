"""The platform's list: its columns, its accents, its bad rows, twice the same file."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.http import Http404

from etrier.parcours.accueil.actions import Arrivee, recevoir
from etrier.parcours.accueil.formats.plateforme import lire_fichier, lire_jour
from etrier.parcours.accueil.importation import importer, previsualiser
from etrier.parcours.accueil.partenaires import FichePartenaire, ajouter_partenaire
from etrier.parcours.actions import Identite
from etrier.parcours.models import Candidature, Partenaire, PassIae, Personne
from etrier.socle.erreurs import Refus
from etrier.structures.access import Acces
from etrier.structures.enums import Role
from etrier.structures.formats.refus import FichierRefuse
from etrier.structures.models import Structure
from tests import fabrique

pytestmark = pytest.mark.django_db

# As the export of the platform titles them.
TITRES = (
    "Civilité candidat;Nom candidat;Prénom candidat;Email candidat;Téléphone candidat;"
    "Date de naissance candidat;Ville candidat;Département candidat;Nom structure employeur;"
    "Type employeur;Métiers;Source de la candidature;Nom organisation prescripteur;"
    "Nom utilisateur prescripteur;Date de la candidature;Statut de la candidature;"
    "Dates de début d’embauche;Dates de fin d’embauche;Motifs de refus;Éligibilité IAE validée;"
    "Eligible au contrôle;Numéro PASS IAE;Début PASS IAE;Fin PASS IAE;Statut PASS IAE"
)


def ligne(
    nom: str = "EXEMPLE",
    prenom: str = "Zoé",
    naissance: str = "17/05/1990",
    source: str = "Candidature spontanée",
    prescripteur: str = "",
    recue: str = "02/03/2026",
    statut: str = "Nouvelle candidature",
) -> str:
    """A row of the export."""
    return (
        f"Mme;{nom};{prenom};zoe@exemple.test;0600000000;{naissance};Exempleville;99;L'ACI;ACI;"
        f"Agente d'entretien;{source};{prescripteur};T. TEST;{recue};{statut};;;;oui;non;"
        "999990000001;01/01/2026;31/12/2027;Valide"
    )


def csv(*lignes: str, codage: str = "utf-8") -> bytes:
    """A file of these rows."""
    return "\r\n".join((TITRES, *lignes)).encode(codage)


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def cip(aci: Structure) -> Acces:
    return Acces(fabrique.utilisateur(Role.CIP, aci), aci, frozenset({Role.CIP}))


class TestLecture:
    @pytest.mark.parametrize("codage", ["utf-8", "utf-8-sig", "cp1252"])
    def test_accents_whatever_wrote_the_file(self, codage: str) -> None:
        [lue] = lire_fichier(csv(ligne(), codage=codage), "liste.csv")
        assert (lue.rang, lue.texte("prenom")) == (2, "Zoé")
        assert lue.jour("naissance") == date(1990, 5, 17)
        assert set(lue.textes) & {"pass", "eligibilite", "nir"} == set()

    def test_a_spreadsheet_with_real_dates_below_a_title(self) -> None:
        sortie = io.BytesIO()
        with xlsxwriter.Workbook(sortie, {"default_date_format": "dd/mm/yyyy"}) as classeur:
            feuille = classeur.add_worksheet()
            feuille.write(0, 0, "Candidatures reçues")
            feuille.write_row(2, 0, TITRES.split(";"))
            feuille.write_row(3, 0, ligne().split(";"))
            feuille.write_datetime(3, 5, date(1990, 5, 17))
        [lue] = lire_fichier(sortie.getvalue(), "liste.xlsx")
        assert (lue.rang, lue.jour("naissance")) == (4, date(1990, 5, 17))

    @pytest.mark.parametrize(
        ("contenu", "nom", "phrase"),
        [
            (b"PK pas un tableur", "liste.xlsx", "ne s'ouvre pas"),
            (b"Nom;Age\nEXEMPLE;3", "liste.csv", "Il y manque : prenom candidat"),
            (csv(), "liste.csv", "aucune candidature"),
        ],
    )
    def test_another_file_is_refused(self, contenu: bytes, nom: str, phrase: str) -> None:
        with pytest.raises(FichierRefuse, match=phrase):
            lire_fichier(contenu, nom)

    @pytest.mark.parametrize("texte", ["17/05/1990", "1990-05-17", "1990-05-17T00:00:00"])
    def test_a_day_as_people_write_it(self, texte: str) -> None:
        assert lire_jour(texte) == date(1990, 5, 17)


class TestImport:
    def test_seen_then_written_and_twice_adds_nothing(self, cip: Acces) -> None:
        fichier = csv(
            ligne(),
            ligne(
                "TEST", "Ali", source="Prescripteur habilité", prescripteur="CCAS d'Exempleville"
            ),
        )
        assert len(previsualiser(cip, fichier, "l.csv").de("nouvelle")) == 2
        assert not Personne.objects.exists()
        importer(cip, fichier, "l.csv")
        zoe = Candidature.objects.get(personne__prenom="Zoé")
        assert (zoe.origine, zoe.recue_le, zoe.poste) == (
            "spontanee",
            date(2026, 3, 2),
            "Agente d'entretien",
        )
        assert (zoe.personne.telephone, zoe.personne.civilite) == ("0600000000", "MME")
        assert (
            Candidature.objects.get(personne__prenom="Ali").partenaire == Partenaire.objects.get()
        )
        assert Partenaire.objects.get().genre == "CCAS"
        assert not PassIae.objects.exists()
        again = importer(cip, fichier, "l.csv")
        assert (len(again.de("connue")), Candidature.objects.count()) == (2, 2)

    @pytest.mark.parametrize(
        ("mauvaise", "raison"),
        [
            (ligne(naissance="31/02/1990"), "n'est pas une date de naissance"),
            (ligne(naissance=""), "manque la date de naissance"),
            (ligne(naissance="17/05/2090"), "ne peut pas être"),
            (ligne(recue="01/01/2999"), "à venir"),
            (ligne(prenom=""), "le nom ou le prénom"),
            (ligne(nom="E…"), "masqué"),
            (
                ligne(source="Prescripteur habilité", prescripteur="Les Amis"),
                "pas dans vos partenaires",
            ),
        ],
    )
    def test_a_bad_row_is_told_in_plain_words(self, cip: Acces, mauvaise: str, raison: str) -> None:
        fichier = csv(mauvaise, ligne("BON", "Ali"))
        [lue] = previsualiser(cip, fichier, "l.csv").de("refusee")
        assert lue.rang == 2
        assert raison in lue.raison
        with pytest.raises(Refus, match="1 ligne ne peut pas"):
            importer(cip, fichier, "l.csv")
        assert not Candidature.objects.exists()
        importer(cip, fichier, "l.csv", les_bonnes=True)
        assert Candidature.objects.get().personne.nom == "BON"

    def test_somebody_known_is_not_written_twice(self, cip: Acces, aci: Structure) -> None:
        zoe = Identite("Exemple", "ZOE", date(1990, 5, 17))
        connue = recevoir(aci, zoe, Arrivee("spontanee", date(2026, 1, 5)), par=None)
        [lue] = previsualiser(cip, csv(ligne()), "l.csv").lignes
        assert (lue.etat, lue.raison) == (
            "connue",
            "la personne a déjà une candidature ouverte ici",
        )
        connue.etat = "retiree"
        connue.save()
        importer(cip, csv(ligne()), "l.csv")
        assert Personne.objects.get().candidatures.count() == 2
        [proche] = previsualiser(cip, csv(ligne("EXAMPLE", "Zoe")), "l.csv").lignes
        assert "Ressemble à Exemple ZOE" in proche.raison

    def test_what_is_closed_there_stays_there(self, cip: Acces) -> None:
        fichier = csv(
            ligne(statut="Candidature acceptée"), ligne("B", "Ali", statut="Embauché ailleurs")
        )
        assert len(previsualiser(cip, fichier, "l.csv").de("close")) == 2

    def test_the_same_person_twice_in_the_file(self, cip: Acces) -> None:
        apercu = importer(cip, csv(ligne(), ligne(recue="03/03/2026")), "l.csv")
        assert [x.etat for x in apercu.lignes] == ["nouvelle", "connue"]
        assert Personne.objects.count() == 1

    def test_a_sender_who_may_not_prescribe_is_told(self, cip: Acces, aci: Structure) -> None:
        ajouter_partenaire(aci, FichePartenaire("Les Amis", "ORIENTEUR"), par=None)
        fichier = csv(ligne(source="Prescripteur habilité", prescripteur="LES AMIS"))
        assert "n'est pas habilité" in previsualiser(cip, fichier, "l.csv").lignes[0].raison

    def test_others_do_not_enter(self, aci: Structure) -> None:
        lecture = Acces(fabrique.utilisateur(), aci, frozenset({Role.LECTURE}))
        with pytest.raises(Http404):
            previsualiser(lecture, csv(ligne()), "l.csv")
