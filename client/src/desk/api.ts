/** The desk's JSON routes: every answer is a value or a problem, never an exception. */
import type {
  Backtested,
  BacktestRequest,
  DeskEvents,
  DeskPresence,
  DeskRules,
  DeskState,
  RuleChecked,
  RuleDraft,
  RuleKept,
  StatusRequest,
} from "../protocol/desk.gen";
import type { Problem } from "../protocol/protocol.gen";

/** `code` is the server's, or `unreachable` when nobody answered. */
export type Fault = Pick<Problem, "code" | "detail"> & Partial<Problem>;
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault };

export interface DeskApi {
  signIn(token: string): Promise<Answer<null>>;
  signOut(): Promise<Answer<null>>;
  /** Answers when the state is another than at version `after`, or after a while. */
  state(after: number | null): Promise<Answer<DeskState>>;
  release(messageId: string): Promise<Answer<null>>;
  refuse(messageId: string, reason: string): Promise<Answer<null>>;
  presence(presence: DeskPresence): Promise<Answer<null>>;
  shield(on: boolean): Promise<Answer<null>>;
  events(before: number | null): Promise<Answer<DeskEvents>>;
  rules(): Promise<Answer<DeskRules>>;
  writeRule(draft: RuleDraft): Promise<Answer<RuleKept>>;
  setStatus(id: string, request: StatusRequest): Promise<Answer<null>>;
  checkRule(draft: RuleDraft): Promise<Answer<RuleChecked>>;
  backtest(request: BacktestRequest): Promise<Answer<Backtested>>;
}

const LATE_MS = 45_000;

export const deskApi: DeskApi = {
  signIn: (token) => call("POST", "/api/sign-in/link", { token }),
  signOut: () => call("DELETE", "/api/sign-in"),
  state: (after) => call("GET", `/api/desk/state${after === null ? "" : `?after=${after}`}`),
  release: (messageId) => call("POST", `${heldPath(messageId)}/release`, {}),
  refuse: (messageId, reason) => call("POST", `${heldPath(messageId)}/refuse`, { reason }),
  presence: (presence) => call("POST", "/api/desk/presence", presence),
  shield: (on) => call("POST", "/api/desk/shield", { on, confirm: true }),
  events: (before) => call("GET", `/api/desk/events${before === null ? "" : `?before=${before}`}`),
  rules: () => call("GET", "/api/desk/rules"),
  writeRule: (draft) => call("POST", "/api/desk/rules", draft),
  setStatus: (id, request) => call("POST", `/api/desk/rules/${encodeURIComponent(id)}/status`, request),
  checkRule: (draft) => call("POST", "/api/desk/rules/check", draft),
  backtest: (request) => call("POST", "/api/desk/rules/backtest", request),
};

function heldPath(messageId: string): string {
  return `/api/desk/held/${encodeURIComponent(messageId)}`;
}

async function call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
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
