/* The acts above the grid: once the first hours are saved, the month can be validated. */
"use strict";

import { enAttente } from "./envoi.js";
import { G } from "./modele.js";
import { minutesDe } from "./texte.js";

const REPOS_MS = 1_000;
let minuterie = 0;

const aValider = () => [...G.parCle.values()].some((une) => minutesDe(une.base));

const dejaDit = () => G.racine.querySelector('.actions a[href$="/valider/"]') !== null;

/* The page says it when it opens; one that opened on an empty month is asked again, once. */
const remplacer = async () => {
  if (dejaDit() || enAttente().length || !aValider()) return;
  const reponse = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  if (!reponse || !reponse.ok || reponse.redirected) return;
  const lue = new DOMParser().parseFromString(await reponse.text(), "text/html");
  const neufs = lue.querySelector("#grille .actions");
  const anciens = G.racine.querySelector(".actions");
  if (neufs && anciens && !anciens.contains(document.activeElement)) anciens.replaceWith(neufs);
};

/** After a saving: look, once the typing pauses, whether the acts must be written again. */
export const reviserActes = (etat) => {
  if (etat !== "enregistre") return;
  clearTimeout(minuterie);
  minuterie = setTimeout(remplacer, REPOS_MS);
};
