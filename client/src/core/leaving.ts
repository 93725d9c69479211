/** Leaving: the session is ended on the server, and the connection with it. */
import type { Outcome } from "./refusal";
import type { Visit } from "./visit";

/** With `erase`, every message is taken back too. */
export async function leave(visit: Visit, erase: boolean): Promise<Outcome<null>> {
  visit.isLeaving.value = true;
  const outcome = await visit.outside.api.end(erase);
  visit.isLeaving.value = outcome.ok;
  if (outcome.ok) visit.stop();
  return outcome;
}
