/* Autosave: what waits is sent a little after the last key, and again until it is answered. */
"use strict";

import { dire } from "./bus.js";
import { retenir } from "./memoire.js";
import { G, RIEN, aEnvoyer, cleCase, estDeNous, figer, toutes } from "./modele.js";
import { mot } from "./mots.js";
import { empreinte } from "./texte.js";

const DELAI_MS = 400;
const AU_PLUS_MS = 2_000;
const REPRISE_MS = 20_000;
const PATIENCE_MS = 30_000;
const LOT = 5_000;
let minuterie = 0;
let depuis = 0;
let enVol = false;
let limite = LOT;
let jeton = "";

/** How many exchanges were started: a state asked before one of them is stale. */
export const V = { echanges: 0 };

/** Cells that wait to be sent. */
export const enAttente = () => [...toutes()].filter(aEnvoyer);

/** Send soon: once the typing pauses, two seconds at the latest. */
export const programmer = () => {
  const maintenant = performance.now();
  depuis = depuis || maintenant;
  clearTimeout(minuterie);
  minuterie = setTimeout(envoyer, Math.max(0, Math.min(DELAI_MS, depuis + AU_PLUS_MS - maintenant)));
  dire("etat", "attente");
};

const plusTard = () => {
  clearTimeout(minuterie);
  minuterie = setTimeout(envoyer, REPRISE_MS);
};

/** Send now what waits, if anything does. */
export const envoyer = async () => {
  clearTimeout(minuterie);
  if (enVol) return;
  const lot = enAttente().slice(0, limite);
  depuis = 0;
  if (!lot.length) return dire("etat", "repos");
  enVol = true;
  V.echanges += 1;
  dire("etat", "encours");
  const envoye = lot.map((une) => ({ une, c: une.c }));
  for (const une of lot) if (!estDeNous(une, une.c)) une.envoyes.push(une.c);
  retenir(lot);
  const reponse = await poster(envoye);
  enVol = false;
  V.echanges += 1;
  if (typeof reponse === "string") {
    dire("etat", reponse);
    return plusTard();
  }
  if (reponse.rejet !== undefined) return ecarter(lot, reponse.rejet);
  limite = Math.min(LOT, limite * 2);
  const avance = ranger(envoye, reponse);
  dire("etat", "enregistre");
  if (enAttente().length) return avance ? programmer() : plusTard();
  return undefined;
};

/* One cell the server cannot take must not hold back the others: halve until it stands alone. */
const ecarter = (lot, phrase) => {
  limite = Math.ceil(lot.length / 2);
  if (lot.length === 1) {
    Object.assign(lot[0], { envoyes: [], refus: true, raison: phrase || mot("nonModifiable") });
    limite = LOT;
    retenir(lot);
    dire("cases", lot);
    dire("etat", "enregistre");
  }
  return programmer();
};

const corps = (envoye) =>
  JSON.stringify({
    changements: envoye.map(({ une, c }) => ({
      rang: une.rang.cle,
      jour: une.jour.n,
      avant: une.base,
      apres: c,
    })),
  });

/* The answer, or one word: why there is none. */
const poster = async (envoye) => {
  if (!navigator.onLine) return "horsligne";
  try {
    const premiere = await demander(G.racine.dataset.cases, corps(envoye));
    if (premiere.status !== 403) return await lireEnvoi(premiere);
    // Signing in again elsewhere changed the token of the session.
    if (!(await renouveler())) return "deconnecte";
    return await lireEnvoi(await demander(G.racine.dataset.cases, corps(envoye)));
  } catch {
    return "horsligne";
  }
};

const demander = (adresse, body) =>
  fetch(adresse, {
    method: "POST",
    credentials: "same-origin",
    keepalive: body.length < 50_000,
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRFToken": jeton || G.racine.dataset.jeton,
    },
    signal: AbortSignal.timeout(PATIENCE_MS),
    body,
  });

/* `rejet`: this sending will never be taken as it is, though the page itself still answers. */
const lireEnvoi = async (reponse) => {
  if (![400, 404, 413].includes(reponse.status)) return lireReponse(reponse);
  const page = await fetch(G.racine.dataset.etat, { signal: AbortSignal.timeout(PATIENCE_MS) });
  const lue = await lireReponse(page);
  if (typeof lue === "string") return lue;
  const dit = await reponse.json().catch(() => ({}));
  return { rejet: dit.phrase || "" };
};

/** JSON of an answer, or `deconnecte` or `panne`. */
export const lireReponse = async (reponse) => {
  const estJson = (reponse.headers.get("Content-Type") || "").includes("json");
  if (reponse.redirected || reponse.status === 401 || reponse.status === 403) return "deconnecte";
  if (!reponse.ok) return "panne";
  return estJson ? reponse.json() : "deconnecte";
};

const renouveler = async () => {
  const page = await fetch(location.href, { signal: AbortSignal.timeout(PATIENCE_MS) });
  const lue = new DOMParser().parseFromString(await page.text(), "text/html");
  const neuve = lue.getElementById("grille");
  if (!neuve || !neuve.dataset.jeton) return false;
  jeton = neuve.dataset.jeton;
  return true;
};

/* Each cell takes what became of it; gives how many were settled. */
const ranger = (envoye, reponse) => {
  const dites = new Map(reponse.cases.map((x) => [cleCase(x.rang, x.jour), x]));
  const rangees = [];
  for (const { une, c } of envoye) {
    const dit = dites.get(cleCase(une.rang.cle, une.jour.n));
    if (!dit) continue;
    rangerUne(une, c, dit);
    rangees.push(une);
  }
  retenir(rangees);
  dire("cases", rangees);
  if (reponse.alarmes) {
    dire("alarmes", { alarmes: reponse.alarmes, salaries: reponse.alarmes_salaries || [] });
  }
  return rangees.length;
};

const rangerUne = (une, envoye, dit) => {
  if ("fige" in dit) {
    figer(une, dit);
    Object.assign(une, { ferme: true, base: dit.c || RIEN });
  }
  const encore = empreinte(une.c) === empreinte(envoye);
  const nousMemes = estDeNous(une, dit.c || RIEN);
  une.envoyes = [];
  if (dit.etat === "ecrite" || dit.etat === "inchangee") {
    une.base = dit.c || RIEN;
    if (encore && une.texte === null) une.c = une.base;
  } else if (dit.etat === "conflit" && nousMemes) {
    // Our own sending, whose answer was lost: nobody else is in the way.
    une.base = dit.c;
  } else if (dit.etat === "conflit") {
    une.conflit = { c: dit.c || RIEN, par: dit.par || "", le: dit.le || "" };
    if (empreinte(une.c) === empreinte(une.conflit.c)) Object.assign(une, { base: une.c, conflit: null });
    else dire("conflit", une);
  } else if (dit.etat === "refusee" && encore) {
    Object.assign(une, { refus: true, raison: dit.phrase || "" });
    dire("refus", une);
  }
};

/** Try again when there is a chance: network back, window looked at again, every twenty seconds. */
export const ecouterReseau = () => {
  window.addEventListener("online", envoyer);
  window.addEventListener("offline", () => dire("etat", enAttente().length ? "horsligne" : "repos"));
  window.addEventListener("focus", () => enAttente().length && envoyer());
  document.addEventListener("visibilitychange", () => enAttente().length && envoyer());
  setInterval(() => enAttente().length && envoyer(), REPRISE_MS);
};
