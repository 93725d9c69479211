/** The field "Message": grows to six lines, sends on Enter, keeps the draft of its room. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { texts } from "../i18n/texts";
import { pressed } from "./field_keys";
import { callFrom, DraftMarks } from "./on_demand";
import type { RoomDesk } from "./room_desk";

const MAX_ROWS = 6;
const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");

export function MessageField({ desk, isFirst }: { desk: RoomDesk; isFirst: boolean }) {
  const t = texts.value;
  const field = useRef<HTMLTextAreaElement>(null);
  const { drafting, refused } = desk.live.posting;
  const text = drafting.text.value;
  const editing = drafting.editing.value;
  const calling = desk.talk.caller.value?.calling.value;
  useLayoutEffect(() => grow(field.current), [text]);
  useLayoutEffect(() => {
    if (editing !== null) field.current?.focus();
  }, [editing]);
  return (
    <div class="field field-message">
      <label class={isFirst ? "label" : "hide"} for="message">
        {t.message}
      </label>
      {refused.value && <DraftMarks desk={desk} />}
      <textarea
        ref={field}
        id="message"
        rows={1}
        dir="auto"
        class={isFirst ? "input" : ""}
        placeholder={isFirst ? t.firstPlaceholder : t.placeholder}
        value={text}
        aria-describedby={refused.value === null ? undefined : "refusal"}
        aria-autocomplete="list"
        aria-controls={calling ? "names" : undefined}
        aria-activedescendant={calling ? `names-${calling.chosen}` : undefined}
        onInput={(event) => wrote(event.currentTarget, desk)}
        onBlur={() => desk.talk.caller.value?.dismiss()}
        onKeyDown={(event) => pressed(event, desk)}
      />
    </div>
  );
}

function wrote(field: HTMLTextAreaElement, desk: RoomDesk): void {
  const { drafting, refused, typing } = desk.live.posting;
  drafting.text.value = field.value;
  if (field.value === "") refused.value = null;
  else if (drafting.editing.value === null) typing.wrote();
  callFrom(desk, field);
}

/** For browsers without `field-sizing: content`. */
function grow(field: HTMLTextAreaElement | null): void {
  if (field === null || GROWS_BY_ITSELF) return;
  field.rows = 1;
  const line = Number.parseFloat(getComputedStyle(field).lineHeight) || field.clientHeight;
  field.rows = Math.max(1, Math.min(MAX_ROWS, Math.floor(field.scrollHeight / line)));
}
