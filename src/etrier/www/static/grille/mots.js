/* The words of the grid: written by the page, in the language of its reader. */
"use strict";

const LANGUE = document.documentElement.lang || "fr";
let mots = {};

/** Take the words of a `<template data-…>`. */
export const apprendre = (element) => {
  mots = element ? element.dataset : {};
};

const unSeul = (n) => (LANGUE.startsWith("fr") ? n < 2 : n === 1);

/** A sentence with its gaps filled; the plural one when `n` asks for it and there is one. */
export const mot = (nom, trous = {}) => {
  const pluriel = mots[`${nom}Pluriel`];
  const modele = pluriel !== undefined && !unSeul(trous.n) ? pluriel : mots[nom] || "";
  return modele.replace(/\{(\w+)\}/g, (tout, trou) => (trou in trous ? String(trous[trou]) : tout));
};

/** The time it is, as the reader writes it: 14:32. */
export const heure = () =>
  new Date().toLocaleTimeString(LANGUE, { hour: "2-digit", minute: "2-digit" });

/** `1 234 h 30`, as the totals of the page are written. */
export const enHeures = (minutes) => {
  const heures = Math.floor(Math.abs(minutes) / 60).toLocaleString(LANGUE);
  const reste = String(Math.abs(minutes) % 60).padStart(2, "0");
  return `${minutes < 0 ? "−" : ""}${heures}\u202fh\u202f${reste}`;
};

/** Exact hundredths as a number with two decimals. */
export const centiemes = (n) =>
  (n / 100).toLocaleString(LANGUE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
