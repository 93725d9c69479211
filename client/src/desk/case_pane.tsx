/** The open case: whom it is about, the evidence, the reports without who made them, what fired, what was decided before. */
import { useEffect, useRef } from "preact/hooks";
import { casesTexts } from "../i18n/cases_texts";
import { fullMoment } from "../i18n/moments";
import { locale } from "../platform/locale";
import type { CaseReport, DeskCase } from "../protocol/desk.gen";
import { caseFaultText } from "./case_fault";
import { CaseHead } from "./case_head";
import type { Opened } from "./casework";
import type { Desk } from "./desk";
import { Earlier } from "./earlier";
import { Evidence } from "./evidence";
import { FaultNotice } from "./fault";
import { rowsShown } from "./queue";

export function CasePane({ desk }: { desk: Desk }) {
  const c = casesTexts.value;
  const opened = desk.work.opened.value;
  useBackAtQueue(opened);
  if (opened === null) return <NothingOpen desk={desk} />;
  if (opened.file) return <OpenCase file={opened.file} desk={desk} />;
  return (
    <>
      <h1 id="desk-title">{c.caseTitle}</h1>
      <FaultNotice desk={desk} />
      {opened.fault ? (
        <p class="notice notice-ochre" role="alert">
          {caseFaultText(opened.fault)}
        </p>
      ) : (
        <p role="status">{c.caseComing}</p>
      )}
    </>
  );
}

/** On a phone, whoever is done with a case is at the queue again. */
function useBackAtQueue(opened: Opened | null): void {
  const before = useRef(opened);
  useEffect(() => {
    if (before.current !== null && opened === null && isStacked())
      document.querySelector(".desk-queue")?.scrollIntoView();
    before.current = opened;
  }, [opened]);
}

function isStacked(): boolean {
  return matchMedia("(max-width: 60rem)").matches;
}

function NothingOpen({ desk }: { desk: Desk }) {
  const c = casesTexts.value;
  const fault = desk.work.fault.value;
  return (
    <>
      <h1 id="desk-title">{c.caseTitle}</h1>
      <FaultNotice desk={desk} />
      {fault && (
        <p class="notice notice-ochre" role="alert">
          {caseFaultText(fault)}
        </p>
      )}
      <div class="desk-empty">
        <p>
          <b>{rowsShown(desk).length > 0 ? c.chooseCase : c.noCase}</b>
        </p>
        <p>{rowsShown(desk).length > 0 ? c.chooseCaseLead : c.noCaseLead}</p>
      </div>
    </>
  );
}

/** Where the queue stands above the case, what was chosen comes into view. */
function useBroughtIn(id: string): void {
  useEffect(() => {
    if (isStacked()) document.getElementById("desk")?.scrollIntoView();
  }, [id]);
}

function OpenCase({ file, desk }: { file: DeskCase; desk: Desk }) {
  useBroughtIn(file.row.id);
  const row = desk.work.row.value ?? file.row;
  return (
    <>
      <CaseHead file={file} row={row} desk={desk} />
      <FaultNotice desk={desk} />
      <Appealed file={file} />
      <Evidence file={file} desk={desk} />
      <div class="grid-2">
        <Reports reports={file.reports} />
        <Fired file={file} />
        <Earlier file={file} desk={desk} />
      </div>
    </>
  );
}

function Appealed({ file }: { file: DeskCase }) {
  const c = casesTexts.value;
  const { appeal } = file;
  if (appeal === null) return null;
  return (
    <section aria-labelledby="appeal-title">
      <h2 id="appeal-title">{c.appealTitle}</h2>
      <blockquote class="case-words">
        <p dir="auto">{appeal.text}</p>
        <footer class="tiny">
          {c.appealBy[appeal.by]}, {fullMoment(Date.parse(appeal.at))}
        </footer>
      </blockquote>
    </section>
  );
}

function Reports({ reports }: { reports: readonly CaseReport[] }) {
  const c = casesTexts.value;
  return (
    <section aria-labelledby="reports-title">
      <h2 id="reports-title">
        {c.reportsTitle} <span class="count">{reports.length}</span>
      </h2>
      {reports.length === 0 && <p class="tiny">{c.reportsNone}</p>}
      <ul class="list-tight">
        {reports.map((report, index) => (
          <li key={index}>
            <b>{c.categoryOf[report.category] ?? report.category}</b>
            {report.rule && (
              <p>
                {c.byRuleNamed} <code>{report.rule}</code>
              </p>
            )}
            {report.text && (
              <p class="as-written" dir="auto">
                {report.text}
              </p>
            )}
            <small>
              {fullMoment(Date.parse(report.at))}
              {report.weight === 0 && `. ${c.weighsNothing}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fired({ file }: { file: DeskCase }) {
  const c = casesTexts.value;
  return (
    <section aria-labelledby="fired-title">
      <h2 id="fired-title">{c.rulesTitle}</h2>
      {file.rules.length === 0 && <p class="tiny">{c.rulesNone}</p>}
      <ul class="list-tight">
        {file.rules.map((rule) => (
          <li key={rule.id}>
            <code>{rule.id}</code>
            <small>{c.toldTheAuthor(rule.explanation[locale.value] ?? rule.explanation.fr ?? "")}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
