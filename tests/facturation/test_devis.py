"""Quotes: what they come to, their life, their link, what an agreement becomes."""

import re
from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from etrier.facturation.devis import actions as acte
from etrier.facturation.devis.actions import LigneVoulue
from etrier.facturation.devis.chiffrage import chiffrer, totaux
from etrier.facturation.devis.liens import jeton, jeton_recu, ouvrir_lien, ouvrir_recu
from etrier.facturation.devis.papier import imprimer, nom_fichier
from etrier.facturation.devis.reponses import accepter, demander_acompte, refuser, tarif_manque
from etrier.facturation.models import ArticleAFacturer, Devis
from etrier.heures.releves.liens import LienRefuse
from etrier.missions.models import Client, Prestation, Tarif
from etrier.socle.erreurs import Refus
from tests import fabrique
from tests.heures.monde_releves import Horloge

pytestmark = pytest.mark.django_db
MATIN = datetime(2026, 11, 2, 9, 30, tzinfo=ZoneInfo("Europe/Paris"))
FIN = date(2026, 12, 2)
HEURES = LigneVoulue("Peinture", "heure", 35 * 60, 3890, "normal")
FORFAIT = LigneVoulue("Installation du chantier", "forfait", 1000, 25_000, "normal")
UNITES = LigneVoulue("Plaques posées", "unite", 12_500, 1899, "reduit")


@pytest.fixture
def horloge(monkeypatch: pytest.MonkeyPatch) -> Horloge:
    la_notre = Horloge(MATIN)
    modules = ("actions", "liens", "reponses")
    la_notre.poser(monkeypatch, *(f"etrier.facturation.devis.{m}" for m in modules))
    return la_notre


@pytest.fixture
def client_(horloge: Horloge) -> Client:
    return fabrique.client(fabrique.structure("EI"), "entreprise")


def preparer(pour: Client, *lignes: LigneVoulue, **suite: object) -> Devis:
    demande = {
        "client": pour,
        "objet": "Travaux d'essai",
        "valable_jusqu_au": FIN,
        "lignes": lignes or (HEURES, FORFAIT, UNITES),
        "par": None,
    }
    return acte.preparer(pour.structure, **demande | suite)  # type: ignore[arg-type]


def envoyer(pour: Client, *lignes: LigneVoulue, **suite: object) -> Devis:
    return acte.envoyer(preparer(pour, *lignes, **suite), par=None)


def test_numbers_follow_in_the_year_and_structure(client_: Client) -> None:
    ailleurs = fabrique.client(fabrique.structure("Autre"))
    numeros = [preparer(c).numero for c in (client_, client_, ailleurs)]
    assert numeros == ["D2026-0001", "D2026-0002", "D2026-0001"]


def test_it_comes_to_what_its_invoice_would(client_: Client) -> None:
    devis = preparer(client_, acompte_pour_cent=30)
    chiffrage = chiffrer(devis)
    assert [x.ht_centimes for x in chiffrage.lignes] == [136_150, 25_000, 23_738]
    assert [(x.base_centimes, x.tva_centimes) for x in chiffrage.tva] == [
        (161_150, 32_230),
        (23_738, 1_306),
    ]
    assert (chiffrage.ht_centimes, chiffrage.ttc_centimes) == (184_888, 218_424)
    assert chiffrage.acomptes()[0][1] == 48_345
    assert chiffrage.acompte_centimes == 48_345 + 9_669 + 7_121 + 392
    assert totaux([devis]) == {devis.pk: 184_888}


@pytest.mark.parametrize(
    ("lignes", "suite", "dit"),
    [
        ((), {"lignes": ()}, "de une à"),
        ((LigneVoulue(" ", "heure", 60, 1, "normal"),), {}, "le libellé"),
        ((LigneVoulue("Rien", "heure", 0, 1, "normal"),), {}, "ne peuvent pas être nuls"),
        ((LigneVoulue("Rien", "unite", 1, 0, "normal"),), {}, "ne peuvent pas être nuls"),
        ((LigneVoulue("Quoi", "litre", 1, 1, "normal"),), {}, "dans les listes"),
        ((HEURES, HEURES), {}, "même prestation"),
        ((), {"valable_jusqu_au": date(2026, 11, 1)}, "est passée"),
        ((), {"acompte_pour_cent": 101}, "de 0 à 100"),
        ((), {"objet": ""}, "l'objet du devis"),
    ],
)
def test_what_cannot_be_quoted_is_refused(
    client_: Client, lignes: tuple[LigneVoulue, ...], suite: dict[str, object], dit: str
) -> None:
    with pytest.raises(Refus, match=dit):
        preparer(client_, *lignes, **suite)
    assert not Devis.objects.exists()


