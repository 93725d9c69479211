/** Drafting: what stands in a room's message field, and which message it edits or answers, if any. */
import { type Signal, signal } from "@preact/signals-core";

export interface Editing {
  readonly messageId: string;
  readonly original: string;
}

/** What was written, and the message it answers. */
export interface Draft {
  readonly body: string;
  readonly replyTo: string | null;
}

export class Drafting {
  readonly text: Signal<string> = signal("");
  readonly editing: Signal<Editing | null> = signal(null);
  /** The message being answered; an edit meanwhile leaves it as it is. */
  readonly replyTo: Signal<string | null> = signal(null);
  #aside = "";

  edit(messageId: string, body: string): void {
    if (this.editing.value === null) this.#aside = this.text.value;
    this.editing.value = { messageId, original: body };
    this.text.value = body;
  }

  /** Back to the message that was being written before. */
  stopEditing(): void {
    if (this.editing.value === null) return;
    this.editing.value = null;
    this.text.value = this.#aside;
    this.#aside = "";
  }

  reply(messageId: string): void {
    this.stopEditing();
    this.replyTo.value = messageId;
  }

  take(): Draft {
    const draft = { body: this.text.value, replyTo: this.replyTo.value };
    this.text.value = "";
    this.replyTo.value = null;
    return draft;
  }

  /** Put a refused text back, above whatever was written since; it answers what it answered. */
  giveBack({ body, replyTo }: Draft): void {
    this.replyTo.value ??= replyTo;
    if (this.editing.value !== null) this.#aside = joined(body, this.#aside);
    else this.text.value = joined(body, this.text.value);
  }
}

function joined(first: string, then: string): string {
  return then.trim() === "" ? first : `${first}\n${then}`;
}
