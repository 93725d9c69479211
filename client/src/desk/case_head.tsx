/** The head of the open case: what it is about, whom, where, how grave, until when, and who has it. */
import { useState } from "preact/hooks";
import { casesTexts } from "../i18n/cases_texts";
import { shortMoment } from "../i18n/moments";
import type { CaseRow, DeskCase } from "../protocol/desk.gen";
import { Glyph, TagLetters } from "../views/glyph";
import type { Desk } from "./desk";
import { roomName } from "./held";
import { DangerDialog } from "./orders_on_demand";
import { categoriesText, isFoundByRule } from "./origin";
import { isOver } from "./over";
import { useTick } from "./tick";

interface HeadProps {
  readonly file: DeskCase;
  readonly row: CaseRow;
  readonly desk: Desk;
}

export function CaseHead({ file, row, desk }: HeadProps) {
  const c = casesTexts.value;
  const { subject } = row;
  return (
    <header class="case-head">
      <h1 id="desk-title">{categoriesText(row)}</h1>
      <div class="badges">
        {subject.kind === "room" ? (
          <span class="badge">{c.aboutRoom}</span>
        ) : (
          <>
            <Glyph tag={subject.tag ?? ""} small />
            <b class="name">
              <bdi>{subject.nickname}</bdi>
            </b>
            <TagLetters tag={subject.tag ?? ""} />
          </>
        )}
        <span class="badge">{roomName(desk, subject.room)}</span>
        <span class={row.severity === 3 ? "badge badge-berry" : "badge badge-ochre"}>
          {c.severityBadge(row.severity)}
        </span>
        {subject.kind !== "room" && (
          <span class="badge">{file.subject_present ? c.presentBadge : c.goneBadge}</span>
        )}
        {isFoundByRule(row) && <span class="badge">{c.byRuleBadge}</span>}
        <Taken row={row} desk={desk} />
        {desk.state.value?.me.may_decide && <TellAuthority caseId={row.id} />}
      </div>
      <Due row={row} />
    </header>
  );
}

/** Whoever may decide on a case may tell an authority of a danger in it. */
function TellAuthority({ caseId }: { caseId: string }) {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <button type="button" class="btn btn-s" onClick={() => setAsked(true)}>
        {casesTexts.value.tellAuthority}
      </button>
      {isAsked && (
        <DangerDialog caseId={caseId} onClose={() => setAsked(false)} onGiveUp={() => setAsked(false)} />
      )}
    </>
  );
}

/** Until when; nothing once it is decided. */
function Due({ row }: { row: CaseRow }) {
  const c = casesTexts.value;
  if (isOver(row)) return null;
  const at = shortMoment(Date.parse(row.due_at), useTick(), c.onDate);
  return row.overdue ? <p class="tiny late">{c.wasDueAt(at)}</p> : <p class="tiny">{c.dueAt(at)}</p>;
}

function Taken({ row, desk }: { row: CaseRow; desk: Desk }) {
  const c = casesTexts.value;
  const [isSeen, setSeen] = useState(false);
  if (row.mine) return <span class="badge badge-live">{c.mineBadge}</span>;
  if (row.claimed_by !== null) return <span class="badge">{c.takenBadge(row.claimed_by)}</span>;
  if (row.state !== "open" && row.state !== "appealed") return null;
  return (
    <span class="actions">
      <button type="button" class="btn btn-s" onClick={() => void desk.work.claim()}>
        {c.take}
      </button>
      {row.urgent && row.state === "open" && !isSeen && (
        <button
          type="button"
          class="btn btn-s"
          onClick={() => {
            setSeen(true);
            void desk.work.acknowledge();
          }}
        >
          {c.acknowledge}
        </button>
      )}
    </span>
  );
}