def test_another_structure_s_client_chantier_or_service_is_refused(client_: Client) -> None:
    ailleurs = fabrique.client(fabrique.structure("Autre"))
    with pytest.raises(Refus, match="n'est pas de cette structure"):
        acte.preparer(
            client_.structure,
            client=ailleurs,
            objet="x",
            valable_jusqu_au=FIN,
            lignes=[HEURES],
            par=None,
        )
    with pytest.raises(Refus, match="n'est pas de cette structure"):
        preparer(client_, chantier=fabrique.chantier(ailleurs.structure))
    d_un_autre = fabrique.chantier(client_.structure, fabrique.client(client_.structure))
    with pytest.raises(Refus, match="autre client"):
        preparer(client_, chantier=d_un_autre)
    leur = Prestation.objects.create(structure=ailleurs.structure, code="P", libelle="Peinture")
    with pytest.raises(Refus, match="prestation dans la liste"):
        preparer(client_, LigneVoulue("Peinture", "heure", 60, 1, "normal", leur))


def test_a_draft_changes_a_sent_one_does_not(client_: Client) -> None:
    devis = preparer(client_)
    demande = {"client": client_, "valable_jusqu_au": FIN, "par": None}
    acte.modifier(devis, objet="Autre", lignes=[FORFAIT], **demande)  # type: ignore[arg-type]
    assert [x.libelle for x in devis.lignes.all()] == ["Installation du chantier"]
    acte.envoyer(devis, par=None)
    with pytest.raises(Refus, match="il ne change plus"):
        acte.modifier(devis, objet="Trop tard", lignes=[FORFAIT], **demande)  # type: ignore[arg-type]


def test_a_duplicate_is_a_draft_with_the_same_lines(client_: Client) -> None:
    devis = envoyer(client_, acompte_pour_cent=30)
    acte.annuler(devis, par=None)
    copie = acte.dupliquer(devis, valable_jusqu_au=FIN, par=None)
    assert (copie.numero, copie.etat, copie.acompte_pour_cent) == ("D2026-0002", "brouillon", 30)
    assert chiffrer(copie).lignes == chiffrer(devis).lignes


def test_the_link_opens_until_its_date(client_: Client, horloge: Horloge) -> None:
    devis = envoyer(client_)
    lien = jeton(devis)
    assert ouvrir_lien(lien) == devis
    horloge.avancer(30)
    assert ouvrir_lien(lien) == devis
    horloge.avancer(1)
    with pytest.raises(LienRefuse, match="n'est plus valable"):
        ouvrir_lien(lien)
    with pytest.raises(Refus, match="dupliquez-le"):
        acte.envoyer(devis, par=None)


def test_a_later_sending_closes_the_link_before(client_: Client, horloge: Horloge) -> None:
    devis = envoyer(client_)
    premier = jeton(devis)
    horloge.avancer(1)
    devis = acte.envoyer(devis, courriel="client@exemple.test", par=None)
    with pytest.raises(LienRefuse, match="plus récent"):
        ouvrir_lien(premier)
    assert ouvrir_lien(jeton(devis)) == devis


@pytest.mark.parametrize("texte", ["", "1", "x.y", "1-20261102083000000001"])
def test_a_forged_link_opens_nothing(client_: Client, texte: str) -> None:
    lien = jeton(envoyer(client_))
    for faux in (texte, f"{texte}.{lien.rpartition('.')[2]}", lien + "a"):
        with pytest.raises(LienRefuse) as refus:
            ouvrir_lien(faux)
        assert refus.value.statut == 404


def test_a_cancelled_quote_opens_no_more(client_: Client) -> None:
    devis = envoyer(client_)
    acte.annuler(devis, par=None)
    with pytest.raises(LienRefuse, match="annulé"):
        ouvrir_lien(jeton(devis))
    with pytest.raises(Refus, match="annulé"):
        acte.annuler(devis, par=None)


def test_an_agreement_makes_articles_and_dated_prices(client_: Client) -> None:
    devis = envoyer(client_)
    devis = accepter(devis, nom="Odile EXEMPLE", qualite="Gérante", bon_pour_accord=True)
    assert (devis.etat, devis.repondu_par, devis.qualite) == (
        "accepte",
        "Odile EXEMPLE",
        "Gérante",
    )
    articles = ArticleAFacturer.objects.filter(devis=devis).order_by("pk")
    assert [(a.libelle, a.quantite_milliemes, a.prix_centimes) for a in articles] == [
        ("Installation du chantier", 1000, 25_000),
        ("Plaques posées", 12_500, 1899),
    ]
    tarif = Tarif.objects.get(client=client_)
    assert (tarif.montant_horaire_centimes, tarif.regime_tva) == (3890, "normal")
    assert tarif.depuis == MATIN.date()


