/** Drafting: what stands in a room's message field, and which message it edits, if any. */
import { type Signal, signal } from "@preact/signals-core";

export interface Editing {
  readonly messageId: string;
  readonly original: string;
}

export class Drafting {
  readonly text: Signal<string> = signal("");
  readonly editing: Signal<Editing | null> = signal(null);
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

  take(): string {
    const text = this.text.value;
    this.text.value = "";
    return text;
  }

  /** Put a refused text back, above whatever was written since. */
  giveBack(body: string): void {
    if (this.editing.value !== null) this.#aside = joined(body, this.#aside);
    else this.text.value = joined(body, this.text.value);
  }
}

function joined(first: string, then: string): string {
  return then.trim() === "" ? first : `${first}\n${then}`;
}
