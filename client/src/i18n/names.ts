/** Suggested nicknames: a calm first name to keep or change, fresh in every room. */
import type { Locale } from "../protocol/protocol.gen";

const FIRST: Record<Locale, readonly string[]> = {
  fr: [
    "Acacia", "Alouette", "Amande", "Ancolie", "Bruyère", "Cannelle", "Chardon", "Chevreuil", "Cigale", "Colibri",
    "Coquille", "Écureuil", "Fauvette", "Figuier", "Fougère", "Galet", "Genêt", "Girolle", "Glycine", "Grillon",
    "Hérisson", "Hirondelle", "Lavande", "Libellule", "Lilas", "Loutre", "Marjolaine", "Mésange", "Mimosa", "Moineau",
    "Myrtille", "Noisette", "Olivier", "Papillon", "Pinson", "Primevère", "Roseau", "Safran", "Sarcelle", "Sureau",
    "Tilleul", "Tournesol", "Verveine", "Violette",
  ],
  en: [
    "Acorn", "Alder", "Badger", "Birch", "Bramble", "Clover", "Cricket", "Daisy", "Fern", "Finch", "Hazel", "Heather",
    "Heron", "Juniper", "Kestrel", "Lark", "Linden", "Maple", "Meadow", "Moss", "Otter", "Pebble", "Plover",
    "Poppy", "Reed", "Robin", "Rowan", "Saffron", "Sparrow", "Swallow", "Thistle", "Thrush", "Willow", "Wren",
  ],
}; // biome-ignore format: a table
const SECOND: Record<Locale, readonly string[]> = {
  fr: [
    "des bois", "des dunes", "des prés", "du canal", "du col", "du lac", "du marais", "du matin", "du midi", "du parc",
    "du port", "du quai", "du rivage", "du ruisseau", "du soir", "du vallon", "du verger",
  ],
  en: ["Amber", "Autumn", "Copper", "Early", "Evening", "Harbour", "Hill", "Lake", "Morning", "North", "Orchard",
    "Quiet", "River", "Silver", "Spring", "Summer", "Winter"],
}; // biome-ignore format: a table

/** `fraction` draws a number in [0, 1). */
export function suggestName(locale: Locale, fraction: () => number): string {
  const first = pick(FIRST[locale], fraction());
  const second = pick(SECOND[locale], fraction());
  return locale === "fr" ? `${first} ${second}` : `${second} ${first}`;
}

function pick(words: readonly string[], fraction: number): string {
  return words[Math.floor(fraction * words.length)] ?? "";
}
