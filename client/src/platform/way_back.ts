/** Where one was before proving one's age: kept in this tab, over the pages of others. */
import { ownPath } from "../core/proving";

const NAME = "palabre_age_to";

/** What the address asks for, or else what was remembered. */
export function wayBack(search: string): string {
  const asked = new URLSearchParams(search).get("to");
  try {
    if (asked === null) return ownPath(sessionStorage.getItem(NAME));
    sessionStorage.setItem(NAME, asked);
  } catch {
    // Storage may be denied: then one comes back to the lobby.
  }
  return ownPath(asked);
}
