/** Tags drawn: the glyph and the three letters a tag always gives, so that a copied nickname is seen. */

export const SHAPES = 12;
export const COLOURS = 8;

export interface Mark {
  /** 0 to 11. */
  readonly shape: number;
  /** 1 to 8. */
  readonly ground: number;
  /** 1 to 8. */
  readonly figure: number;
  readonly letters: string;
}

const CONSONANTS = "BCDFGHJKLMNPRSTVZ";
const VOWELS = "AEIOU";
// Syllables that are a word nobody wants beside their name, in French or English.
const UNWANTED =
  "BAR BIT BUT CAC CAP CIS COC CON COK COP CUL CUM DIC DIK FAF FAG FIC FUC FUK FUT GOD GUD HAG HOM JAP " +
  "JIZ JUD JUF KUK KUL LOP MER MOR NAZ NEG NIC NIG NIK NUL PAC PAK PED PEN PET PIG PIN PIP PIS PIZ POT " +
  "PUS PUT RAC RAT SAC SAD SAL SIN SIS SOT SUC SUK TAR TIT TUE VIT VIC ZIZ ZOB";

export function markOf(tag: string): Mark {
  const drawn = hash(tag, 0x811c9dc5);
  return {
    shape: drawn % SHAPES,
    ground: 1 + ((drawn >>> 8) % COLOURS),
    figure: 1 + ((drawn >>> 16) % COLOURS),
    letters: lettersOf(hash(tag, 0x9e3779b9)),
  };
}

function lettersOf(drawn: number): string {
  const size = CONSONANTS.length * VOWELS.length * CONSONANTS.length;
  let place = drawn % size;
  while (UNWANTED.includes(syllable(place))) place = (place + 1) % size;
  return syllable(place);
}

function syllable(place: number): string {
  const last = place % CONSONANTS.length;
  const middle = Math.floor(place / CONSONANTS.length) % VOWELS.length;
  const first = Math.floor(place / (CONSONANTS.length * VOWELS.length));
  return CONSONANTS.charAt(first) + VOWELS.charAt(middle) + CONSONANTS.charAt(last);
}

/** FNV-1a over the code units, then the finish of MurmurHash3 so that near tags look unlike each other. */
function hash(text: string, seed: number): number {
  let value = seed;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
