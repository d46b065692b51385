"""Prepare a paper: everything filled, what is missing to type, the checks, then the number."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from etrier.missions.access import get_mission, les_missions
from etrier.missions.models import Mission
from etrier.parcours.documents.access import get_contrat_du_papier, get_immersion_du_papier
from etrier.parcours.documents.actions import contenu_de, manques_de, produire, voir
from etrier.parcours.documents.attendus import PAPIER_DU_CONTRAT
from etrier.parcours.documents.contenu import APERCU
from etrier.parcours.documents.controles import controler
from etrier.parcours.documents.demande import Demande, Utilisation, propositions
from etrier.parcours.documents.modeles import modele_en_vigueur
from etrier.parcours.documents.word import en_word
from etrier.parcours.enums import TypeContratTravail
from etrier.parcours.enums_accompagnement import GenreDocument
from etrier.parcours.models import AvenantContrat, Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui, maintenant
from etrier.structures.access import Acces, Finalite
from etrier.www.documents.fichiers import WORD, rendre
from etrier.www.documents.forms import SaisiesForm
from etrier.www.porte import porte

_DU_CONTRAT = frozenset(GenreDocument) - {GenreDocument.PMSMP, GenreDocument.MISE_A_DISPOSITION}


@porte(Finalite.ECRIRE_DOCUMENTS, methods=("GET", "POST"))
def document_contrat(request: HttpRequest, acces: Acces, contrat_id: int) -> HttpResponse:
    """A paper about a contract: `?genre=`, its own by default; `?avenant=` for one of its terms."""
    contrat = get_contrat_du_papier(acces, contrat_id)
    defaut = PAPIER_DU_CONTRAT.get(TypeContratTravail(contrat.genre), GenreDocument.CERTIFICAT)
    genre = _genre(request, defaut)
    demande = Demande(
        genre,
        acces.structure,
        contrat.salarie,
        aujourdhui(),
        contrat,
        avenant=_avenant(request, contrat) if genre == GenreDocument.AVENANT else None,
        utilisation=_chez(acces, contrat) if genre == GenreDocument.MISSION else None,
    )
    return _preparer(request, acces, demande)


def _genre(request: HttpRequest, defaut: GenreDocument) -> GenreDocument:
    demande = request.GET.get("genre", defaut.value)
    if demande not in _DU_CONTRAT:
        raise Http404
    return GenreDocument(demande)


def _avenant(request: HttpRequest, contrat: Contrat) -> AvenantContrat | None:
    """The avenant asked for, else the last one; None when there is none."""
    rang = request.GET.get("avenant", "")
    avenants = contrat.avenants.filter(rang__gt=0).order_by("-rang")
    return avenants.filter(rang=int(rang)).first() if rang.isdecimal() else avenants.first()


def _chez(acces: Acces, contrat: Contrat) -> Utilisation | None:
    if not acces.peut(Finalite.LIRE_MISSIONS):
        return None
    mission = les_missions(acces).filter(contrat=contrat).first()
    return utilisation_de(mission) if mission else None


def utilisation_de(mission: Mission) -> Utilisation:
    """A mission and its client as plain values."""
    client = mission.client
    lieu = f"{client.code_postal} {client.commune}".strip()
    with translation.override("fr"):
        nature = str(client.get_nature_display())
    return Utilisation(
        numero=mission.numero,
        objet=mission.objet,
        debut=mission.debut,
        fin=mission.fin,
        client=client.denomination,
        nature=client.nature,
        nature_libelle=nature,
        adresse=", ".join(mot for mot in (client.adresse, lieu) if mot),
        siret=client.siret,
        contact=client.contact,
    )


@porte(Finalite.ECRIRE_DOCUMENTS, methods=("GET", "POST"))
def document_immersion(request: HttpRequest, acces: Acces, immersion_id: int) -> HttpResponse:
    """The convention of a PMSMP."""
    immersion = get_immersion_du_papier(acces, immersion_id)
    demande = Demande(
        GenreDocument.PMSMP,
        acces.structure,
        immersion.salarie,
        aujourdhui(),
        immersion.contrat,
        immersion=immersion,
    )
    return _preparer(request, acces, demande)


@porte(Finalite.ECRIRE_DOCUMENTS, methods=("GET", "POST"))
def document_mission(request: HttpRequest, acces: Acces, mission_id: int) -> HttpResponse:
    """The contract between the structure and the user of a mission."""
    mission = get_mission(acces, mission_id)
    contrat = get_contrat_du_papier(acces, mission.contrat_id)
    demande = Demande(
        GenreDocument.MISE_A_DISPOSITION,
        acces.structure,
        contrat.salarie,
        aujourdhui(),
        contrat,
        utilisation=utilisation_de(mission),
    )
    return _preparer(request, acces, demande)


def _preparer(request: HttpRequest, acces: Acces, demande: Demande) -> HttpResponse:
    """Show what is filled, missing and checked; see, hand over as Word, or produce."""
    demande = replace(demande, saisis=propositions(demande))
    modele = modele_en_vigueur(acces.structure, demande.genre)
    form = SaisiesForm(demande, modele, request.POST or None)
    if form.is_valid():
        demande = replace(demande, saisis=form.saisis())
        try:
            return _faire(request, acces, demande, form.vues())
        except Refus as refus:
            form.add_error(None, refus.phrase)
    controles = controler(demande)
    form.demander(controles)
    page = {
        "demande": demande,
        "form": form,
        "bloquants": [c for c in controles if c.bloque],
        "manques": manques_de(demande, par=acces.utilisateur),
        "modele": modele,
        "fil": _fil(acces, demande),
    }
    return render(request, "documents/preparer.html", page)


def _faire(request: HttpRequest, acces: Acces, demande: Demande, vues: set[str]) -> HttpResponse:
    acte, par = request.POST.get("acte"), acces.utilisateur
    if acte == "voir":
        return rendre(voir(demande, par=par), f"{demande.genre}-apercu.pdf")
    if acte == "word":
        contenu = contenu_de(demande, APERCU, par=par)
        return rendre(en_word(contenu, le=maintenant()), f"{demande.genre}-a-modifier.docx", WORD)
    papier = produire(demande, vues, par=par)
    messages.success(
        request, _("Le papier n° %(numero)s est prêt à signer.") % {"numero": papier.numero}
    )
    return redirect("document", acces.structure.pk, papier.pk)


def _fil(acces: Acces, demande: Demande) -> Sequence[tuple[str, str]]:
    adresse = reverse("documents_salarie", args=[acces.structure.pk, demande.salarie.pk])
    return [
        (_("Papiers"), reverse("documents", args=[acces.structure.pk])),
        (str(demande.salarie.personne), adresse),
    ]
