/** The title of a step, which takes the focus, and what leads into it. */
import type { ComponentChildren } from "preact";

export function Title({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <header class="age-title">
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </header>
  );
}
