/** What is left of an order's time, seen every second and not announced. */
import { useEffect, useState } from "preact/hooks";
import { fullMoment } from "../i18n/moments";
import { ordersTexts } from "../i18n/orders_texts";
import type { OrderInfo } from "../protocol/desk.gen";

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Two hours before its end a clock tells minutes and seconds. */
const NEAR_MS = 2 * HOUR_MS;

export function OrderClock({ order, aheadMs }: { order: OrderInfo; aheadMs: number }) {
  const o = ordersTexts.value;
  const [now, setNow] = useState(Date.now);
  const isRunning = order.state === "received";
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, [isRunning]);
  if (!isRunning) return <Settled order={order} />;
  const left = Date.parse(order.due_at) - (now + aheadMs);
  const given = Date.parse(order.due_at) - Date.parse(order.received_at);
  const isNear = left <= given / 4;
  return (
    <p class={isNear ? "order-clock order-near" : "order-clock"}>
      <b>{left >= 0 ? o.left(spanText(left)) : o.late(spanText(-left))}</b>{" "}
      <span class="small">{o.dueAt(fullMoment(Date.parse(order.due_at)))}</span>
    </p>
  );
}

function Settled({ order }: { order: OrderInfo }) {
  const o = ordersTexts.value;
  const at = order.settled_at ? fullMoment(Date.parse(order.settled_at)) : "";
  return (
    <p class="order-clock small">
      {o.settledAt(at)}
      {order.late && `, ${o.settledLate}`}
    </p>
  );
}

export function spanText(ms: number): string {
  const { span } = ordersTexts.value;
  if (ms >= DAY_MS) return span.days(Math.floor(ms / DAY_MS), Math.floor((ms % DAY_MS) / HOUR_MS));
  const minutes = Math.floor(ms / 60_000);
  if (ms >= NEAR_MS) return span.hours(Math.floor(minutes / 60), two(minutes % 60));
  return span.minutes(minutes, two(Math.floor(ms / SECOND_MS) % 60));
}

function two(count: number): string {
  return `${count}`.padStart(2, "0");
}
