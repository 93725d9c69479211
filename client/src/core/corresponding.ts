/** Corresponding: asking for private conversations, answering, ending them, and keeping up with what is told. */
import { effect, type Signal, signal } from "@preact/signals-core";
import type { AnyEvent } from "../protocol/protocol.gen";
import { bind } from "./binding";
import type { Answer, Asked } from "./connection";
import { applyTold, type Correspondence, NO_CORRESPONDENCE, read, settled, without } from "./correspondence";
import { type Outcome, refusal, refusalFrom } from "./refusal";
import type { Visit } from "./visit";

export class Corresponding {
  readonly held: Signal<Correspondence> = signal(NO_CORRESPONDENCE);
  /** Whether the server answered what one has, be it that one has nothing. */
  readonly isKnown: Signal<boolean> = signal(false);
  /** Why one's own conversation is frozen, by its slug: told to whoever is answerable for it. */
  readonly statements: Signal<ReadonlyMap<string, string>> = signal(new Map());
  readonly #visit: Visit;

  constructor(visit: Visit) {
    this.#visit = visit;
  }

  /** Keep up from now on: the whole of it at each connection, what changes as it is told. */
  start(): void {
    this.#visit.listeners.push((event) => this.#happened(event));
    effect(() => {
      const { connection, session } = this.#visit;
      if (session.value === null) this.held.value = NO_CORRESPONDENCE;
      else if (connection.value.kind === "open") void this.refresh();
    });
  }

  async refresh(): Promise<void> {
    if (!this.#visit.isOpen() || this.#visit.sessionKey() === null) return;
    const answer = await this.#ask({ type: "conversation.list" });
    if ("conversations" in answer) {
      const { quiet, sent, received, conversations } = answer;
      this.held.value = { quiet, sent, received, conversations };
    }
    if (answer.type !== "lost") this.isKnown.value = true;
  }

  // --- requests

  /** Answered alike whoever it is. */
  async request(room: string, tag: string): Promise<Outcome<null>> {
    const answer = await this.#ask({ type: "conversation.request", room, tag });
    if (answer.type === "ok") await this.refresh();
    return outcomeOf(answer);
  }

  withdraw(request: string): Promise<Outcome<null>> {
    return this.#settle({ type: "conversation.withdraw", request });
  }

  decline(request: string): Promise<Outcome<null>> {
    return this.#settle({ type: "conversation.decline", request });
  }

  async #settle(command: Asked & { readonly request: string }): Promise<Outcome<null>> {
    const outcome = outcomeOf(await this.#ask(command));
    if (outcome.ok) this.held.value = settled(this.held.value, command.request);
    return outcome;
  }

  /** The conversation there is from now on. */
  async accept(request: string): Promise<Outcome<string>> {
    const answer = await this.#ask({ type: "conversation.accept", request });
    if (!("conversation" in answer)) return failed(answer);
    this.held.value = settled(this.held.value, request);
    return { ok: true, value: answer.conversation };
  }

  async setQuiet(on: boolean): Promise<Outcome<null>> {
    const outcome = outcomeOf(await this.#ask({ type: "conversation.quiet", on }));
    if (outcome.ok) this.held.value = { ...this.held.value, quiet: on };
    return outcome;
  }

  // --- conversations

  async end(conversation: string): Promise<Outcome<null>> {
    const outcome = outcomeOf(await this.#ask({ type: "conversation.end", conversation }));
    if (outcome.ok) this.held.value = without(this.held.value, conversation);
    return outcome;
  }

  /** All of it is on screen, here or in another tab. */
  read(conversation: string): void {
    this.held.value = read(this.held.value, conversation);
  }

  #happened(event: AnyEvent): void {
    this.held.value = applyTold(this.held.value, event);
    if (event.type === "proof.changed" && event.proven) void this.refresh();
    if (event.type === "conversation.changed" && event.statement)
      this.statements.value = new Map([...this.statements.value, [event.conversation, event.statement]]);
  }

  /** Where the age proof was not shown to be this browser's yet, it is, and the command asked once more. */
  async #ask(command: Asked): Promise<Answer> {
    const answer = await this.#asked(command);
    if (answer.type !== "failed" || !answer.challenge) return answer;
    const { challenge } = answer;
    const isBound = await new Promise<boolean>((bound) => void bind(this.#visit, challenge, bound));
    return isBound ? this.#asked(command) : answer;
  }

  #asked(command: Asked): Promise<Answer> {
    return new Promise((answered) => this.#visit.ask(command, answered));
  }
}

function outcomeOf(answer: Answer): Outcome<null> {
  return answer.type === "ok" ? { ok: true, value: null } : failed(answer);
}

function failed(answer: Answer): { readonly ok: false; readonly refusal: ReturnType<typeof refusal> } {
  return { ok: false, refusal: answer.type === "ok" ? refusal("refused") : refusalFrom(answer) };
}
