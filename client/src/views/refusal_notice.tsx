/** What was refused and why, above the composer, never over the timeline. */

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
      <h2>{p.because(what, refusalText(refusal))}</h2>
      {refusal.words.length > 0 && <WordsFound words={refusal.words} />}
      <p>
        {waitText(refusal)} {p.draftKept}
      </p>
      <RuleLink refusal={refusal} />
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

function RuleLink({ refusal }: { refusal: Refusal }) {
  const { boot } = useScene();
  const rule = ruleNumber(refusal);
  if (rule === null || !boot.pages.includes("rules")) return null;
  return (
    <div class="notice-actions">
      <a href={`/rules#rule-${rule}`} target="_blank" rel="noopener">
        {partTexts.value.readRule(rule)}
      </a>
    </div>
  );
}
