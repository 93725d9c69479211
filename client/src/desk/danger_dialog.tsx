/** The file of a danger to a life: made in one press, sent by a person, who notes to whom. */
import { useState } from "preact/hooks";
import { deskTexts } from "../i18n/desk_texts";
import { ordersTexts } from "../i18n/orders_texts";
import { download } from "../platform/download";
import { locale } from "../platform/locale";
import { TitledDialog } from "../views/dialog";
import type { Fault } from "./asking";
import { dangerApi } from "./orders_api";

interface Props {
  readonly caseId: string;
  readonly onClose: () => void;
}

export function DangerDialog({ caseId, onClose }: Props) {
  const o = ordersTexts.value;
  const [told, setTold] = useState("");
  const [fault, setFault] = useState<Fault | null>(null);
  const make = async (format: "pdf" | "json") => {
    const answer = await dangerApi.file(caseId, format, locale.peek());
    setFault(answer.ok ? null : answer.fault);
    if (!answer.ok) return;
    download(answer.value, `danger-${caseId}.${format}`);
    setTold(o.dangerMade);
  };
  const record = async (recipient: string, reference: string) => {
    const answer = await dangerApi.sent(caseId, recipient, reference);
    setFault(answer.ok ? null : answer.fault);
    if (answer.ok) setTold(o.dangerRecorded);
  };
  const d = deskTexts.value;
  return (
    <TitledDialog label={o.dangerTitle} onClose={onClose}>
      <p class="notice notice-ochre">{o.dangerNow}</p>
      <p>{o.dangerLead}</p>
      <div class="actions">
        <button type="button" class="btn btn-primary" data-first-focus onClick={() => void make("pdf")}>
          {o.dangerPdf}
        </button>
        <button type="button" class="btn" onClick={() => void make("json")}>
          {o.dangerJson}
        </button>
      </div>
      <p role="status">{told}</p>
      {fault && (
        <p class="people-fault" role="alert">
          {d.faults[fault.code] ?? d.faultOtherwise}
        </p>
      )}
      <SentForm onSent={record} />
    </TitledDialog>
  );
}

function SentForm({ onSent }: { onSent: (recipient: string, reference: string) => Promise<void> }) {
  const o = ordersTexts.value;
  const [recipient, setRecipient] = useState("");
  const [reference, setReference] = useState("");
  return (
    <form
      class="order-form"
      onSubmit={(event) => {
        event.preventDefault();
        void onSent(recipient, reference);
      }}
    >
      <label class="field">
        <span>{o.dangerSent}</span>
        <input
          class="input"
          value={recipient}
          maxLength={200}
          required
          autoComplete="off"
          onInput={(event) => setRecipient(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{o.dangerReference}</span>
        <input
          class="input"
          value={reference}
          maxLength={120}
          autoComplete="off"
          onInput={(event) => setReference(event.currentTarget.value)}
        />
      </label>
      <div class="actions">
        <button type="submit" class="btn">
          {o.dangerRecord}
        </button>
      </div>
    </form>
  );
}
