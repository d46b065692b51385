/* What one types in a cell, and what it then shows: the twin of heures/cases.py. */
"use strict";

import { mot } from "./mots.js";

const TRAVAIL = 1;
const UN_JOUR = 1440;
const COUPURE = /\s*[+/;]\s*|\s+(?=\p{L})|(?<=[0-9hH])\s+(?=[0-9])/u;
const MORCEAU = /^(\p{L}*)\s*([0-9][0-9.,:hH]*)?$/u;
// « 7 h 30 » is one duration; the space after « 7 h » in « 7 h CP » parts two.
const ESPACE_AVANT_H = /(?<=[0-9])\s*(h)(?!\p{L})(?:\s+(?=[0-9]{2}(?![0-9.,:h])))?/giu;

/** What cannot be read, with the sentence that says why. */
export class Illisible extends Error {}

/* Minutes of "7h30", "7:30", "7,5", "7.5", "7"; null otherwise. Halves of a minute go up. */
const lireDuree = (texte) => {
  const h = /^([0-9]+)(?:h([0-9]{2})?|:([0-9]{2}))$/i.exec(texte);
  if (h) {
    const minutes = Number(h[2] || h[3] || 0);
    return minutes < 60 ? Number(h[1]) * 60 + minutes : null;
  }
  const d = /^([0-9]+)(?:[.,]([0-9]+))?$/.exec(texte);
  if (!d) return null;
  const rang = 10n ** BigInt((d[2] || "").length);
  return Number((2n * 60n * BigInt(d[1] + (d[2] || "")) + rang) / (2n * rang));
};

const morceaux = (texte) =>
  texte
    .trim()
    .replace(ESPACE_AVANT_H, "$1")
    .split(COUPURE)
    .filter(Boolean)
    .map((partie) => {
      const trouve = MORCEAU.exec(partie);
      const minutes = trouve && trouve[2] ? lireDuree(trouve[2]) : undefined;
      if (!trouve || minutes === null) throw new Illisible(mot("pasDuree", { texte: partie }));
      return { lettres: trouve[1], minutes };
    });

const natureDe = (lettres, codes) => {
  if (!lettres) return TRAVAIL;
  const code = lettres.toUpperCase();
  if (Object.hasOwn(codes, code)) return codes[code];
  const connus = Object.keys(codes).sort().join(", ");
  throw new Illisible(mot("codeInconnu", { texte: lettres, codes: connus }));
};

const somme = (contenu) => Object.values(contenu).reduce((a, b) => a + b, 0);

/** Minutes by nature of what is typed; a code alone takes what is left of the `prevu` minutes.
    Throws Illisible. */
export const lire = (texte, codes, prevu = 0) => {
  const contenu = {};
  const aCompleter = [];
  for (const { lettres, minutes } of morceaux(texte)) {
    const nature = natureDe(lettres, codes);
    if (nature in contenu || aCompleter.some((x) => x.nature === nature)) {
      throw new Illisible(mot("double", { texte: texte.trim() }));
    }
    if (minutes === undefined) aCompleter.push({ nature, lettres: lettres.toUpperCase() });
    else contenu[nature] = minutes;
  }
  for (const { nature, lettres } of aCompleter) {
    const reste = prevu - somme(contenu);
    if (reste <= 0) throw new Illisible(mot("sansPrevu", { texte: lettres }));
    contenu[nature] = reste;
  }
  if (somme(contenu) > UN_JOUR) throw new Illisible(mot("depasse", { texte: texte.trim() }));
  return Object.fromEntries(Object.entries(contenu).filter(([, minutes]) => minutes));
};

/** `450` is `7h30`, 420 is `7h`, 0 is nothing. */
export const abrege = (minutes) => {
  if (!minutes) return "";
  const reste = Math.abs(minutes) % 60;
  const heures = Math.floor(Math.abs(minutes) / 60);
  return `${minutes < 0 ? "−" : ""}${heures}h${reste ? String(reste).padStart(2, "0") : ""}`;
};

const codeDe = (nature, codes) =>
  Number(nature) === TRAVAIL ? "" : Object.keys(codes).find((c) => codes[c] === Number(nature)) || "";

/** The shortest text `lire` reads back the same: `7h30`, `3h30 CP3h30`. */
export const ecrire = (contenu, codes) =>
  Object.entries(contenu)
    .filter(([, minutes]) => minutes)
    .map(([nature, minutes]) => codeDe(nature, codes) + abrege(minutes))
    .join(" ");

/** The same for a spreadsheet, which takes `7:30` for a time. */
export const ecrireTableur = (contenu, codes) =>
  Object.entries(contenu)
    .filter(([, minutes]) => minutes)
    .map(([nature, m]) => {
      const signe = m < 0 ? "-" : "";
      const duree = `${signe}${Math.floor(Math.abs(m) / 60)}:${String(Math.abs(m) % 60).padStart(2, "0")}`;
      return [codeDe(nature, codes), duree].filter(Boolean).join(" ");
    })
    .join(" ");

/** One word for a content: two contents are the same when their words are. */
export const empreinte = (contenu) =>
  Object.entries(contenu)
    .filter(([, minutes]) => minutes)
    .map(([nature, minutes]) => `${nature}:${minutes}`)
    .join(" ");

/** Two contents in one. */
export const ajouter = (un, autre) => {
  const tout = { ...un };
  for (const [nature, minutes] of Object.entries(autre)) tout[nature] = (tout[nature] || 0) + minutes;
  return tout;
};

/** Minutes of a content, whatever their nature. */
export const minutesDe = (contenu) => somme(contenu);

/** What a spreadsheet puts on the clipboard: rows, tabs, cells quoted when they hold either. */
export const lireTableur = (texte) => {
  const rangs = [[]];
  let case_ = "";
  let cite = false;
  const finir = () => rangs.at(-1).push(case_);
  const t = texte.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let i = 0; i < t.length; i += 1) {
    const c = t[i];
    if (cite) {
      if (c !== '"') case_ += c;
      else if (t[i + 1] === '"') {
        case_ += '"';
        i += 1;
      } else cite = false;
    } else if (c === '"' && !case_) cite = true;
    else if (c === "\t" || c === "\n") {
      finir();
      case_ = "";
      if (c === "\n") rangs.push([]);
    } else case_ += c;
  }
  finir();
  return rangs.map((rang) => rang.map(nettoyer));
};

/* Spreadsheets write a time with its seconds: 7:30:00. */
const nettoyer = (texte) =>
  texte
    .replace(/[\s\u00a0\u202f]+/g, " ")
    .trim()
    .replace(/(\d+:\d{2}):00(?![\d:])/g, "$1");
