/** Orders of authorities: their clocks, what was done about them, and what may still be. */
import { useEffect, useState } from "preact/hooks";
import { deskTexts } from "../i18n/desk_texts";
import { fullMoment } from "../i18n/moments";
import { ordersTexts } from "../i18n/orders_texts";
import { texts } from "../i18n/texts";
import type { OrderInfo, OrderRequest, Orders } from "../protocol/desk.gen";
import type { Answer, Fault } from "./asking";
import type { Desk } from "./desk";
import { OrderActs } from "./order_acts";
import { OrderClock } from "./order_clock";
import { OrderForm } from "./order_form";
import { ordersApi } from "./orders_api";

const LOOK_EVERY_MS = 10_000;

export function OrdersView({ desk }: { desk: Desk }) {
  const o = ordersTexts.value;
  const { known, fault, carryOut } = useOrders();
  const [isBegun, setBegun] = useState(false);
  const mayAnswer = known?.may_answer ?? false;
  return (
    <>
      <h1 id="desk-title">{o.ordersTitle}</h1>
      <p class="order-lead">{o.ordersLead}</p>
      {known && !mayAnswer && <p class="small">{o.ordersRead}</p>}
      <FaultLine fault={fault} />
      {mayAnswer && !isBegun && (
        <p>
          <button type="button" class="btn btn-primary" onClick={() => setBegun(true)}>
            {o.begin}
          </button>
        </p>
      )}
      {isBegun && (
        <OrderForm
          rooms={desk.state.value?.rooms ?? []}
          onTake={(order: OrderRequest) => carryOut(ordersApi.receive(order))}
          onClose={() => setBegun(false)}
        />
      )}
      {known === null ? (
        <p role="status">{texts.value.partComing}</p>
      ) : (
        <Lists known={known} onAct={carryOut} />
      )}
    </>
  );
}

/** Read every ten seconds: another owner may have acted, a clock may have run out. */
function useOrders() {
  const [known, setKnown] = useState<Orders | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const load = async () => {
    const answer = await ordersApi.all();
    if (answer.ok) setKnown(answer.value);
    else setFault(answer.fault);
  };
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const carryOut = async (asked: Promise<Answer<unknown>>): Promise<boolean> => {
    const answer = await asked;
    setFault(answer.ok ? null : answer.fault);
    await load();
    return answer.ok;
  };
  return { known, fault, carryOut };
}

function FaultLine({ fault }: { fault: Fault | null }) {
  if (fault === null) return null;
  const d = deskTexts.value;
  return (
    <p class="people-fault" role="alert">
      {ordersTexts.value.ordersFaults[fault.code] ?? d.faults[fault.code] ?? d.faultOtherwise}
    </p>
  );
}

interface ListsProps {
  readonly known: Orders;
  readonly onAct: (asked: Promise<Answer<unknown>>) => Promise<boolean>;
}

function Lists({ known, onAct }: ListsProps) {
  const o = ordersTexts.value;
  const running = known.orders.filter(({ state }) => state === "received");
  const settled = known.orders.filter(({ state }) => state !== "received");
  if (known.orders.length === 0) return <p class="desk-empty">{o.ordersNone}</p>;
  const aheadMs = Date.parse(known.now) - Date.now();
  const shown = (orders: readonly OrderInfo[]) =>
    orders.map((order) => (
      <OrderCard key={order.id} order={order} aheadMs={aheadMs} mayAnswer={known.may_answer} onAct={onAct} />
    ));
  return (
    <>
      {running.length > 0 && <h2 class="order-group">{o.running}</h2>}
      {shown(running)}
      {settled.length > 0 && <h2 class="order-group">{o.settled}</h2>}
      {shown(settled)}
    </>
  );
}

interface CardProps {
  readonly order: OrderInfo;
  readonly aheadMs: number;
  readonly mayAnswer: boolean;
  readonly onAct: ListsProps["onAct"];
}

function OrderCard({ order, aheadMs, mayAnswer, onAct }: CardProps) {
  const o = ordersTexts.value;
  const isReadable = order.readable ?? true;
  return (
    <article class="order" aria-labelledby={`order-${order.id}`}>
      <h3 id={`order-${order.id}`}>
        {o.kinds[order.kind]}{" "}
        <span class={order.state === "received" ? "badge badge-ochre" : "badge"}>
          {o.states[order.state]}
        </span>
      </h3>
      <OrderClock order={order} aheadMs={aheadMs} />
      {isReadable ? <Said order={order} /> : <p>{o.unreadable}</p>}
      <Became order={order} />
      {mayAnswer && isReadable && <OrderActs order={order} onAct={onAct} />}
      <Done order={order} />
    </article>
  );
}

function Said({ order }: { order: OrderInfo }) {
  const o = ordersTexts.value;
  const { about } = order;
  return (
    <dl class="order-facts">
      <dt>{o.authority}</dt>
      <dd dir="auto">{order.authority}</dd>
      <dt>{o.reference}</dt>
      <dd dir="auto">{order.reference}</dd>
      {order.words && <dt>{o.asks}</dt>}
      {order.words && (
        <dd class="as-written" dir="auto">
          {order.words}
        </dd>
      )}
      <dt>{o.about}</dt>
      <dd>
        {[o.aboutKinds[about.kind], about.room && o.inRoom(about.room)].filter(Boolean).join(", ")}
        {about.kind !== "other" && `. ${about.found ? o.found : o.notFound}.`}
        {about.words && (
          <p class="as-written" dir="auto">
            {about.words}
          </p>
        )}
      </dd>
    </dl>
  );
}

/** What was taken down, who was told, what is kept. */
function Became({ order }: { order: OrderInfo }) {
  const o = ordersTexts.value;
  const day = (at: string) => fullMoment(Date.parse(at));
  const lines = [
    o.receivedAt(day(order.received_at), order.by),
    (order.removed ?? 0) > 0 ? o.removed(order.removed ?? 0) : "",
    o.authors[order.author],
    order.silent_until ? o.silentUntil(day(order.silent_until)) : "",
    order.preserved_until ? o.preservedUntil(order.pieces ?? 0, day(order.preserved_until)) : "",
  ];
  return (
    <ul class="order-became small">
      {lines
        .filter((line) => line !== "")
        .map((line) => (
          <li key={line}>{line}</li>
        ))}
    </ul>
  );
}

function Done({ order }: { order: OrderInfo }) {
  const d = deskTexts.value;
  return (
    <details class="order-done">
      <summary>{ordersTexts.value.done}</summary>
      <ul class="list-tight small">
        {order.done?.map((note, index) => (
          <li key={index}>
            {fullMoment(Date.parse(note.at))} · {note.by === "palabre" ? d.program : note.by} ·{" "}
            {d.what[note.what] ?? note.what}
            {note.words && (
              <p class="as-written" dir="auto">
                {note.words}
              </p>
            )}
          </li>
        ))}
      </ul>
      <p class="tiny">
        {ordersTexts.value.ourId} <code>{order.id}</code>
      </p>
    </details>
  );
}
