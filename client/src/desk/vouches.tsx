/** The view where two of the team vouch for a guest's age: the code in large, and what was vouched for since yesterday. */
import { useEffect, useRef, useState } from "preact/hooks";
import { deskTexts } from "../i18n/desk_texts";
import { clockTime, texts } from "../i18n/texts";
import { vouchTexts } from "../i18n/vouch_texts";
import { tabCodes } from "../platform/own_codes";
import type { VouchInfo } from "../protocol/desk.gen";
import { TitledDialog } from "../views/dialog";
import { Icon } from "../views/icons";
import "../views/more_icons";
import type { Fault } from "./asking";
import { secondsLeft, Vouching, vouchApi } from "./vouching";

const LOOK_EVERY_MS = 3_000;
const SECOND_MS = 1_000;

/** A code outlives another view of the desk, and a reload of it. */
const vouching = new Vouching(vouchApi, tabCodes);

export function VouchesView() {
  const v = vouchTexts.value;
  const { vouches, fault } = vouching;
  useEffect(() => {
    void vouching.load();
    const timer = setInterval(() => void vouching.load(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const known = vouches.value;
  const withCode = known?.filter((vouch) => vouching.codeOf(vouch) !== null) ?? [];
  return (
    <>
      <h1 id="desk-title">{v.vouchTitle}</h1>
      <p class="vouch-lead">{v.vouchLead}</p>
      <FaultLine fault={fault.value} />
      {withCode.map((vouch) => (
        <OwnCode key={vouch.id} vouch={vouch} code={vouching.codeOf(vouch) ?? ""} />
      ))}
      <p>
        <button
          type="button"
          class={withCode.length === 0 ? "btn btn-primary" : "btn"}
          onClick={() => void vouching.open()}
        >
          {v.vouchOpen}
        </button>
      </p>
      <h2 class="vouch-since">{v.vouchToday}</h2>
      {known === null ? <p role="status">{texts.value.partComing}</p> : <List vouches={known} />}
    </>
  );
}

function FaultLine({ fault }: { fault: Fault | null }) {
  if (fault === null) return null;
  const d = deskTexts.value;
  return (
    <p class="people-fault" role="alert">
      {vouchTexts.value.vouchFaults[fault.code] ?? d.faults[fault.code] ?? d.faultOtherwise}
    </p>
  );
}

function OwnCode({ vouch, code }: { vouch: VouchInfo; code: string }) {
  const v = vouchTexts.value;
  const isReady = vouch.state === "confirmed";
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section ref={box} class="vouch-code" tabIndex={-1} aria-labelledby={`vouch-${vouch.id}`}>
      <h2 id={`vouch-${vouch.id}`}>{v.vouchYours}</h2>
      <p class="vouch-signs">{code}</p>
      <p>{v.vouchTellIt}</p>
      <p class={isReady ? "vouch-state vouch-ready" : "vouch-state"} role="status">
        <Icon name={isReady ? "check" : "clock"} size="s" />
        {isReady ? v.vouchWorks : v.vouchWaits}
      </p>
      <Left until={vouch.expires_at} />
    </section>
  );
}

/** Seen every second, and not announced. */
function Left({ until }: { until: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  const left = secondsLeft(until, now);
  const text = vouchTexts.value.vouchLeft(Math.floor(left / 60), `${left % 60}`.padStart(2, "0"));
  return <p class="small">{text}</p>;
}

function List({ vouches }: { vouches: readonly VouchInfo[] }) {
  const v = vouchTexts.value;
  if (vouches.length === 0) return <p class="small">{v.vouchNone}</p>;
  return (
    <ul class="vouch-list">
      {vouches.map((vouch) => (
        <li key={vouch.id}>
          <span>
            {v.vouchBy(vouch.opened_by, clockTime(Date.parse(vouch.opened_at)))}
            {vouch.seconded_by && `, ${v.vouchWith(vouch.seconded_by)}`}
          </span>
          <span class={vouch.state === "confirmed" ? "badge badge-live" : "badge"}>
            {v.vouchStates[vouch.state]}
          </span>
          <Acts vouch={vouch} />
        </li>
      ))}
    </ul>
  );
}

function Acts({ vouch }: { vouch: VouchInfo }) {
  const v = vouchTexts.value;
  const [asked, setAsked] = useState<"second" | "revoke" | null>(null);
  const { state, mine, opened_by } = vouch;
  const mayRevoke = state === "opened" || state === "confirmed" || state === "used";
  const close = () => setAsked(null);
  return (
    <span class="actions">
      {state === "opened" && !mine && (
        <button
          type="button"
          class="btn btn-s"
          aria-label={v.vouchSecondOf(opened_by)}
          onClick={() => setAsked("second")}
        >
          {v.vouchSecond}
        </button>
      )}
      {mayRevoke && (
        <button
          type="button"
          class="btn btn-s"
          aria-label={v.vouchRevokeOf(opened_by)}
          onClick={() => setAsked("revoke")}
        >
          {v.vouchRevoke}
        </button>
      )}
      {asked && <Sure vouch={vouch} asked={asked} onClose={close} />}
    </span>
  );
}

interface SureProps {
  readonly vouch: VouchInfo;
  readonly asked: "second" | "revoke";
  readonly onClose: () => void;
}

function Sure({ vouch, asked, onClose }: SureProps) {
  const v = vouchTexts.value;
  const isSecond = asked === "second";
  return (
    <TitledDialog label={isSecond ? v.vouchSecondTitle : v.vouchRevokeTitle} onClose={onClose}>
      <p>{isSecond ? v.vouchSecondLead : v.vouchRevokeLead}</p>
      <div class="dialog-foot">
        <button type="button" class="btn" data-first-focus onClick={onClose}>
          {v.vouchGiveUp}
        </button>
        <button
          type="button"
          class="btn btn-primary"
          onClick={() => {
            onClose();
            void vouching[asked](vouch.id);
          }}
        >
          {isSecond ? v.vouchSecond : v.vouchRevoke}
        </button>
      </div>
    </TitledDialog>
  );
}
