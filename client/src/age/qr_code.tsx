/** The address for another device, as it is scanned: dark on light, whatever the theme. */
import { useMemo } from "preact/hooks";

interface Drawing {
  readonly viewBox: string;
  /** The dark rows, as lines. */
  readonly rows: readonly string[];
}

export function QrCode({ drawing, label }: { drawing: string; label: string }) {
  const drawn = useMemo(() => read(drawing), [drawing]);
  if (drawn === null) return null;
  return (
    <svg class="age-qr" viewBox={drawn.viewBox} role="img" aria-label={label}>
      {drawn.rows.map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  );
}

/** Of what the server drew, the shapes only: the colours are the page's. */
function read(drawing: string): Drawing | null {
  const { documentElement: svg } = new DOMParser().parseFromString(drawing, "image/svg+xml");
  const viewBox = svg.getAttribute("viewBox");
  const rows = [...svg.querySelectorAll("path[stroke]")].map((path) => path.getAttribute("d") ?? "");
  return viewBox === null || rows.length === 0 ? null : { viewBox, rows };
}
