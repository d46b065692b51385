/* Alarms of the server: a sign in the cell, the reason beside it, and the list of them all. */
"use strict";

import { dire } from "./bus.js";
import { G } from "./modele.js";
import { aller } from "./selection.js";
import { minutesDe } from "./texte.js";

let liste = [];

/** Take alarms: those of some people, or of everybody when `salaries` is null. */
export const prendreAlarmes = ({ alarmes, salaries }) => {
  const gardees = salaries ? liste.filter((a) => !salaries.includes(a.salarie)) : [];
  const avant = JSON.stringify(liste);
  liste = [...gardees, ...alarmes];
  if (JSON.stringify(liste) === avant) return;
  marquer();
  lister();
};

/* An alarm of a person and a day shows in the cells of that day that hold hours. */
const casesDe = (alarme) => {
  const siennes = G.rangs.filter((rang) =>
    alarme.rang ? rang.cle === alarme.rang : rang.salarie === alarme.salarie,
  );
  const col = G.jours.findIndex((j) => j.n === alarme.jour);
  const cases = siennes.map((rang) => rang.cases[col]).filter(Boolean);
  const pleines = cases.filter((une) => minutesDe(une.c) || minutesDe(une.fige));
  return pleines.length ? pleines : cases.slice(0, 1);
};

const marquer = () => {
  const changees = new Set();
  for (const rang of G.rangs) {
    for (const une of rang.cases) {
      if (une && une.alarmes.length) {
        une.alarmes = [];
        changees.add(une);
      }
    }
  }
  for (const alarme of liste) {
    for (const une of casesDe(alarme)) {
      une.alarmes = [...une.alarmes, alarme];
      changees.add(une);
    }
  }
  dire("redessiner", [...changees]);
};

const lister = () => {
  const panneau = document.getElementById("grille-alarmes");
  if (!panneau) return;
  panneau.hidden = liste.length === 0;
  panneau.querySelector("[data-nombre]").textContent = String(liste.length);
  panneau.classList.toggle("grave", liste.some((a) => a.grave));
  panneau.querySelector("ul").replaceChildren(...liste.map(article));
};

const article = (alarme) => {
  const li = document.createElement("li");
  if (alarme.grave) li.className = "grave";
  const une = casesDe(alarme)[0];
  const qui = G.rangs.find((rang) => rang.salarie === alarme.salarie);
  if (une) {
    li.append(lien([une.rang.qui, une.jour.nom].join(", "), une), " : ");
  } else if (qui) {
    li.append(lien(qui.qui, qui.cases.find(Boolean)), " : ");
  }
  li.append(dite(alarme, "span"));
  return li;
};

/** The sentence of an alarm; the law speaks French whatever the language of the page. */
export const dite = (alarme, balise) => {
  const element = document.createElement(balise);
  element.textContent = alarme.phrase;
  if (alarme.lang) element.lang = alarme.lang;
  return element;
};

const lien = (texte, une) => {
  const bouton = document.createElement("button");
  bouton.type = "button";
  bouton.className = "btn-lien";
  bouton.textContent = texte;
  bouton.addEventListener("click", () => aller(une.rang.rang, une.col));
  return bouton;
};
