/** The routes of cases: what is reported, what is decided of it, the rooms and the guests it is about. */
import type {
  AppealJudgement,
  DecisionMade,
  DecisionRequest,
  DeskCase,
  DeskGrounds,
  DeskGuest,
  DeskMessages,
  ImpactInfo,
  OwnCase,
  OwnCaseRequest,
  ReversalPreview,
} from "../protocol/desk.gen";
import { type Answer, ask } from "./asking";

export interface CaseApi {
  /** Everything a decision needs; each view is recorded. */
  readCase(id: string): Promise<Answer<DeskCase>>;
  claim(id: string): Promise<Answer<null>>;
  handOver(id: string): Promise<Answer<null>>;
  acknowledge(id: string): Promise<Answer<null>>;
  decide(id: string, request: DecisionRequest): Promise<Answer<DecisionMade>>;
  impact(id: string, kind: "ban" | "room_ban"): Promise<Answer<ImpactInfo>>;
  judge(id: string, judgement: AppealJudgement): Promise<Answer<null>>;
  /** Within ten seconds, by the same person, without a word. */
  takeBack(decisionId: string): Promise<Answer<null>>;
  previewReversal(decisionId: string): Promise<Answer<ReversalPreview>>;
  reverse(decisionId: string, reason: string): Promise<Answer<null>>;
  /** Nothing more is expected of a decided case; its evidence is held for its time, then erased. */
  closeCase(id: string): Promise<Answer<null>>;
  grounds(): Promise<Answer<DeskGrounds>>;
  roomMessages(slug: string, after: number | null): Promise<Answer<DeskMessages>>;
  readGuest(room: string, tag: string): Promise<Answer<DeskGuest>>;
  openCase(room: string, tag: string, request: OwnCaseRequest): Promise<Answer<OwnCase>>;
}

export const caseApi: CaseApi = {
  readCase: (id) => ask("GET", casePath(id)),
  claim: (id) => ask("POST", `${casePath(id)}/claim`, {}),
  handOver: (id) => ask("POST", `${casePath(id)}/release`, {}),
  acknowledge: (id) => ask("POST", `${casePath(id)}/acknowledge`, {}),
  decide: (id, request) => ask("POST", `${casePath(id)}/decision`, request),
  impact: (id, kind) => ask("GET", `${casePath(id)}/impact?kind=${kind}`),
  judge: (id, judgement) => ask("POST", `${casePath(id)}/appeal`, judgement),
  takeBack: (decisionId) => ask("POST", `${decisionPath(decisionId)}/undo`, {}),
  previewReversal: (decisionId) => ask("GET", `${decisionPath(decisionId)}/reversal`),
  reverse: (decisionId, reason) => ask("POST", `${decisionPath(decisionId)}/reversal`, { reason }),
  closeCase: (id) => ask("POST", `${casePath(id)}/close`, {}),
  grounds: () => ask("GET", "/api/desk/grounds"),
  roomMessages: (slug, after) =>
    ask(
      "GET",
      `/api/desk/rooms/${encodeURIComponent(slug)}/messages${after === null ? "" : `?after=${after}`}`,
    ),
  readGuest: (room, tag) => ask("GET", guestPath(room, tag)),
  openCase: (room, tag, request) => ask("POST", `${guestPath(room, tag)}/case`, request),
};

function casePath(id: string): string {
  return `/api/desk/cases/${encodeURIComponent(id)}`;
}

function decisionPath(id: string): string {
  return `/api/desk/decisions/${encodeURIComponent(id)}`;
}

function guestPath(room: string, tag: string): string {
  return `/api/desk/guests/${encodeURIComponent(room)}/${encodeURIComponent(tag)}`;
}
