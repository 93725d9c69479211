/** Which view of the desk its address asks for. */
import { type Signal, signal } from "@preact/signals";

export const VIEWS = ["held", "rules", "events"] as const;
export type View = (typeof VIEWS)[number];

export const view: Signal<View> = signal(viewOf(location.search));

function viewOf(search: string): View {
  const asked = new URLSearchParams(search).get("view");
  return VIEWS.find((name) => name === asked) ?? "held";
}

export function addressOf(name: View): string {
  return name === "held" ? "/desk" : `/desk?view=${name}`;
}

export function show(name: View): void {
  if (name === view.peek()) return;
  history.pushState(null, "", addressOf(name));
  view.value = name;
}

/** `onToken` is called with what a new address, opened over this page, carries. */
export function followHistory(onToken: (token: string) => void): void {
  addEventListener("popstate", () => {
    view.value = viewOf(location.search);
  });
  addEventListener("hashchange", () => {
    const token = takeToken();
    if (token !== null) onToken(token);
  });
}

/** What came after the `#`; it is taken out of the address at once, and out of the history. */
export function takeToken(): string | null {
  const token = location.hash.slice(1);
  if (token === "") return null;
  history.replaceState(null, "", `${location.pathname}${location.search}`);
  return token;
}
