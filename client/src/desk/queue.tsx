/** The queue: what a person must read first, then the cases, lives before everything else. */
import { casesTexts } from "../i18n/cases_texts";
import type { CaseRow } from "../protocol/desk.gen";
import type { Desk } from "./desk";
import { HeldList, roomName } from "./held";
import { categoryText, isFoundByRule } from "./origin";
import { view } from "./route";
import { ageText } from "./spans";
import { useTick } from "./tick";

const QUEUES = ["lives", "appeals", "others"] as const;

export function QueueColumn({ desk }: { desk: Desk }) {
  const c = casesTexts.value;
  const rows = rowsShown(desk);
  const isAppeals = view.value === "appeals";
  return (
    <nav class="desk-queue" aria-label={c.queue}>
      {isAppeals ? <p class="tiny">{c.appealsLead}</p> : <HeldList desk={desk} />}
      {QUEUES.map((queue) => (
        <Group key={queue} queue={queue} rows={rows.filter((row) => row.queue === queue)} desk={desk} />
      ))}
      {rows.length === 0 && (
        <div class="desk-empty" role="status">
          <p>
            <b>{isAppeals ? c.noAppeal : c.noCase}</b>
          </p>
          {!isAppeals && <p>{c.noCaseLead}</p>}
        </div>
      )}
    </nav>
  );
}

/** Those of the view one is in, in the order of the queue. */
export function rowsShown(desk: Desk): readonly CaseRow[] {
  const rows = desk.work.rows.value;
  return view.value === "appeals" ? rows.filter(({ queue }) => queue === "appeals") : rows;
}

interface GroupProps {
  readonly queue: CaseRow["queue"];
  readonly rows: readonly CaseRow[];
  readonly desk: Desk;
}

function Group({ queue, rows, desk }: GroupProps) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby={`queue-${queue}`}>
      <h2 id={`queue-${queue}`}>
        {casesTexts.value.queues[queue]} <span class="count">{rows.length}</span>
      </h2>
      <ol>
        {rows.map((row) => (
          <li key={row.id}>
            <Row row={row} desk={desk} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Row({ row, desk }: { row: CaseRow; desk: Desk }) {
  const c = casesTexts.value;
  const now = useTick();
  const isOpen = desk.work.opened.value?.id === row.id;
  const facts = [
    "",
    ...(row.reports > 1 ? [c.reportsOf(row.reports)] : []),
    ...(isFoundByRule(row) ? [c.byRule] : []),
    ageText(Date.parse(row.opened_at), now),
  ];
  return (
    <a
      class={`case-row sev-${row.severity}`}
      href={`/desk?case=${encodeURIComponent(row.id)}`}
      data-case={row.id}
      aria-current={isOpen ? "true" : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        void desk.work.open(row.id);
      }}
    >
      <b>
        {categoryText(row)}
        <span class="hide">, {c.severityOf(row.severity)}</span>
      </b>
      <small>
        <span>{roomName(desk, row.subject.room)}</span>
        <span class="facts-end">{facts.join(" · ")}</span>
        <Holder row={row} />
      </small>
    </a>
  );
}

function Holder({ row }: { row: CaseRow }) {
  const c = casesTexts.value;
  if (row.mine) return <span class="by">{c.takenByYou}</span>;
  if (row.claimed_by !== null) return <span class="by">{c.takenBy(row.claimed_by)}</span>;
  return row.overdue ? <span class="by-late">{c.overdue}</span> : null;
}

/** The count beside the view's name. */
export function waitingIn(desk: Desk, name: string): number {
  const rows = desk.work.rows.value;
  if (name === "appeals") return rows.filter(({ queue }) => queue === "appeals").length;
  return name === "cases" ? rows.length + desk.held.value.length : 0;
}
