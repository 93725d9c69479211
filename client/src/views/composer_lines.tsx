/** The lines around the message box: what sending accepts, what is being edited, how to send. */
import { countCodePoints, normaliseBody } from "../core/body";
import { texts } from "../i18n/texts";
import { MAX_BODY_CODE_POINTS } from "../protocol/protocol.gen";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

const COUNT_FROM = 1_800;

export function FirstLines({ desk, isGuest }: { desk: RoomDesk; isGuest: boolean }) {
  const rules = desk.info.value?.rules ?? "";
  return (
    <>
      {rules !== "" && (
        <p class="room-rules" dir="auto">
          {rules}
        </p>
      )}
      {isGuest ? <p class="rules-line">{texts.value.newNameHere}</p> : <RulesLine />}
    </>
  );
}

/** Generated from what the server says it keeps: the words must be true of the program. */
function RulesLine() {
  const { boot } = useScene();
  const t = texts.value;
  const links = boot.pages.filter((page) => t.rulesLine[page] !== undefined);
  return (
    <p class="rules-line">
      <span>{t.accepting(boot.min_age)}</span>
      {links.map((page) => (
        <span key={page}>
          <a href={`/${page}`} target="_blank" rel="noopener">
            {t.rulesLine[page]}
          </a>
        </span>
      ))}
      <span>{t.messagesKept(boot.retention.messages_h)}</span>
      <span>{t.sealedKept(boot.retention.sealed_h)}</span>
    </p>
  );
}

export function EditingLine({ desk }: { desk: RoomDesk }) {
  const { drafting } = desk.live.posting;
  if (drafting.editing.value === null) return null;
  return (
    <p class="editing-line">
      <span>{texts.value.editing}</span>
      <button type="button" class="link-btn" onClick={() => drafting.stopEditing()}>
        {texts.value.cancel}
      </button>
    </p>
  );
}

export function ComposerHint({ desk }: { desk: RoomDesk }) {
  const t = texts.value;
  return (
    <div class="composer-hint">
      <p class="keys">
        <kbd>{t.hintEnter}</kbd> {t.hintSends}, <kbd>{t.hintShift}</kbd> <kbd>{t.hintEnter}</kbd>{" "}
        {t.hintNewLine}
      </p>
      <Counter desk={desk} />
    </div>
  );
}

function Counter({ desk }: { desk: RoomDesk }) {
  const count = countCodePoints(normaliseBody(desk.live.posting.drafting.text.value));
  if (count < COUNT_FROM) return null;
  const left = MAX_BODY_CODE_POINTS - count;
  return <p class={left < 0 ? "counter counter-over" : "counter"}>{texts.value.left(left)}</p>;
}
