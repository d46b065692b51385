"""What the phone sends: changes, in JSON, and photos."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext

from etrier.heures.access import get_photo
from etrier.heures.enums import GenreHeures
from etrier.heures.feuilles.actions import REFUSE, Operation, pointer
from etrier.heures.feuilles.photos import OCTETS_MAX, chemin_photo, joindre_photo
from etrier.missions.access import get_chantier
from etrier.socle.erreurs import Refus
from etrier.structures.access import Acces, Finalite
from etrier.www.porte import porte

PAR_ENVOI = 200
_ENTIER_MAX = 2**31 - 1
# Those of the addresses (`<jour:…>`).
_AN_MIN, _AN_MAX = 1000, 2999


@porte(Finalite.SAISIR_HEURES, methods=("POST",))
def feuille_synchroniser(request: HttpRequest, acces: Acces, chantier_id: int) -> HttpResponse:
    """Do the changes sent and answer for each; 409 when another account typed them."""
    chantier = get_chantier(acces, chantier_id)
    envoi = _lire_envoi(request)
    if envoi is None:
        return JsonResponse({"phrase": gettext("Cet envoi est illisible.")}, status=400)
    if envoi["compte"] != acces.utilisateur.pk:
        return _autre_compte()
    lues = [(brute, _lire_operation(brute)) for brute in envoi["operations"]]
    faites = pointer(
        acces.structure, chantier, [lue for _brute, lue in lues if lue], par=acces.utilisateur
    )
    illisibles = [_illisible(brute) for brute, lue in lues if lue is None]
    return JsonResponse({"reponses": faites + illisibles})


@porte(Finalite.SAISIR_HEURES, methods=("POST",))
def feuille_photo(
    request: HttpRequest, acces: Acces, chantier_id: int, lundi: date
) -> HttpResponse:
    """Attach a photo; 422 with the sentence when it is not one, 409 for another account."""
    chantier = get_chantier(acces, chantier_id)
    if request.POST.get("compte") != str(acces.utilisateur.pk):
        return _autre_compte()
    try:
        photo = joindre_photo(chantier, lundi, _contenu(request), par=acces.utilisateur)
    except Refus as refus:
        return JsonResponse({"phrase": refus.phrase}, status=422)
    adresse = reverse("feuille_photo_voir", args=[acces.structure.pk, photo.pk])
    return JsonResponse({"photo": photo.pk, "adresse": adresse})


@porte(Finalite.LIRE_HEURES)
def feuille_photo_voir(request: HttpRequest, acces: Acces, photo_id: int) -> HttpResponse:
    """The picture, for those who read the hours; never kept by a shared cache."""
    photo = get_photo(acces, photo_id)
    chemin = chemin_photo(acces.structure.pk, photo.empreinte)
    if not chemin.is_file():
        raise Http404
    return HttpResponse(
        chemin.read_bytes(),
        content_type=photo.type_contenu,
        headers={
            "Content-Disposition": "inline",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-cache",
        },
    )


def _contenu(request: HttpRequest) -> bytes:
    """The bytes of the photo, and no more than what tells that it is too large."""
    fichier = request.FILES.get("photo")
    return fichier.read(OCTETS_MAX + 1) if fichier is not None else b""


def _autre_compte() -> JsonResponse:
    phrase = gettext(
        "Ces changements ont été saisis sous un autre compte : il faut se reconnecter avec lui "
        "pour les envoyer."
    )
    return JsonResponse({"phrase": phrase}, status=409)


def _lire_envoi(request: HttpRequest) -> dict[str, Any] | None:
    """The account and the changes; None when the body is not ours."""
    try:
        envoi = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(envoi, dict) or not isinstance(envoi.get("operations"), list):
        return None
    return {"compte": envoi.get("compte"), "operations": envoi["operations"][:PAR_ENVOI]}


def _lire_operation(brute: object) -> Operation | None:
    """One change; None when it does not have the form of one."""
    if not isinstance(brute, Mapping):
        return None
    try:
        return Operation(
            cle=UUID(_texte(brute["cle"])),
            contrat_id=_entier(brute["contrat"]),
            jour=_lire_jour(brute["jour"]),
            version=_entier(brute["version"]),
            vu=_lire_vu(brute["vu"]),
            nature=int(GenreHeures(brute["nature"])),
            arrivee=_horaire(brute, "arrivee"),
            depart=_horaire(brute, "depart"),
            pause=_horaire(brute, "pause") or 0,
        )
    except (KeyError, TypeError, ValueError):
        return None


def _lire_jour(valeur: object) -> date:
    """A day with weeks before and after it in the calendar."""
    jour = date.fromisoformat(_texte(valeur))
    if not _AN_MIN <= jour.year <= _AN_MAX:
        raise ValueError(valeur)
    return jour


def _horaire(brute: Mapping[str, object], nom: str) -> int | None:
    """Times only mean something at work, and only together."""
    if brute["nature"] != GenreHeures.TRAVAIL or brute.get("arrivee") is None:
        return None
    return _entier(brute[nom])


def _lire_vu(vu: object) -> dict[int, int]:
    if not isinstance(vu, Mapping):
        raise TypeError
    return {int(GenreHeures(int(nature))): _entier(minutes) for nature, minutes in vu.items()}


def _entier(valeur: object) -> int:
    if not isinstance(valeur, int) or isinstance(valeur, bool) or abs(valeur) > _ENTIER_MAX:
        raise TypeError
    return valeur


def _texte(valeur: object) -> str:
    if not isinstance(valeur, str):
        raise TypeError
    return valeur


def _illisible(brute: object) -> dict[str, Any]:
    cle = brute.get("cle") if isinstance(brute, Mapping) else None
    phrase = gettext("Ce changement est illisible : saisissez-le à nouveau.")
    return {"cle": cle, "sort": REFUSE, "phrase": phrase, "etat": None, "lu_le": None}
