/** The JSON routes, behind the core's port: every answer is a value or a refusal, never an exception. */
import type { Api } from "../core/ports";
import { type Outcome, type Refusal, type RefusalCode, refusal } from "../core/refusal";
import type { Problem, RoomList } from "../protocol/protocol.gen";

export const jsonApi: Api = {
  async rooms() {
    const outcome = await call<RoomList>("GET", "/api/rooms");
    return outcome.ok ? { ok: true, value: outcome.value.rooms } : outcome;
  },
  begin: (request) => call("POST", "/api/sessions", request),
  current: () => call("GET", "/api/sessions/current"),
  end: (erase) => call("DELETE", `/api/sessions/current${erase ? "?erase=messages" : ""}`),
  older: (room, before) => call("GET", `${pathOf(room)}/messages?before=${before}`),
  message: (room, messageId) => call("GET", `${pathOf(room)}/messages/${encodeURIComponent(messageId)}`),
  people: (room, name) => call("GET", `${pathOf(room)}/people?name=${encodeURIComponent(name)}`),
  hidden: () => call("GET", "/api/hidden"),
};

let pageKey = "";

/** What shows, over HTTP too, that this page may read rooms for adults. */
export function goWith(key: string): void {
  pageKey = key;
}

function pathOf(room: string): string {
  return `/api/rooms/${encodeURIComponent(room)}`;
}

export async function call<T>(method: string, path: string, body?: unknown): Promise<Outcome<T>> {
  try {
    const response = await request(method, path, body);
    const text = await response.text();
    const parsed: unknown = text === "" ? null : JSON.parse(text);
    return response.ok ? { ok: true, value: parsed as T } : { ok: false, refusal: refusalIn(parsed) };
  } catch (problem) {
    // A network failure is a TypeError, a timeout a DOMException; an unreadable answer a SyntaxError.
    return { ok: false, refusal: refusal(problem instanceof SyntaxError ? "refused" : "unreachable") };
  }
}

export function request(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(path, {
    method,
    cache: "no-store",
    signal: AbortSignal.timeout(15_000),
    headers: {
      ...(pageKey && { "Palabre-Page-Key": pageKey }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
}

function refusalIn(parsed: unknown): Refusal {
  if (typeof parsed !== "object" || parsed === null || !("code" in parsed)) return refusal("refused");
  const problem = parsed as Problem;
  return {
    ...refusal(problem.code as RefusalCode),
    retryAfter: problem.retry_after ?? null,
    limit: problem.limit ?? null,
    rule: problem.rule ?? null,
    words: problem.words ?? [],
    reason: problem.reason ?? null,
    explanation: problem.explanation ?? null,
    sanction: problem.sanction ?? null,
  };
}
