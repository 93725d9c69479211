/** The present moment, drawn again twice a minute. */
import { signal } from "@preact/signals";

const now = signal(Date.now());
setInterval(() => {
  now.value = Date.now();
}, 30_000);

/** Unix milliseconds. */
export function useTick(): number {
  return now.value;
}
