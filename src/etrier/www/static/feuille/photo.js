/* A photo of the signed sheet: reduced here, kept until it is sent. Drawn again on a canvas, it
   loses what the camera wrote in it: the place, the hour, the make. */
"use strict";

import { nouvelleCle, poser } from "./depot.js";

const COTE = 2000;
const VIGNETTE = 240;
const QUALITE = 0.85;

const dessiner = (image, cote) => {
  const echelle = Math.min(1, cote / Math.max(image.width, image.height));
  const toile = document.createElement("canvas");
  toile.width = Math.max(1, Math.round(image.width * echelle));
  toile.height = Math.max(1, Math.round(image.height * echelle));
  toile.getContext("2d").drawImage(image, 0, 0, toile.width, toile.height);
  return toile;
};

const enJpeg = (toile) =>
  new Promise((tenir, renoncer) =>
    toile.toBlob((blob) => (blob ? tenir(blob) : renoncer(new Error("toBlob"))), "image/jpeg", QUALITE),
  );

/* Reduce the picture and write it down; fails when it cannot be read. */
export const garderPhoto = async (fichier, feuille) => {
  const image = await createImageBitmap(fichier, { imageOrientation: "from-image" });
  const reduite = await enJpeg(dessiner(image, COTE));
  const vignette = dessiner(image, VIGNETTE).toDataURL("image/jpeg", QUALITE);
  image.close();
  await poser("photos", { ...feuille, cle: nouvelleCle(), image: reduite, vignette, phrase: "" });
};
