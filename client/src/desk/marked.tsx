/** A text with the parts marked that rules matched on. */
import { joined } from "../core/matching_words";

interface Marked {
  readonly text: string;
  /** In code points, as the server counts. */
  readonly spans: readonly (readonly [start: number, end: number])[];
}

export function MarkedText({ text, spans }: Marked) {
  const points = [...text];
  const parts: { readonly text: string; readonly isFound: boolean }[] = [];
  let at = 0;
  for (const [start, end] of joined([...spans].sort((a, b) => a[0] - b[0]))) {
    parts.push({ text: points.slice(at, start).join(""), isFound: false });
    parts.push({ text: points.slice(start, end).join(""), isFound: true });
    at = end;
  }
  parts.push({ text: points.slice(at).join(""), isFound: false });
  return <>{parts.map((part, index) => (part.isFound ? <mark key={index}>{part.text}</mark> : part.text))}</>;
}
