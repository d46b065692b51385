/* Totals that follow the typing: the row, the group, the day, the week, the month, the ETP.

   Only differences are added: the totals of the page may count rows that are on another page. */
"use strict";

import { parImage } from "./bus.js";
import { G, case_, contenuVu } from "./modele.js";
import { centiemes, enHeures, mot } from "./mots.js";
import { abrege, minutesDe } from "./texte.js";

const valeurs = new Map(); // element -> minutes
const sales = new Set();
const comptees = new WeakMap(); // cell -> its minutes, by nature, already in the totals
const semaines = new Map(); // ISO week -> element
let etp = 0;
let montree = null;

const retenues = (contenu) => G.etp.natures.reduce((n, nature) => n + (contenu[nature] || 0), 0);

/** Prepare the totals of the page, and the line of weeks under it. */
export const preparerTotaux = () => {
  for (const rang of G.rangs) {
    rang.total = rang.tr.querySelector("[data-total]");
    rang.sousTotal = rang.tr.parentNode.querySelector("tr.sous-total");
    for (const une of rang.cases) if (une) comptees.set(une, contenuVu(une));
  }
  etp = (G.etp.ailleurs || 0) + sommer((une) => retenues(contenuVu(une)));
  tracerSemaines();
  resumer();
};

const sommer = (mesure) =>
  G.rangs.reduce((n, r) => n + r.cases.reduce((m, une) => m + (une ? mesure(une) : 0), 0), 0);

const pied = () => G.table.tFoot && G.table.tFoot.rows[0];

/* One cell a week, as wide as its days. */
const tracerSemaines = () => {
  const modele = pied();
  if (!modele || !G.rangs.length) return;
  const tr = document.createElement("tr");
  tr.className = "semaines";
  const titre = document.createElement("th");
  titre.scope = "row";
  titre.className = "qui";
  titre.textContent = mot("semaines");
  tr.append(titre);
  for (const [numero, jours] of grouper()) {
    const td = document.createElement("td");
    td.colSpan = jours.length;
    td.append(`${mot("semaineCourte", { n: numero })} `, document.createElement("b"));
    semaines.set(numero, td.lastChild);
    valeurs.set(td.lastChild, jours.reduce((n, j) => n + totalDuJour(modele, j), 0));
    sales.add(td.lastChild);
    tr.append(td);
  }
  tr.append(Object.assign(document.createElement("td"), { className: "total" }));
  modele.after(tr);
  const rangees = Number(G.table.getAttribute("aria-rowcount"));
  if (rangees > 0) G.table.setAttribute("aria-rowcount", String(rangees + 1));
  ecrireTotaux();
};

const grouper = () => {
  const trouvees = new Map();
  for (const jour of G.jours) {
    if (!trouvees.has(jour.semaine)) trouvees.set(jour.semaine, []);
    trouvees.get(jour.semaine).push(jour);
  }
  return trouvees;
};

const totalDuJour = (tr, jour) => lue(tr.querySelector(`[data-total-jour="${jour.n}"]`));

const lue = (element) => {
  if (!element) return 0;
  if (!valeurs.has(element)) valeurs.set(element, Number(element.dataset.m || 0));
  return valeurs.get(element);
};

const ajouter = (element, minutes) => {
  if (!element) return;
  valeurs.set(element, lue(element) + minutes);
  sales.add(element);
};

/** Count cells again. */
export const compter = (cases) => {
  for (const une of cases) if (une.td) compterUne(une);
  if (sales.size) ecrireBientot();
  resumerBientot();
};

const compterUne = (une) => {
  const apres = contenuVu(une);
  const avant = comptees.get(une);
  comptees.set(une, apres);
  etp += retenues(apres) - retenues(avant);
  const delta = minutesDe(apres) - minutesDe(avant);
  if (!delta) return;
  ajouter(une.rang.total, delta);
  ajouter(semaines.get(une.jour.semaine), delta);
  for (const ligne of [une.rang.sousTotal, pied()]) {
    if (!ligne) continue;
    ajouter(ligne.querySelector(`[data-total-jour="${une.jour.n}"]`), delta);
    ajouter(ligne.querySelector("[data-total]"), delta);
  }
};

const ecrireTotaux = () => {
  for (const element of sales) element.textContent = ecrit(element, valeurs.get(element));
  sales.clear();
};
const ecrireBientot = parImage(ecrireTotaux);

/* A day has room for `7h30` only. */
const ecrit = (element, minutes) =>
  element.matches("[data-total-jour]") ? abrege(minutes) : enHeures(minutes);

/* The week and the month of the active row, the month and the ETP of everybody. */
const resumer = () => {
  const place = (nom) => G.racine.querySelector(`#grille-resume [data-resume="${nom}"]`);
  if (!place("mois")) return;
  const total = pied() && pied().querySelector("[data-total]");
  place("mois").textContent = total ? mot("totalMois", { heures: enHeures(lue(total)) }) : "";
  place("etp").textContent = G.etp.minutes ? mot("etp", { valeur: centiemes(enCentiemes()) }) : "";
  place("rang").textContent = montree ? phraseDuRang(montree) : "";
};
const resumerBientot = parImage(resumer);

/* Hundredths of an ETP, halves up, in whole numbers. */
const enCentiemes = () =>
  Math.floor((2 * etp * 100 + G.etp.minutes) / (2 * G.etp.minutes));

const phraseDuRang = (une) => {
  const jours = G.jours.filter((j) => j.semaine === une.jour.semaine);
  const minutesDuJour = (j) => minutesDe(contenuVu(case_(une.rang.rang, G.jours.indexOf(j))));
  const heures = jours.reduce((n, j) => n + minutesDuJour(j), 0);
  const prevu = jours.reduce((n, j) => n + (une.rang.prevu[j.n] || 0), 0);
  const trous = { n: une.jour.semaine, heures: enHeures(heures), prevu: enHeures(prevu) };
  const mois = mot("moisRang", { heures: enHeures(lue(une.rang.total)) });
  return `${une.rang.qui} · ${mot(prevu ? "semainePrevue" : "semaine", trous)} · ${mois}`;
};

/** Show the week and the month of the row of a cell. */
export const suivre = (une) => {
  montree = une;
  resumerBientot();
};
