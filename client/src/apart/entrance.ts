/** The head of a private place, with its words: one file, so that a public room's page names neither. */
import { loadApartTexts } from "../i18n/apart_texts";
import { loadSideTexts } from "../i18n/side_texts";
import { ApartHead } from "./head";

export async function fetchHead(): Promise<typeof ApartHead> {
  await Promise.all([loadApartTexts(), loadSideTexts()]);
  return ApartHead;
}
