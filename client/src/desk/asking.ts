/** Asking the server: every answer is a value or a problem, never an exception. */
import type { Problem } from "../protocol/protocol.gen";

/** `code` is the server's, or `unreachable` when nobody answered. */
export type Fault = Pick<Problem, "code" | "detail"> & Partial<Problem>;
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault };

const LATE_MS = 45_000;

/** Shows that it is oneself, when the server asks for it before it goes on; true when that was believed. */
let confirm: () => Promise<boolean> = () => Promise.resolve(false);

export function confirmBy(showing: () => Promise<boolean>): void {
  confirm = showing;
}

/** What is dangerous is asked again once the person showed who they are. */
export async function ask<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
  const answer = await askOnce<T>(method, path, body);
  const isToConfirm = !answer.ok && answer.fault.code === "confirm_identity";
  return isToConfirm && (await confirm()) ? askOnce<T>(method, path, body) : answer;
}

async function askOnce<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      cache: "no-store",
      // A decision still leaves when the page is closed.
      keepalive: method === "POST",
      signal: AbortSignal.timeout(LATE_MS),
      ...(body === undefined
        ? {}
        : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text === "" ? null : JSON.parse(text);
    return response.ok ? { ok: true, value: parsed as T } : { ok: false, fault: faultIn(parsed) };
  } catch {
    return { ok: false, fault: { code: "unreachable", detail: "" } };
  }
}

function faultIn(parsed: unknown): Fault {
  const isProblem = typeof parsed === "object" && parsed !== null && "code" in parsed;
  return isProblem ? (parsed as Problem) : { code: "refused", detail: "" };
}
