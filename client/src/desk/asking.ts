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
  return confirmed(() => askOnce<T>(method, path, body, parsed));
}

/** The same for a file, which is not looked into. */
export async function askFile(path: string, body: unknown): Promise<Answer<Blob>> {
  return confirmed(() => askOnce("POST", path, body, (response) => response.blob()));
}

async function confirmed<T>(asked: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await asked();
  const isToConfirm = !answer.ok && answer.fault.code === "confirm_identity";
  return isToConfirm && (await confirm()) ? asked() : answer;
}

async function askOnce<T>(
  method: string,
  path: string,
  body: unknown,
  read: (response: Response) => Promise<unknown>,
): Promise<Answer<T>> {
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
    if (!response.ok) return { ok: false, fault: faultIn(await parsed(response)) };
    return { ok: true, value: (await read(response)) as T };
  } catch {
    return { ok: false, fault: { code: "unreachable", detail: "" } };
  }
}

async function parsed(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === "" ? null : JSON.parse(text);
}

function faultIn(said: unknown): Fault {
  const isProblem = typeof said === "object" && said !== null && "code" in said;
  return isProblem ? (said as Problem) : { code: "refused", detail: "" };
}
