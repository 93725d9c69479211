/** Who may be meant by what follows an at sign: a list above the field, which keeps the focus. */
import { useEffect } from "preact/hooks";
import { partTexts } from "../i18n/part_texts";
import { Glyph, TagLetters } from "./glyph";
import type { RoomDesk } from "./room_desk";

export function CallingList({ desk }: { desk: RoomDesk }) {
  const caller = desk.talk.caller.value;
  const calling = caller?.calling.value ?? null;
  const count = calling?.people.length ?? 0;
  useEffect(() => {
    if (count > 0) desk.say(partTexts.peek().namesFound(count));
  }, [count, desk]);
  if (calling === null) return null;
  const choose = (index: number) => {
    const field = document.querySelector<HTMLTextAreaElement>("#message");
    if (field) caller?.choose(field, index);
  };
  return (
    <div class="menu calling" role="listbox" id="names" aria-label={partTexts.value.toMention}>
      {calling.people.map((person, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and answers to the keys
        <div
          key={person.tag}
          id={`names-${index}`}
          class="row"
          role="option"
          tabIndex={-1}
          aria-selected={index === calling.chosen}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => choose(index)}
        >
          <Glyph tag={person.tag} small />
          <span class="row-main">
            <bdi>{person.nickname}</bdi>
          </span>
          <TagLetters tag={person.tag} />
        </div>
      ))}
    </div>
  );
}
