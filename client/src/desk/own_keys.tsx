/** One's own passkeys: those there are, a new one, and the codes for when all are lost. */
import { useEffect, useState } from "preact/hooks";
import { fullMoment } from "../i18n/moments";
import { peopleTexts } from "../i18n/people_texts";
import { texts } from "../i18n/texts";
import { browserKeys } from "../platform/passkeys";
import type { KeyInfo, KeyRing } from "../protocol/desk.gen";
import { TitledDialog } from "../views/dialog";
import type { Fault } from "./asking";
import { OnceTold } from "./once_told";
import { peopleApi } from "./people_api";
import { PeopleFault } from "./people_fault";
import { CANCELLED } from "./proving";

/** `onAdded` when there is a key where there was none. */
export function OwnKeys({ onAdded }: { onAdded?: () => void }) {
  const p = peopleTexts.value;
  const [ring, setRing] = useState<KeyRing | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const load = async () => {
    const answer = await peopleApi.passkeys();
    if (answer.ok) setRing(answer.value);
    else setFault(answer.fault);
  };
  useEffect(() => void load(), []);
  const makeCodes = async () => {
    const made = await peopleApi.makeRecoveryCodes();
    if (made.ok) setCodes(made.value.codes);
    else setFault(made.fault);
    await load();
  };
  const added = async () => {
    const isFirst = ring?.passkeys.length === 0;
    setFault(null);
    if (isFirst) await makeCodes();
    else await load();
  };
  if (ring === null) return <p role="status">{fault ? null : texts.value.partComing}</p>;
  return (
    <section class="own-keys" aria-labelledby="own-keys-title">
      <h2 id="own-keys-title">{p.ownKeys}</h2>
      <p class="small">{p.ownKeysLead}</p>
      <PeopleFault fault={fault} />
      {ring.passkeys.length === 0 && <p>{p.noKeys}</p>}
      <ul class="key-list">
        {ring.passkeys.map((key) => (
          <KeyLine key={key.id} info={key} onFault={setFault} onGone={() => void load()} />
        ))}
      </ul>
      {ring.possible ? <AddKey onFault={setFault} onAdded={() => void added()} /> : <p>{p.keysImpossible}</p>}
      {ring.passkeys.length > 0 && (
        <div class="codes">
          <h3>{p.recoveryCodes}</h3>
          <p class="small">{p.codesLeft(ring.recovery_left)}</p>
          <button type="button" class="btn" onClick={() => void makeCodes()}>
            {p.makeCodes}
          </button>
        </div>
      )}
      {codes && (
        <OnceTold
          title={p.newCodes}
          lead={p.newCodesLead}
          lines={codes}
          onClose={() => {
            setCodes(null);
            onAdded?.();
          }}
        />
      )}
    </section>
  );
}

function AddKey({ onFault, onAdded }: { onFault: (fault: Fault) => void; onAdded: () => void }) {
  const p = peopleTexts.value;
  const [name, setName] = useState("");
  const [isAsking, setAsking] = useState(false);
  const add = async () => {
    setAsking(true);
    const fault = await added(name);
    setAsking(false);
    if (fault) {
      onFault(fault);
      return;
    }
    setName("");
    onAdded();
  };
  return (
    <form
      class="add-key"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <label class="field">
        <span>{p.keyName}</span>
        <input
          class="input"
          value={name}
          maxLength={40}
          required
          autoComplete="off"
          aria-describedby="key-name-hint"
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <p class="small" id="key-name-hint">
        {p.keyNameHint}
      </p>
      <button type="submit" class="btn btn-primary" disabled={isAsking}>
        {p.addKey}
      </button>
      <span class="small" role="status">
        {isAsking ? p.asking : ""}
      </span>
    </form>
  );
}

async function added(name: string): Promise<Fault | null> {
  const asked = await peopleApi.askNewPasskey();
  if (!asked.ok) return asked.fault;
  const credential = await browserKeys.create(asked.value);
  if (credential === null) return CANCELLED;
  const kept = await peopleApi.addPasskey({ name, credential });
  return kept.ok ? null : kept.fault;
}

interface Line {
  readonly info: KeyInfo;
  readonly onFault: (fault: Fault) => void;
  readonly onGone: () => void;
}

function KeyLine({ info, onFault, onGone }: Line) {
  const p = peopleTexts.value;
  const [isAsked, setAsked] = useState(false);
  const revoke = async () => {
    setAsked(false);
    const answer = await peopleApi.revokePasskey(info.id);
    if (answer.ok) onGone();
    else onFault(answer.fault);
  };
  return (
    <li>
      <b dir="auto">{info.name}</b>
      <span class="small">
        {p.addedOn(fullMoment(Date.parse(info.added_at)))} ·{" "}
        {info.used_at ? p.usedOn(fullMoment(Date.parse(info.used_at))) : p.neverUsed}
        {info.here ? "" : ` · ${p.elsewhere}`}
      </span>
      <button
        type="button"
        class="btn btn-s"
        aria-label={p.revokeKey(info.name)}
        onClick={() => setAsked(true)}
      >
        {p.revoke}
      </button>
      {isAsked && (
        <TitledDialog label={p.revokeTitle(info.name)} onClose={() => setAsked(false)}>
          <p>{p.revokeLead}</p>
          <div class="dialog-foot">
            <button type="button" class="btn" data-first-focus onClick={() => setAsked(false)}>
              {p.giveUp}
            </button>
            <button type="button" class="btn btn-primary" onClick={() => void revoke()}>
              {p.revoke}
            </button>
          </div>
        </TitledDialog>
      )}
    </li>
  );
}
