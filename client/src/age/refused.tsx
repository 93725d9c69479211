/** A proof that was not accepted: why, in words, and the ways on. */
import type { Proving } from "../core/proving";
import { ageTexts } from "../i18n/age_texts";
import { Icon, type IconName } from "../views/icons";
import { Elsewhere } from "./endings";
import { type Family, familyOf } from "./reasons";
import { Title } from "./title";

export function Refused({ proving, reason }: { proving: Proving; reason: string }) {
  const a = ageTexts.value;
  const family = familyOf(reason);
  if (family === "elsewhere") return <Elsewhere />;
  const isOwnChoice = family === "declined";
  return (
    <>
      <Title title={titleOf(family)} />
      <section class={isOwnChoice ? "notice" : "notice notice-ochre"} role="status">
        <Icon name={ICONS[family] ?? "block"} />
        <div>
          <p>{a.ageRefusals[family]}</p>
          {!isOwnChoice && <p>{a.ageNothingKept}</p>}
        </div>
      </section>
      <div class="age-acts">
        <button type="button" class="btn btn-primary" onClick={() => void proving.back()}>
          {family === "under" || isOwnChoice ? a.ageOtherWay : a.ageAgain}
        </button>
        <a class="btn" href="/">
          {a.ageToRooms}
        </a>
      </div>
    </>
  );
}

const ICONS: Partial<Record<Family, IconName>> = {
  declined: "x",
  late: "clock",
  slowed: "clock",
  under: "lock",
};

function titleOf(family: Family): string {
  const a = ageTexts.value;
  if (family === "declined") return a.ageDeclinedTitle;
  if (family === "under") return a.ageUnderTitle;
  return family === "late" ? a.ageLateTitle : a.ageRefusedTitle;
}