def test_it_is_answered_once(client_: Client) -> None:
    devis = envoyer(client_)
    accepter(devis, nom="Odile EXEMPLE", bon_pour_accord=True)
    with pytest.raises(LienRefuse, match="déjà été donnée"):
        accepter(devis, nom="Odile EXEMPLE", bon_pour_accord=True)
    with pytest.raises(LienRefuse, match="déjà été donnée"):
        refuser(devis, nom="Odile EXEMPLE")
    assert ArticleAFacturer.objects.filter(devis=devis).count() == 2
    assert Tarif.objects.filter(client=client_).count() == 1


def test_an_agreement_needs_its_words_and_a_name(client_: Client) -> None:
    devis = envoyer(client_)
    with pytest.raises(Refus, match="Bon pour accord"):
        accepter(devis, nom="Odile EXEMPLE", bon_pour_accord=False)
    with pytest.raises(Refus, match="le nom"):
        accepter(devis, nom="  ", bon_pour_accord=True)
    devis.refresh_from_db()
    assert devis.etat == "envoye"
    assert not ArticleAFacturer.objects.exists()


def test_the_price_is_the_chantier_s_and_the_service_s(client_: Client) -> None:
    chantier = fabrique.chantier(client_.structure, client_)
    service = Prestation.objects.create(structure=client_.structure, code="P", libelle="Peinture")
    ligne = LigneVoulue("Peinture", "heure", 60, 3890, "normal", service)
    accepter(envoyer(client_, ligne, chantier=chantier), nom="Odile", bon_pour_accord=True)
    tarif = Tarif.objects.get(chantier=chantier)
    assert (tarif.client, tarif.prestation) == (None, service)


def test_a_price_of_the_same_day_does_not_stop_the_client(client_: Client) -> None:
    Tarif.objects.create(
        structure=client_.structure,
        client=client_,
        depuis=MATIN.date(),
        montant_horaire_centimes=4000,
        regime_tva="normal",
    )
    devis = accepter(envoyer(client_, HEURES), nom="Odile", bon_pour_accord=True)
    assert devis.etat == "accepte"
    assert tarif_manque(devis, devis.lignes.get())


def test_a_refusal_keeps_its_word(client_: Client) -> None:
    devis = refuser(envoyer(client_), nom="Odile EXEMPLE", commentaire="Trop cher.")
    assert (devis.etat, devis.commentaire) == ("refuse", "Trop cher.")
    assert not ArticleAFacturer.objects.exists()
    assert ouvrir_recu(jeton_recu(devis)) == devis


def test_a_receipt_is_of_an_answer(client_: Client) -> None:
    devis = envoyer(client_)
    with pytest.raises(LienRefuse):
        ouvrir_recu(jeton_recu(devis))
    with pytest.raises(LienRefuse):
        ouvrir_recu("faux.jeton")


def lire(devis: Devis) -> str:
    pdf = PdfReader(BytesIO(imprimer(devis)))
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))


def test_its_paper_says_what_is_offered_and_leaves_room_to_sign(client_: Client) -> None:
    devis = preparer(client_, acompte_pour_cent=30)
    lu = lire(devis)
    for attendu in (
        "Devis n° D2026-0001",
        client_.structure.denomination,
        client_.denomination,
        "Valable jusqu’au 2 décembre 2026",
        "Travaux d'essai",
        "Peinture 35 h 38,90 € / h 20 % 1 361,50 €",
        "Plaques posées 12,5 18,99 € 5,5 % 237,38 €",
        "Total TTC du devis 2 184,24 €",
        "Acompte demandé à l’acceptation : 30 %, soit 655,27 € TTC.",
        "leur nombre est une estimation",
        "« Bon pour accord » et signature",
    ):
        assert attendu in lu, attendu
    assert imprimer(devis) == imprimer(devis)
    assert nom_fichier(devis) == "devis-D2026-0001.pdf"


def test_once_answered_the_paper_says_by_whom(client_: Client) -> None:
    devis = accepter(envoyer(client_, FORFAIT), nom="Odile EXEMPLE", bon_pour_accord=True)
    lu = lire(devis)
    assert (
        "Bon pour accord, Odile EXEMPLE, le 02/11/2026 à 09:30, par le lien signé envoyé le "
        "02/11/2026." in lu
    )
    assert "et signature" not in lu


def test_the_deposit_is_invoiced_once(client_: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    demandes: list[tuple[int, str]] = []
    module = "etrier.facturation.devis.reponses"
    monkeypatch.setattr(
        f"{module}.facturer_acompte",
        lambda _client, **d: demandes.append((d["ht_centimes"], d["regime_tva"])),
    )
    devis = envoyer(client_, acompte_pour_cent=30)
    with pytest.raises(Refus):
        demander_acompte(devis, par=None)
    accepter(devis, nom="Odile", bon_pour_accord=True)
    demander_acompte(devis, par=None)
    assert demandes == [(48_345, "normal"), (7_121, "reduit")]
