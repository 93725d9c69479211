/** A tag drawn: its two-colour glyph, and its three letters. */
import { markOf } from "../core/tag";
import { texts } from "../i18n/texts";

const SHAPES = [
  "M16 7.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z",
  "M4 24a6 6 0 0 1 12 0zM16 24a6 6 0 0 1 12 0zM10 14a6 6 0 0 1 12 0z",
  "M0 19c5.3-6 10.7-6 16 0s10.7 6 16 0v13H0z",
  "M32 32V6A26 26 0 0 0 6 32z",
  "M16 6l10 10-10 10L6 16z",
  "M7 25C7 13 13 7 25 7c0 12-6 18-18 18z",
  "M0 32 32 0v32z",
  "M16 6a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 6a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
  "M0 0h16v16H0zM16 16h16v16H16z",
  "M0 18h32v14H0z",
  "M4 0a12 12 0 0 0 24 0zM0 22h32v10H0z",
  "M8 8h5v16H8zM19 8h5v16h-5z",
] as const;

/** An empty tag (one's own, before the server told it) gives a plain square. */
export function Glyph({ tag, small = false }: { tag: string; small?: boolean }) {
  const size = small ? " glyph-s" : "";
  if (tag === "") return <span class={`glyph glyph-none${size}`} aria-hidden="true" />;
  const mark = markOf(tag);
  return (
    <svg
      class={`glyph${size} a${mark.ground} b${mark.figure}`}
      viewBox="0 0 32 32"
      fill="currentColor"
      fill-rule="evenodd"
      aria-hidden="true"
    >
      <path d={SHAPES[mark.shape]} />
    </svg>
  );
}

export function TagLetters({ tag }: { tag: string }) {
  if (tag === "") return null;
  return (
    <span class="tag">
      <span class="hide">{texts.value.tag}</span>
      {markOf(tag).letters}
    </span>
  );
}
