/** The invitation this tab came with: taken out of the address at once, and kept in the tab until it was used. */

const NAME = "palabre_invitation";
const CODE = /^#[\w-]{16,64}$/;

export const INVITATION = "/invitation";

/** The code in the address, which no longer shows it; or the one kept before proving one's age. */
export function takeInvitation(): string | null {
  if (CODE.test(location.hash)) {
    keep(location.hash.slice(1));
    history.replaceState(history.state, "", INVITATION);
  }
  return kept;
}

export function forgetInvitation(): void {
  keep(null);
}

let kept = remembered();

function keep(code: string | null): void {
  kept = code;
  try {
    if (code === null) sessionStorage.removeItem(NAME);
    else sessionStorage.setItem(NAME, code);
  } catch {
    // Storage may be denied; the code then lasts as long as the page.
  }
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(NAME);
  } catch {
    return null;
  }
}
