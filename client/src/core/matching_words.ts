/** Where in a text the words a rule found stand. */

export interface TextPart {
  readonly text: string;
  readonly isFound: boolean;
}

/** The text in its order, cut where found words begin and end; a word that is not in it marks nothing. */
export function partsOf(text: string, words: readonly string[]): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const [from, to] of spansOf(text, words)) {
    if (from > at) parts.push({ text: text.slice(at, from), isFound: false });
    parts.push({ text: text.slice(from, to), isFound: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isFound: false });
  return parts;
}

type Span = readonly [from: number, to: number];

/** In order, those that touch joined. */
function spansOf(text: string, words: readonly string[]): readonly Span[] {
  const found = words.flatMap((word) => placesOf(text, word)).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return joined(found);
}

/** Spans that may overlap, as they are to be marked. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const kept: Span[] = [];
  for (const [from, to] of spans) {
    const last = kept.at(-1);
    if (last && from <= last[1]) kept[kept.length - 1] = [last[0], Math.max(last[1], to)];
    else kept.push([from, to]);
  }
  return kept;
}

function placesOf(text: string, word: string): readonly Span[] {
  const places: Span[] = [];
  if (word === "") return places;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
    places.push([at, at + word.length]);
  return places;
}
