/** Where it ends: proven, to be ended elsewhere, or not possible now. */
import type { Stage } from "../core/age_stage";
import type { Proving } from "../core/proving";
import { ageTexts } from "../i18n/age_texts";
import { hourOf } from "../i18n/hour";
import { Icon } from "../views/icons";

import type { AgeProps } from "./page";
import { Title } from "./title";

export function Proven({ boot, to, stage }: AgeProps & { stage: Stage & { readonly kind: "proven" } }) {
  const a = ageTexts.value;
  const room = boot.rooms.find(({ slug }) => to === `/r/${slug}`);
  return (
    <>
      <Title title={a.ageProvenTitle} />
      <section class="notice age-proven" role="status">
        <Icon name="check" />
        <div>
          <p>{a.ageProvenLead}</p>
          {stage.untilMs !== null && <p>{a.ageProvenUntil(hourOf(stage.untilMs, a.ageClock))}</p>}
        </div>
      </section>
      <div class="age-acts">
        <a class="btn btn-primary" href={to}>
          {room ? a.ageEnter(room.name) : a.ageToRooms}
        </a>
        {room && (
          <a class="btn" href="/">
            {a.ageToRooms}
          </a>
        )}
      </div>
    </>
  );
}

export function Elsewhere() {
  const a = ageTexts.value;
  return (
    <Title title={a.ageElsewhereTitle}>
      <p>{a.ageElsewhereLead}</p>
    </Title>
  );
}

export function Shut() {
  const a = ageTexts.value;
  return (
    <>
      <Title title={a.ageShutTitle}>
        <p>{a.ageShutLead}</p>
      </Title>
      <div class="age-acts">
        <a class="btn" href="/">
          {a.ageToRooms}
        </a>
      </div>
    </>
  );
}

export function Unreachable({ proving }: { proving: Proving }) {
  const a = ageTexts.value;
  return (
    <>
      <Title title={a.ageUnreachableTitle}>
        <p>{a.ageUnreachableLead}</p>
      </Title>
      <div class="age-acts">
        <button type="button" class="btn btn-primary" onClick={() => void proving.retry()}>
          {a.ageRetry}
        </button>
      </div>
    </>
  );
}
