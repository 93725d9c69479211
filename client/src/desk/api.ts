/** The desk's JSON routes: what waits, the rooms one watches, the rules and the journal. */
import type {
  Backtested,
  BacktestRequest,
  DeskEvents,
  DeskPresence,
  DeskPrivateRoom,
  DeskPrivateRooms,
  DeskRules,
  DeskState,
  RuleChecked,
  RuleDraft,
  RuleKept,
  StatusRequest,
} from "../protocol/desk.gen";
import { type Answer, ask } from "./asking";
import { type CaseApi, caseApi } from "./case_api";

export type { Answer, Fault } from "./asking";

export interface DeskApi extends CaseApi {
  signIn(token: string): Promise<Answer<null>>;
  signOut(): Promise<Answer<null>>;
  /** Answers when the state is another than at version `after`, or after a while. */
  state(after: number | null): Promise<Answer<DeskState>>;
  release(messageId: string): Promise<Answer<null>>;
  refuse(messageId: string, reason: string): Promise<Answer<null>>;
  presence(presence: DeskPresence): Promise<Answer<null>>;
  shield(on: boolean): Promise<Answer<null>>;
  privateRooms(): Promise<Answer<DeskPrivateRooms>>;
  /** To others than proven adults, for good. */
  openRoom(id: number): Promise<Answer<DeskPrivateRoom>>;
  events(before: number | null): Promise<Answer<DeskEvents>>;
  rules(): Promise<Answer<DeskRules>>;
  writeRule(draft: RuleDraft): Promise<Answer<RuleKept>>;
  setStatus(id: string, request: StatusRequest): Promise<Answer<null>>;
  checkRule(draft: RuleDraft): Promise<Answer<RuleChecked>>;
  backtest(request: BacktestRequest): Promise<Answer<Backtested>>;
}

export const deskApi: DeskApi = {
  ...caseApi,
  signIn: (token) => ask("POST", "/api/sign-in/link", { token }),
  signOut: () => ask("DELETE", "/api/sign-in"),
  state: (after) => ask("GET", `/api/desk/state${after === null ? "" : `?after=${after}`}`),
  release: (messageId) => ask("POST", `${heldPath(messageId)}/release`, {}),
  refuse: (messageId, reason) => ask("POST", `${heldPath(messageId)}/refuse`, { reason }),
  presence: (presence) => ask("POST", "/api/desk/presence", presence),
  shield: (on) => ask("POST", "/api/desk/shield", { on, confirm: true }),
  privateRooms: () => ask("GET", "/api/desk/private-rooms"),
  openRoom: (id) => ask("POST", `/api/desk/private-rooms/${id}/open`, {}),
  events: (before) => ask("GET", `/api/desk/events${before === null ? "" : `?before=${before}`}`),
  rules: () => ask("GET", "/api/desk/rules"),
  writeRule: (draft) => ask("POST", "/api/desk/rules", draft),
  setStatus: (id, request) => ask("POST", `/api/desk/rules/${encodeURIComponent(id)}/status`, request),
  checkRule: (draft) => ask("POST", "/api/desk/rules/check", draft),
  backtest: (request) => ask("POST", "/api/desk/rules/backtest", request),
};

function heldPath(messageId: string): string {
  return `/api/desk/held/${encodeURIComponent(messageId)}`;
}
