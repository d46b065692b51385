/* What the others wrote: asked for when one comes back to the window, and now and then. */
"use strict";

import { dire } from "./bus.js";
import { enEdition } from "./edition.js";
import { V, enAttente, lireReponse } from "./envoi.js";
import { G, RIEN, figer, touchee } from "./modele.js";
import { empreinte } from "./texte.js";

const CHAQUE_MS = 30_000;
const AU_MOINS_MS = 3_000;
let dernier = performance.now();
let enVol = false;

/** Ask for the state of the page, and take what others changed. */
export const rafraichir = async () => {
  if (enVol || !navigator.onLine || performance.now() - dernier < AU_MOINS_MS) return;
  enVol = true;
  dernier = performance.now();
  const avant = V.echanges;
  const etat = await demander();
  enVol = false;
  if (etat === "deconnecte" && enAttente().length) dire("etat", "deconnecte");
  // An answer older than what was sent meanwhile would bring back the past.
  if (typeof etat === "string" || avant !== V.echanges) return;
  prendre(etat);
};

const demander = async () => {
  try {
    const reponse = await fetch(G.racine.dataset.etat, {
      credentials: "same-origin",
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(CHAQUE_MS),
    });
    return await lireReponse(reponse);
  } catch {
    return "horsligne";
  }
};

const prendre = (etat) => {
  const changees = [];
  for (const rang of G.rangs) {
    const dit = etat.rangs[rang.cle];
    if (!dit) continue;
    rang.prevu = dit.prevu || {};
    for (const une of rang.cases) if (une && prendreUne(une, dit.cases || {})) changees.push(une);
  }
  const connus = new Set(G.rangs.map((rang) => rang.cle));
  const nouveaux = Object.keys(etat.rangs).some((cle) => !connus.has(cle));
  if (nouveaux || (etat.clos && G.saisie)) dire("a-recharger");
  dire("cases", changees);
  dire("alarmes", { alarmes: etat.alarmes || [], salaries: null });
};

/* A cell that waits here, or is being typed in, keeps what it was: the server will tell both. */
const prendreUne = (une, cases) => {
  if (touchee(une) || enEdition() === une) return false;
  const dit = cases[une.jour.n] || {};
  const c = dit.c || RIEN;
  const avant = signature(une);
  Object.assign(une, { c, base: c });
  figer(une, dit);
  if (une.figee) une.ferme = true;
  return signature(une) !== avant;
};

const signature = (une) => [empreinte(une.c), empreinte(une.fige), une.figee, une.motif].join("|");

/** Ask at the good moments. */
export const ecouterAutres = () => {
  window.addEventListener("focus", rafraichir);
  window.addEventListener("online", () => setTimeout(rafraichir, AU_MOINS_MS));
  document.addEventListener("visibilitychange", () => document.hidden || rafraichir());
  setInterval(() => document.hidden || enEdition() || rafraichir(), CHAQUE_MS);
};
