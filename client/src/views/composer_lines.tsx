/** The lines around the message box: what sending accepts, how to send. */
import { texts } from "../i18n/texts";
import { Counter, EditingHint } from "./on_demand";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

/** Code units from which on what is left is counted: what is sent of them is at most three times as many. */
const COUNT_FROM = 600;

export function FirstLines({ desk, isGuest }: { desk: RoomDesk; isGuest: boolean }) {
  const rules = desk.info.value?.rules ?? "";
  return (
    <>
      {rules !== "" && (
        <p class="room-rules" dir="auto">
          {rules}
        </p>
      )}
      {isGuest ? (
        <p class="rules-line">{texts.value.newNameHere}</p>
      ) : (
        <RulesLine isEntry={desk.live.standing.value === "guests_only"} />
      )}
    </>
  );
}

/** Generated from what the server says it keeps: the words must be true of the program. */
function RulesLine({ isEntry }: { isEntry: boolean }) {
  const { boot } = useScene();
  const t = texts.value;
  const links = boot.pages.filter((page) => t.rulesLine[page] !== undefined);
  return (
    <p class="rules-line">
      <span>{t.accepting(boot.min_age, isEntry)}</span>
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

export function ComposerHint({ desk }: { desk: RoomDesk }) {
  const t = texts.value;
  const slow = desk.live.slowMode();
  const { editing, text } = desk.live.posting.drafting;
  return (
    <div class="composer-hint">
      {slow > 0 && <p>{t.slowMode(slow)}</p>}
      {editing.value === null ? (
        <p class="keys">
          <kbd>{t.hintEnter}</kbd> {t.hintSends}, <kbd>{t.hintShift}</kbd> <kbd>{t.hintEnter}</kbd>{" "}
          {t.hintNewLine}
        </p>
      ) : (
        <EditingHint />
      )}
      {text.value.length >= COUNT_FROM && <Counter desk={desk} />}
    </div>
  );
}
