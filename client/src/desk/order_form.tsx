/** Taking an order in: what it is, from whom, about what, until when. */
import { useState } from "preact/hooks";
import { ordersTexts } from "../i18n/orders_texts";
import type { DeskRoom, OrderAbout, OrderRequest } from "../protocol/desk.gen";
import { MomentField, momentOf } from "./moment_field";

type Kind = OrderRequest["kind"];
type AboutKind = OrderAbout["kind"];
const KINDS: readonly Kind[] = ["terrorist", "removal", "information", "preservation", "requisition"];
const ABOUTS: readonly AboutKind[] = ["message", "guest", "receipt", "other"];
/** Of these a sealed copy is kept whatever is ticked. */
const PRESERVING: readonly Kind[] = ["terrorist", "preservation"];

const BLANK = {
  kind: "removal" as Kind,
  authority: "",
  reference: "",
  words: "",
  received: "",
  due: "",
  silent: "",
  preserve: false,
  about: "message" as AboutKind,
  room: "",
  message: "",
  tag: "",
  code: "",
  aboutWords: "",
};
type Draft = typeof BLANK;

interface Props {
  readonly rooms: readonly DeskRoom[];
  readonly onTake: (order: OrderRequest) => Promise<boolean>;
  readonly onClose: () => void;
}

export function OrderForm({ rooms, onTake, onClose }: Props) {
  const o = ordersTexts.value;
  const [draft, setDraft] = useState<Draft>(() => ({ ...BLANK, room: rooms[0]?.slug ?? "" }));
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const take = async () => {
    if (await onTake(requestOf(draft))) onClose();
  };
  return (
    <form
      class="order-form order-new"
      aria-labelledby="order-new"
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <h2 id="order-new">{o.formTitle}</h2>
      <Choice
        label={o.kind}
        value={draft.kind}
        all={KINDS}
        names={o.kinds}
        onChange={(kind) => change({ kind })}
      />
      <p class="small">{o.kindHints[draft.kind]}</p>
      <Line
        label={o.authority}
        hint={o.authorityHint}
        max={200}
        value={draft.authority}
        isRequired
        onChange={(authority) => change({ authority })}
      />
      <Line
        label={o.reference}
        max={120}
        value={draft.reference}
        isRequired
        onChange={(reference) => change({ reference })}
      />
      <Words label={o.asked} value={draft.words} onChange={(words) => change({ words })} />
      <Choice
        label={o.aboutKind}
        value={draft.about}
        all={ABOUTS}
        names={o.aboutKinds}
        onChange={(about) => change({ about })}
      />
      <Pointed draft={draft} rooms={rooms} change={change} />
      <div class="order-moments">
        <MomentField
          label={o.receivedWhen}
          hint={o.receivedHint}
          value={draft.received}
          onChange={(received) => change({ received })}
        />
        <MomentField
          label={o.dueWhen}
          hint={o.dueHint}
          value={draft.due}
          onChange={(due) => change({ due })}
        />
        <MomentField
          label={o.silentWhen}
          hint={o.silentHint}
          value={draft.silent}
          onChange={(silent) => change({ silent })}
        />
      </div>
      {!PRESERVING.includes(draft.kind) && (
        <label class="order-tick">
          <input
            type="checkbox"
            checked={draft.preserve}
            onChange={(event) => change({ preserve: event.currentTarget.checked })}
          />
          <span>{o.preserveToo}</span>
        </label>
      )}
      <div class="actions">
        <button type="submit" class="btn btn-primary">
          {o.take}
        </button>
        <button type="button" class="btn" onClick={onClose}>
          {o.giveUp}
        </button>
      </div>
    </form>
  );
}

function requestOf(draft: Draft): OrderRequest {
  const { kind, authority, reference, words, preserve } = draft;
  return {
    kind,
    authority,
    reference,
    words,
    preserve,
    received_at: momentOf(draft.received),
    due_at: momentOf(draft.due),
    silent_until: momentOf(draft.silent),
    about: aboutOf(draft),
  };
}

function aboutOf({ about, room, message, tag, code, aboutWords }: Draft): OrderAbout {
  switch (about) {
    case "message":
      return { kind: about, room, message, words: aboutWords };
    case "guest":
      return { kind: about, room, tag, words: aboutWords };
    case "receipt":
      return { kind: about, code, words: aboutWords };
    case "other":
      return { kind: about, words: aboutWords };
  }
}

interface PointedProps {
  readonly draft: Draft;
  readonly rooms: readonly DeskRoom[];
  readonly change: (part: Partial<Draft>) => void;
}

function Pointed({ draft, rooms, change }: PointedProps) {
  const o = ordersTexts.value;
  const isInRoom = draft.about === "message" || draft.about === "guest";
  return (
    <>
      {isInRoom && (
        <label class="field">
          <span>{o.room}</span>
          <select
            class="input"
            value={draft.room}
            onChange={(event) => change({ room: event.currentTarget.value })}
          >
            {rooms.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {draft.about === "message" && (
        <Line
          label={o.message}
          max={300}
          value={draft.message}
          isRequired
          onChange={(message) => change({ message })}
        />
      )}
      {draft.about === "guest" && (
        <Line label={o.tag} max={64} value={draft.tag} isRequired onChange={(tag) => change({ tag })} />
      )}
      {draft.about === "receipt" && (
        <Line label={o.code} max={64} value={draft.code} isRequired onChange={(code) => change({ code })} />
      )}
      <Words
        label={o.aboutWords}
        value={draft.aboutWords}
        onChange={(aboutWords) => change({ aboutWords })}
      />
    </>
  );
}

interface LineProps {
  readonly label: string;
  readonly hint?: string;
  readonly max: number;
  readonly value: string;
  readonly isRequired?: boolean;
  readonly onChange: (value: string) => void;
}

function Line({ label, hint, max, value, isRequired = false, onChange }: LineProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        class="input"
        value={value}
        maxLength={max}
        required={isRequired}
        autoComplete="off"
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {hint && <small class="hint">{hint}</small>}
    </label>
  );
}

function Words({ label, value, onChange }: Pick<LineProps, "label" | "value" | "onChange">) {
  return (
    <label class="field">
      <span>{label}</span>
      <textarea
        class="input"
        rows={3}
        maxLength={2_000}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly all: readonly T[];
  readonly names: Readonly<Record<T, string>>;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, all, names, onChange }: ChoiceProps<T>) {
  return (
    <label class="field">
      <span>{label}</span>
      <select
        class="input"
        value={value}
        onChange={(event) => onChange(all[event.currentTarget.selectedIndex] ?? value)}
      >
        {all.map((each) => (
          <option key={each} value={each}>
            {names[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
