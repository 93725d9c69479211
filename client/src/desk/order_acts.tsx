/** What an owner does with an order: each asks for the words that go with it. */
import { useState } from "preact/hooks";
import { ordersTexts } from "../i18n/orders_texts";
import { download } from "../platform/download";
import type { OrderInfo } from "../protocol/desk.gen";
import { TitledDialog } from "../views/dialog";
import type { Answer } from "./asking";
import { MomentField, momentOf } from "./moment_field";
import { ordersApi } from "./orders_api";

type Act = "act" | "answer" | "refuse" | "silence" | "preserve" | "free" | "file";
export type CarryOut = (asked: Promise<Answer<unknown>>) => Promise<boolean>;

interface Props {
  readonly order: OrderInfo;
  readonly onAct: CarryOut;
}

export function OrderActs({ order, onAct }: Props) {
  const o = ordersTexts.value;
  const [asked, setAsked] = useState<Act | null>(null);
  const labels: Readonly<Record<Act, string>> = {
    act: o.act,
    answer: o.answer,
    refuse: o.refuse,
    silence: o.silence,
    preserve: order.preserved_until ? o.preserveMore : o.preserve,
    free: o.free,
    file: o.exportFile,
  };
  return (
    <div class="actions">
      {actsOf(order).map((act) => (
        <button
          key={act}
          type="button"
          class={act === "act" ? "btn btn-s btn-primary" : "btn btn-s"}
          aria-label={o.actNamed(labels[act], order.reference)}
          onClick={() => setAsked(act)}
        >
          {labels[act]}
        </button>
      ))}
      {asked === "file" && <FileDialog order={order} onAct={onAct} onClose={() => setAsked(null)} />}
      {asked !== null && asked !== "file" && (
        <ActDialog key={asked} act={asked} order={order} onAct={onAct} onClose={() => setAsked(null)} />
      )}
    </div>
  );
}

function actsOf(order: OrderInfo): readonly Act[] {
  const isRunning = order.state === "received";
  const mayBeTold = order.about.found && order.author !== "told" && order.author !== "gone";
  return [
    ...(isRunning ? (["act"] as const) : []),
    ...(isRunning || order.state === "acted" ? (["answer"] as const) : []),
    ...(isRunning ? (["refuse"] as const) : []),
    ...(mayBeTold ? (["silence"] as const) : []),
    ...(order.about.found ? (["preserve"] as const) : []),
    ...(order.preserved_until ? (["free"] as const) : []),
    "file",
  ];
}

function titleOf(act: Act, order: OrderInfo): string {
  const o = ordersTexts.value;
  const titles = {
    act: o.actOf,
    answer: o.answerOf,
    refuse: o.refuseOf,
    silence: o.silenceOf,
    preserve: o.preserveOf,
    free: o.freeOf,
    file: o.exportOf,
  };
  return titles[act](order.reference);
}

function leadOf(act: Exclude<Act, "file">, order: OrderInfo): string {
  const o = ordersTexts.value;
  if (act === "act") return o.actLeads[order.kind];
  return {
    answer: o.answerLead,
    refuse: o.refuseLead,
    silence: o.silenceLead,
    preserve: o.preserveLead,
    free: o.freeLead,
  }[act];
}

interface DialogProps extends Props {
  readonly onClose: () => void;
}

function ActDialog({ act, order, onAct, onClose }: DialogProps & { readonly act: Exclude<Act, "file"> }) {
  const o = ordersTexts.value;
  const [words, setWords] = useState("");
  const [until, setUntil] = useState("");
  const send = async () => {
    const asked =
      act === "silence"
        ? ordersApi.silence(order.id, momentOf(until), words)
        : ordersApi[act](order.id, words);
    onClose();
    await onAct(asked);
  };
  return (
    <TitledDialog label={titleOf(act, order)} onClose={onClose}>
      <form
        class="order-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>{leadOf(act, order)}</p>
        {act === "silence" && <MomentField label={o.silenceUntil} value={until} onChange={setUntil} />}
        <label class="field">
          <span>{o.words}</span>
          <textarea
            class="input"
            rows={4}
            maxLength={2_000}
            required
            data-first-focus
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
          <small class="hint">{o.wordsHint}</small>
        </label>
        <div class="dialog-foot">
          <button type="button" class="btn" onClick={onClose}>
            {o.giveUp}
          </button>
          <button type="submit" class="btn btn-primary">
            {act === "act" ? o.act : o.take}
          </button>
        </div>
      </form>
    </TitledDialog>
  );
}

function FileDialog({ order, onAct, onClose }: DialogProps) {
  const o = ordersTexts.value;
  const [texts, setTexts] = useState(false);
  const make = async () => {
    const asked = ordersApi.file(order.id, texts);
    onClose();
    const answer = await asked;
    if (answer.ok) download(answer.value, `ordre-${order.id}.json`);
    await onAct(Promise.resolve(answer));
  };
  return (
    <TitledDialog label={titleOf("file", order)} onClose={onClose}>
      <p>{o.exportLead}</p>
      {(order.pieces ?? 0) > 0 && (
        <label class="order-tick">
          <input
            type="checkbox"
            checked={texts}
            onChange={(event) => setTexts(event.currentTarget.checked)}
          />
          <span>{o.exportTexts}</span>
        </label>
      )}
      <div class="dialog-foot">
        <button type="button" class="btn" data-first-focus onClick={onClose}>
          {o.giveUp}
        </button>
        <button type="button" class="btn btn-primary" onClick={() => void make()}>
          {o.exportMake}
        </button>
      </div>
    </TitledDialog>
  );
}
