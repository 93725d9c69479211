/** The guest's correspondence in this tab: one, kept up with from the first time it is asked for. */
import { Corresponding } from "../core/corresponding";
import type { Visit } from "../core/visit";

const kept = new WeakMap<Visit, Corresponding>();

export function correspondingOf(visit: Visit): Corresponding {
  const known = kept.get(visit);
  if (known) return known;
  const made = new Corresponding(visit);
  kept.set(visit, made);
  made.start();
  return made;
}
