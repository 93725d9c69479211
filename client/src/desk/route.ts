/** Which view of the desk its address asks for, and which case. */
import { type Signal, signal } from "@preact/signals";

export const VIEWS = ["cases", "rules", "appeals", "vouches", "orders", "people", "events"] as const;
export type View = (typeof VIEWS)[number];

export const view: Signal<View> = signal(viewOf(location.search));

function viewOf(search: string): View {
  const asked = new URLSearchParams(search).get("view");
  return VIEWS.find((name) => name === asked) ?? "cases";
}

export function addressOf(name: View): string {
  return name === "cases" ? "/desk" : `/desk?view=${name}`;
}

/** The case an address leads to, as one is sent it. */
export function caseAsked(): string | null {
  return new URLSearchParams(location.search).get("case");
}

/** The address of what is open, so that the page opens there again. */
export function showCase(id: string | null): void {
  const address = id === null ? addressOf(view.peek()) : caseAddress(id);
  if (`${location.pathname}${location.search}` !== address) history.replaceState(null, "", address);
}

export function caseAddress(id: string): string {
  const asked = view.peek() === "cases" ? "" : `view=${view.peek()}&`;
  return `/desk?${asked}case=${encodeURIComponent(id)}`;
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
