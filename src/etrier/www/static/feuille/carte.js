/* The card of a person: one state in, the right buttons pressed and words said. */
"use strict";

import { heures, horaire } from "./journees.js";

const trouver = (carte, nom) => carte.querySelector(`[data-${nom}]`);
const montrer = (element, oui) => element && element.toggleAttribute("hidden", !oui);
const dire = (element, texte) => {
  if (!element) return;
  if (element.textContent !== texte) element.textContent = texte;
  montrer(element, texte);
};

export const creer = (modele, personne) => {
  const carte = modele.content.firstElementChild.cloneNode(true);
  carte.dataset.contrat = personne.contrat;
  for (const element of carte.querySelectorAll("[data-nom]")) element.textContent = personne.nom;
  for (const groupe of carte.querySelectorAll("[data-groupe]")) {
    groupe.setAttribute("aria-label", `${groupe.dataset.groupe} ${personne.nom}`);
  }
  return carte;
};

/* A day in a few words: « 08:00 – 16:00, pause 60 min : 7 h 00 », « congé payé : 7 h 00 ». */
export const resumer = (vue, mots) => {
  if (vue.genre === "vide") return mots.rien;
  if (vue.genre === "absent") return `${mots.natures[vue.nature]} : ${heures(vue.minutes)}`;
  if (vue.genre === "heures") return heures(vue.minutes);
  return `${periode(vue, mots)} : ${heures(vue.minutes)}`;
};

const periode = (vue, mots) => {
  const pause = vue.pause ? ` · ${mots.pause.replace("%n%", vue.pause)}` : "";
  return `${horaire(vue.arrivee)} – ${horaire(vue.depart)}${pause}`;
};

const noter = (vue, obstacle, mots) => {
  if (obstacle) return mots[obstacle];
  const autres = Object.entries(vue.lignes || {}).filter(([nature]) => Number(nature) !== vue.nature);
  if (!vue.attend && autres.length) {
    return `${mots.plusieurs} ${Object.entries(vue.lignes).map(([n, m]) => `${mots.natures[n]} ${heures(m)}`).join(", ")}`;
  }
  return vue.genre === "heures" ? mots.sansHoraires : "";
};

const montrerDecision = (carte, voeu, ici, present, mots) => {
  const conflit = Boolean(voeu && voeu.sort === "conflit");
  const refus = Boolean(voeu && voeu.sort === "refuse");
  montrer(trouver(carte, "conflit"), conflit);
  montrer(trouver(carte, "refus"), refus);
  if (refus) trouver(carte, "refus-phrase").textContent = voeu.phrase;
  if (refus) trouver(carte, "refus-ici").textContent = resumer(ici, mots);
  if (!conflit) return;
  trouver(carte, "ici").textContent = resumer(ici, mots);
  trouver(carte, "autre").textContent = resumer(present, mots);
  const le = present.le ? new Date(present.le).toLocaleString(mots.langue, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }) : "";
  trouver(carte, "autre-qui").textContent = [present.par, le].filter(Boolean).join(", ");
};

const regler = (carte, vue, fige, ferie) => {
  for (const bouton of carte.querySelectorAll("[data-acte]:not(.decision *)")) bouton.disabled = fige;
  for (const [acte, presse] of [["present", vue.genre === "present"], ["absent", vue.genre === "absent"]]) {
    const bouton = carte.querySelector(`[data-acte=${acte}]`);
    if (bouton) bouton.setAttribute("aria-pressed", String(presse));
  }
  for (const bouton of carte.querySelectorAll("[data-nature]")) {
    bouton.disabled = fige;
    if (bouton.hasAttribute("data-ferie")) bouton.hidden = !ferie;
    bouton.setAttribute("aria-pressed", String(vue.genre === "absent" && Number(bouton.dataset.nature) === vue.nature));
  }
  if (vue.genre !== "present") return;
  for (const nom of ["arrivee", "depart", "pause"]) {
    const champ = carte.querySelector(`[data-champ=${nom}]`);
    // What is being typed stays under the fingers.
    if (champ && champ !== document.activeElement) champ.value = nom === "pause" ? vue.pause : horaire(vue[nom]);
  }
};

/* `ouvert`: "natures" or "reglages" when that part of the card is unfolded. */
export const peindre = (carte, { vue, voeu, present, obstacle, ferie, ouvert, semaine, mots }) => {
  const fige = Boolean(obstacle);
  carte.dataset.genre = vue.genre;
  carte.classList.toggle("attend", vue.attend);
  dire(trouver(carte, "heures"), vue.genre === "vide" ? "—" : heures(vue.minutes));
  dire(trouver(carte, "semaine"), semaine ? mots.semaine.replace("%n%", heures(semaine)) : "");
  dire(trouver(carte, "motif"), vue.genre === "absent" ? mots.natures[vue.nature] : "");
  dire(trouver(carte, "note"), noter(vue, obstacle, mots));
  regler(carte, vue, fige, ferie);
  const resume = carte.querySelector("[data-acte=regler]");
  if (resume) {
    montrer(resume, vue.genre === "present");
    trouver(carte, "periode").textContent = vue.genre === "present" ? periode(vue, mots) : "";
    resume.setAttribute("aria-expanded", String(ouvert === "reglages"));
    carte.querySelector("[data-acte=absent]").setAttribute("aria-expanded", String(ouvert === "natures"));
    montrer(trouver(carte, "reglages"), ouvert === "reglages" && vue.genre === "present");
    montrer(trouver(carte, "natures"), ouvert === "natures" && !fige);
    montrer(trouver(carte, "effacer"), vue.genre !== "vide" && !fige && ouvert);
  } else {
    dire(trouver(carte, "periode"), vue.genre === "present" ? periode(vue, mots) : "");
  }
  montrerDecision(carte, voeu, vue, present, mots);
};


