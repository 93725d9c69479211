/** The field "Message": grows to six lines, sends on Enter, keeps the draft of its room. */
import type { TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { texts } from "../i18n/texts";
import { REFUSAL_ID } from "./refusal_notice";
import type { RoomDesk } from "./room_desk";
import { submit } from "./submitting";

const MAX_ROWS = 6;
const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");

export function MessageField({ desk, isFirst }: { desk: RoomDesk; isFirst: boolean }) {
  const t = texts.value;
  const field = useRef<HTMLTextAreaElement>(null);
  const { drafting, refused } = desk.live.posting;
  const text = drafting.text.value;
  const editing = drafting.editing.value;
  useLayoutEffect(() => grow(field.current), [text]);
  useLayoutEffect(() => {
    if (editing !== null) field.current?.focus();
  }, [editing]);
  return (
    <div class="field field-message">
      <label class={isFirst ? "label" : "hide"} for="message">
        {t.message}
      </label>
      <textarea
        ref={field}
        id="message"
        rows={1}
        dir="auto"
        class={isFirst ? "input" : ""}
        placeholder={isFirst ? t.firstPlaceholder : t.placeholder}
        value={text}
        aria-describedby={refused.value === null ? undefined : REFUSAL_ID}
        onInput={(event) => {
          drafting.text.value = event.currentTarget.value;
          if (drafting.text.value === "") refused.value = null;
        }}
        onKeyDown={(event) => pressed(event, desk)}
      />
    </div>
  );
}

function pressed(event: TargetedKeyboardEvent<HTMLTextAreaElement>, desk: RoomDesk): void {
  // 229: some browsers end a composition with a keydown that no longer says so.
  if (event.isComposing || event.keyCode === 229) return;
  const { drafting } = desk.live.posting;
  if (event.key === "Enter" && !event.shiftKey && !isTouchKeyboard()) {
    event.preventDefault();
    submit(desk);
  } else if (event.key === "Escape" && drafting.editing.value !== null) {
    drafting.stopEditing();
  } else if (event.key === "ArrowUp" && drafting.text.value === "") {
    desk.editLast();
  }
}

function isTouchKeyboard(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}

/** For browsers without `field-sizing: content`. */
function grow(field: HTMLTextAreaElement | null): void {
  if (field === null || GROWS_BY_ITSELF) return;
  field.rows = 1;
  const line = Number.parseFloat(getComputedStyle(field).lineHeight) || field.clientHeight;
  field.rows = Math.max(1, Math.min(MAX_ROWS, Math.floor(field.scrollHeight / line)));
}
