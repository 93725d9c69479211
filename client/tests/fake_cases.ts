/** The routes of cases, played: what is asked of them is kept, what they answer is given beforehand. */
import type { Answer } from "../src/desk/asking";
import type { CaseApi } from "../src/desk/case_api";
import type {
  AppealJudgement,
  CaseRow,
  DecisionMade,
  DecisionRequest,
  DeskCase,
  DeskGrounds,
  DeskGuest,
  DeskMessages,
  ImpactInfo,
  OwnCase,
  ReversalPreview,
} from "../src/protocol/desk.gen";

const DONE: Answer<null> = { ok: true, value: null };

export class FakeCaseApi implements CaseApi {
  readonly done: string[] = [];
  readonly decisions: DecisionRequest[] = [];
  /** By id; one that is not there is not found. */
  files = new Map<string, DeskCase>();
  /** Given one after the other; after the last every decision holds. */
  refusals: Answer<DecisionMade>[] = [];
  claiming: Answer<null> = DONE;
  takingBack: Answer<null> = DONE;
  talk = new Map<string, DeskMessages>();
  made: DecisionMade = { decision_id: "d1", sanction_id: "s1", undo_until: "2026-11-22T12:00:10Z" };

  readCase(id: string): Promise<Answer<DeskCase>> {
    this.done.push(`read ${id}`);
    const file = this.files.get(id);
    return Promise.resolve(
      file ? { ok: true, value: file } : { ok: false, fault: { code: "not_found", detail: "" } },
    );
  }

  claim(id: string) {
    this.done.push(`claim ${id}`);
    return Promise.resolve(this.claiming);
  }

  handOver(id: string) {
    this.done.push(`hand over ${id}`);
    return Promise.resolve(DONE);
  }

  acknowledge(id: string) {
    this.done.push(`acknowledge ${id}`);
    return Promise.resolve(DONE);
  }

  decide(id: string, request: DecisionRequest): Promise<Answer<DecisionMade>> {
    this.done.push(`decide ${id}`);
    this.decisions.push(request);
    return Promise.resolve(this.refusals.shift() ?? { ok: true, value: this.made });
  }

  impact(): Promise<Answer<ImpactInfo>> {
    return Promise.resolve({ ok: true, value: { impact: "<5" } });
  }

  judge(id: string, { outcome, reason }: AppealJudgement) {
    this.done.push(`judge ${id} ${outcome} ${reason}`);
    return Promise.resolve(DONE);
  }

  takeBack(decisionId: string) {
    this.done.push(`take back ${decisionId}`);
    return Promise.resolve(this.takingBack);
  }

  closeCase(id: string) {
    this.done.push(`close ${id}`);
    const file = this.files.get(id);
    if (file) this.files.set(id, { ...file, row: { ...file.row, state: "closed" } });
    return Promise.resolve(DONE);
  }

  previewReversal(): Promise<Answer<ReversalPreview>> {
    return Promise.resolve({ ok: true, value: { ends: null, stays: [], removed: 0 } });
  }

  reverse(decisionId: string, reason: string) {
    this.done.push(`reverse ${decisionId} ${reason}`);
    return Promise.resolve(DONE);
  }

  grounds(): Promise<Answer<DeskGrounds>> {
    return Promise.resolve({ ok: true, value: { grounds: [] } });
  }

  roomMessages(slug: string, after: number | null): Promise<Answer<DeskMessages>> {
    this.done.push(`talk ${slug} ${after}`);
    const talk = this.talk.get(slug) ?? { messages: [], offset: after ?? 0 };
    return Promise.resolve({ ok: true, value: talk });
  }

  readGuest(room: string, tag: string): Promise<Answer<DeskGuest>> {
    const guest = {
      room,
      nickname: "Bilal",
      tag,
      present: true,
      trust: "new" as const,
      decisions: [],
      reports: {},
    };
    return Promise.resolve({ ok: true, value: guest });
  }

  openCase(): Promise<Answer<OwnCase>> {
    return Promise.resolve({ ok: true, value: { case_id: "own" } });
  }
}

export function rowOf(id: string, extra: Partial<CaseRow> = {}): CaseRow {
  return {
    id,
    subject: { kind: "guest", room: "agora", nickname: "Bilal", tag: "tag-bilal" },
    category: "harassment",
    categories: ["harassment"],
    severity: 2,
    urgent: false,
    queue: "others",
    reports: 1,
    opened_at: "2026-11-22T11:50:00Z",
    due_at: "2026-11-23T11:50:00Z",
    overdue: false,
    state: "open",
    claimed_by: null,
    mine: false,
    ...extra,
  };
}

export function fileOf(row: CaseRow, extra: Partial<DeskCase> = {}): DeskCase {
  return {
    row,
    evidence: [],
    reports: [],
    decisions: [],
    rules: [],
    appeal: null,
    suggested: { ground: "rule-4", reason: { fr: "On n’insiste pas.", en: "No insisting." } },
    subject_present: true,
    subject_locale: "fr",
    ...extra,
  };
}
