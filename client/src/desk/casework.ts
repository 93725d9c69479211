/** Work on cases: which is open, what one has in mind for each, and what becomes of it under two pairs of hands. */
import { batch, computed, type Signal, signal } from "@preact/signals-core";
import type { Clock } from "../core/ports";
import type { CaseRow, DeskCase, DeskGround } from "../protocol/desk.gen";
import type { Answer, Fault } from "./asking";
import type { CaseApi } from "./case_api";
import { BLANK, type Draft, requestOf } from "./ladder";
import { groundOf, reasonOf } from "./reasons";
import { Undoing } from "./undoing";

export interface Opened {
  readonly id: string;
  /** Null while it is on its way, or where it could not be read. */
  readonly file: DeskCase | null;
  readonly fault: Fault | null;
}

/** What a case waits for. */
type Phase = "decision" | "appeal";

const QUEUES: readonly CaseRow["queue"][] = ["lives", "appeals", "others"];

export class Casework {
  readonly opened: Signal<Opened | null> = signal(null);
  /** Why the last act could not be done. */
  readonly fault: Signal<Fault | null> = signal(null);
  readonly isBusy: Signal<boolean> = signal(false);
  readonly grounds: Signal<readonly DeskGround[]> = signal([]);
  readonly undoing: Undoing;
  /** As the queue shows them: lives first, then appeals, then the others. */
  readonly rows = computed<readonly CaseRow[]>(() =>
    QUEUES.flatMap((queue) => this.#told.value.filter((row) => row.queue === queue && !this.#isOver(row))),
  );
  readonly draft = computed<Draft>(() => this.#drafts.value.get(this.opened.value?.id ?? "") ?? BLANK);
  /** The row of the open case, as last told. */
  readonly row = computed<CaseRow | null>(() => {
    const { opened } = this;
    const told = this.#told.value.find(({ id }) => id === opened.value?.id);
    return told ?? opened.value?.file?.row ?? null;
  });
  readonly #api: CaseApi;
  readonly #told: Signal<readonly CaseRow[]> = signal([]);
  readonly #drafts: Signal<ReadonlyMap<string, Draft>> = signal(new Map());
  /** Decided or judged here, which the place may not say yet. */
  readonly #over: Signal<ReadonlyMap<string, Phase>> = signal(new Map());
  #claiming: Promise<unknown> = Promise.resolve();
  #claimed = "";

  constructor(api: CaseApi, clock: Clock) {
    this.#api = api;
    this.undoing = new Undoing(api, clock);
  }

  /** What the place says is there now. */
  told(rows: readonly CaseRow[]): void {
    const before = this.row.peek();
    batch(() => {
      this.#told.value = rows;
      const ids = new Set(rows.map(({ id }) => id));
      const over = [...this.#over.peek()].filter(([id]) => ids.has(id));
      if (over.length < this.#over.peek().size) this.#over.value = new Map(over);
    });
    const opened = this.opened.peek();
    if (opened === null || before === null || this.isBusy.peek()) return;
    const row = rows.find(({ id }) => id === opened.id);
    if (row?.state !== before.state || row.reports !== before.reports) void this.#read(opened.id);
  }

  /** Look at a case; each view is recorded, and nobody else is hindered by it. */
  async open(id: string): Promise<void> {
    if (this.opened.peek()?.id === id && this.opened.peek()?.file) return;
    batch(() => {
      this.opened.value = { id, file: null, fault: null };
      this.fault.value = null;
    });
    await Promise.all([this.#read(id), this.#readGrounds()]);
  }

  close(): void {
    batch(() => {
      this.opened.value = null;
      this.fault.value = null;
    });
  }

  /** Whoever begins to decide takes the case, so that nobody else does meanwhile. */
  think(change: Partial<Draft>): void {
    const { opened } = this;
    const id = opened.peek()?.id;
    if (id === undefined) return;
    this.#keep(id, { ...this.draft.peek(), ...change });
    const row = this.row.peek();
    if (row?.claimed_by === null && change.rung !== undefined && this.#claimed !== id) void this.claim();
  }

  async claim(): Promise<void> {
    const id = this.opened.peek()?.id;
    if (id !== undefined) await this.#act(this.#claim(id));
  }

  async acknowledge(): Promise<void> {
    const id = this.opened.peek()?.id;
    if (id !== undefined) await this.#act(this.#api.acknowledge(id));
  }

  /** No reason is asked. What was typed stays here. */
  async handOver(): Promise<void> {
    const id = this.opened.peek()?.id;
    // Just taken, which the place may not say yet, is one's own too.
    if (id === undefined || !(this.row.peek()?.mine || this.#claimed === id)) return;
    await this.#claiming;
    this.#claimed = "";
    if (await this.#act(this.#api.handOver(id))) this.close();
  }

  /** All that one has taken goes back to the queue. */
  async handOverAll(): Promise<void> {
    this.#claimed = "";
    this.close();
    const mine = this.#told.peek().filter((row) => row.mine);
    await Promise.all(mine.map(({ id }) => this.#api.handOver(id)));
  }

  async decide(): Promise<void> {
    const file = this.opened.peek()?.file;
    const draft = this.draft.peek();
    const row = this.row.peek();
    if (!file || !row || draft.rung === null || this.isBusy.peek()) return;
    const request = requestOf(draft, groundOf(file, draft), reasonOf(file, draft, this.grounds.peek()));
    this.isBusy.value = true;
    await this.#claiming;
    const answer = await this.#api.decide(row.id, request);
    this.isBusy.value = false;
    if (!answer.ok) {
      this.#refused(answer.fault, row.id);
      return;
    }
    batch(() => {
      this.#finish(row.id, "decision");
      this.undoing.made(row, draft, answer.value);
      if (this.opened.peek()?.id === row.id) this.close();
    });
  }

  /** Take back the latest decision; what one had in mind for it is there again. */
  async undo(): Promise<void> {
    const undone = await this.undoing.undo();
    if (undone === null) return;
    if ("code" in undone) {
      this.fault.value = undone;
      return;
    }
    this.#over.value = new Map([...this.#over.peek()].filter(([id]) => id !== undone.row.id));
    this.#keep(undone.row.id, undone.draft);
    await this.open(undone.row.id);
  }

  async judge(outcome: "upheld" | "reversed", reason: string): Promise<void> {
    const id = this.opened.peek()?.id;
    if (id === undefined || this.isBusy.peek()) return;
    this.isBusy.value = true;
    const answer = await this.#api.judge(id, { outcome, reason });
    this.isBusy.value = false;
    if (!answer.ok) {
      this.#refused(answer.fault, id);
      return;
    }
    this.#finish(id, "appeal");
    if (this.opened.peek()?.id === id) this.close();
  }

  /** Undo a decision at any time; resolves to why not, or to null when it is done. */
  async reverse(decisionId: string, reason: string): Promise<Fault | null> {
    const answer = await this.#api.reverse(decisionId, reason);
    if (!answer.ok) return answer.fault;
    const id = this.opened.peek()?.id;
    if (id !== undefined) await this.#read(id);
    return null;
  }

  /** Close what is decided: its evidence is held for its time, then erased. */
  async conclude(): Promise<void> {
    const id = this.opened.peek()?.id;
    if (id === undefined || this.row.peek()?.state !== "decided") return;
    if (await this.#act(this.#api.closeCase(id))) await this.#read(id);
  }

  /** What was decided may be contested at once: then it waits again. */
  #isOver(row: CaseRow): boolean {
    return this.#over.value.get(row.id) === phaseOf(row);
  }

  #finish(id: string, phase: Phase): void {
    this.#over.value = new Map([...this.#over.peek(), [id, phase]]);
  }

  #keep(id: string, draft: Draft): void {
    this.#drafts.value = new Map([...this.#drafts.peek(), [id, draft]]);
  }

  #claim(id: string): Promise<Answer<null>> {
    const claiming = this.#api.claim(id);
    this.#claimed = id;
    this.#claiming = claiming.then(({ ok }) => {
      if (!ok && this.#claimed === id) this.#claimed = "";
    });
    return claiming;
  }

  async #act(acting: Promise<Answer<null>>): Promise<boolean> {
    const answer = await acting;
    if (!answer.ok) this.#refused(answer.fault, this.opened.peek()?.id ?? "");
    return answer.ok;
  }

  #refused(fault: Fault, id: string): void {
    this.fault.value = fault;
    if (fault.code === "already_decided" || fault.code === "claimed_already") void this.#read(id);
  }

  async #read(id: string): Promise<void> {
    const answer = await this.#api.readCase(id);
    const opened = this.opened.peek();
    if (opened?.id !== id) return;
    if (answer.ok) this.opened.value = { id, file: answer.value, fault: null };
    else if (opened.file === null) this.opened.value = { id, file: null, fault: answer.fault };
    else this.fault.value = answer.fault;
  }

  async #readGrounds(): Promise<void> {
    if (this.grounds.peek().length > 0) return;
    const answer = await this.#api.grounds();
    if (answer.ok) this.grounds.value = answer.value.grounds;
  }
}

function phaseOf({ state }: CaseRow): Phase {
  return state === "appealed" ? "appeal" : "decision";
}
