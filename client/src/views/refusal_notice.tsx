/** What was refused and why, above the composer, never over the timeline. */

import type { About } from "../core/posting";
import type { Refusal } from "../core/refusal";
import { texts } from "../i18n/texts";
import { Icon } from "./icons";
import { nameRefusalText, refusalText, ruleNumber } from "./refusal_text";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

export const REFUSAL_ID = "refusal";

export function RefusalNotice({ desk }: { desk: RoomDesk }) {
  const about = desk.live.posting.refused.value;
  if (about === null) return null;
  return (
    <div class="notice notice-berry" role="alert" id={REFUSAL_ID}>
      <Icon name="block" />
      {about.what === "nickname" ? <p>{nameRefusalText(about.refusal)}</p> : <RefusedText about={about} />}
    </div>
  );
}

function RefusedText({ about }: { about: About }) {
  const t = texts.value;
  const { refusal } = about;
  const what = about.what === "edit" ? t.notEdited : t.notSent;
  return (
    <div>
      <h2>
        {what}
        {"\u00a0: "}
        {refusalText(refusal)}
      </h2>
      {refusal.words.length > 0 && <WordsFound words={refusal.words} />}
      <p>{t.draftKept}</p>
      <RuleLink refusal={refusal} />
    </div>
  );
}

function WordsFound({ words }: { words: readonly string[] }) {
  return (
    <p>
      {texts.value.wordsFound}{" "}
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
        {texts.value.readRule(rule)}
      </a>
    </div>
  );
}
