/** What was refused and why, above the composer, never over the timeline. */

import { partsOf } from "../core/matching_words";
import type { About } from "../core/posting";
import type { Refusal } from "../core/refusal";
import { partTexts } from "../i18n/part_texts";
import { Icon } from "./icons";
import { nameRefusalText, refusalText, ruleNumber } from "./refusal_text";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

export function RefusalNotice({ desk }: { desk: RoomDesk }) {
  const about = desk.live.posting.refused.value;
  if (about === null) return null;
  return (
    <div class="notice notice-berry" role="alert" id="refusal">
      <Icon name="block" />
      {about.what === "nickname" ? <p>{nameRefusalText(about.refusal)}</p> : <RefusedText about={about} />}
    </div>
  );
}

function RefusedText({ about }: { about: About }) {
  const p = partTexts.value;
  const { refusal } = about;
  const what = about.what === "edit" ? p.notEdited : p.notSent;
  return (
    <div>
      <h2>{refusal.explanation ? what : p.because(what, refusalText(refusal))}</h2>
      {refusal.explanation && <p>{refusal.explanation}</p>}
      {refusal.words.length > 0 && <WordsFound words={refusal.words} />}
      <p>
        {waitText(refusal)} {p.draftKept}
      </p>
      {refusal.rule !== null && (
        <div class="notice-actions">
          <WaysOn refusal={refusal} />
        </div>
      )}
    </div>
  );
}

/** How long, as it was when it was refused: the button goes on counting. */
function waitText({ code, reason, retryAfter }: Refusal): string {
  const p = partTexts.value;
  if (code !== "slowed" || retryAfter === null) return "";
  const seconds = Math.ceil(retryAfter);
  return reason === "repetition" ? p.repetitionWay(seconds) : p.slowWait(seconds);
}

function WordsFound({ words }: { words: readonly string[] }) {
  return (
    <p>
      {partTexts.value.wordsFound}{" "}
      {words.map((word, index) => (
        <span key={word}>
          {index > 0 && ", "}
          <mark dir="auto">{word}</mark>
        </span>
      ))}
    </p>
  );
}

/** The text as it was sent, the words that stopped it marked. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  return (
    <p class="returned" dir="auto">
      {partsOf(text, words).map((part, index) =>
        part.isFound ? <mark key={index}>{part.text}</mark> : part.text,
      )}
    </p>
  );
}

/** Where the rule is read, and whom to write to when it was wrong. */
export function WaysOn({ refusal }: { refusal: Refusal }) {
  const { boot } = useScene();
  const p = partTexts.value;
  const rule = ruleNumber(refusal);
  if (!boot.pages.includes("rules")) return null;
  return (
    <>
      {rule !== null && (
        <a href={`/rules#rule-${rule}`} target="_blank" rel="noopener">
          {p.readRule(rule)}
        </a>
      )}
      <a href="/rules#contest" target="_blank" rel="noopener">
        {p.contest}
      </a>
    </>
  );
}
