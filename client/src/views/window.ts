/** Which rows of a long timeline are on the page: arithmetic only, in CSS pixels. */

/** A row; its extent is 0 until it was measured. */
export interface Sized {
  readonly extent: number;
}

/** Rows `from` up to, not including, `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A row whose place is known: its top, in the same pixels as what is looked for. */
export interface Known {
  readonly index: number;
  readonly top: number;
}

export interface Stretch {
  readonly top: number;
  readonly bottom: number;
}

/** `typical` stands for the extents nobody measured. */
export function heightOf(rows: readonly Sized[], { from, to }: Span, typical: number): number {
  let height = 0;
  for (let index = from; index < to; index += 1) height += rows[index]?.extent || typical;
  return height;
}

/** The rows that touch a stretch, at least one when there is any. */
export function spanOver(rows: readonly Sized[], known: Known, stretch: Stretch, typical: number): Span {
  const first = rowAt(rows, known, stretch.top, typical);
  let { index, top } = first;
  while (index < rows.length && top < stretch.bottom) {
    top += rows[index]?.extent || typical;
    index += 1;
  }
  return { from: first.index, to: Math.max(index, Math.min(first.index + 1, rows.length)) };
}

/** The row that holds a height, or the nearest one. */
export function rowAt(rows: readonly Sized[], known: Known, y: number, typical: number): Known {
  let { index, top } = known;
  while (index > 0 && top > y) {
    index -= 1;
    top -= rows[index]?.extent || typical;
  }
  while (index < rows.length - 1 && top + (rows[index]?.extent || typical) <= y) {
    top += rows[index]?.extent || typical;
    index += 1;
  }
  return { index, top };
}

/** The last rows, as many as fill a height. */
export function spanAtEnd(rows: readonly Sized[], height: number, typical: number): Span {
  const end = { index: rows.length, top: height };
  return { from: rowAt(rows, end, 0, typical).index, to: rows.length };
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

/** The same span after rows came or went before it. */
export function shifted({ from, to }: Span, by: number, count: number): Span {
  const within = (index: number) => Math.min(Math.max(index + by, 0), count);
  return { from: within(from), to: within(to) };
}

/** What is on the page: the span, and apart from it the row that holds the focus. */
export function stretchesOf(span: Span, focused: number): readonly Span[] {
  if (focused < 0 || (focused >= span.from && focused < span.to)) return [span];
  const alone = { from: focused, to: focused + 1 };
  return focused < span.from ? [alone, span] : [span, alone];
}

/** The average of what was measured, or `otherwise`. */
export function typicalOf(rows: readonly Sized[], otherwise: number): number {
  let count = 0;
  let sum = 0;
  for (const { extent } of rows) {
    if (extent > 0) count += 1;
    sum += extent;
  }
  return count === 0 ? otherwise : sum / count;
}
