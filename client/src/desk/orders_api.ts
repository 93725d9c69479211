/** The routes of orders of authorities, and of danger files. */
import type { OrderInfo, OrderRequest, Orders } from "../protocol/desk.gen";
import { type Answer, ask, askFile } from "./asking";

export const ordersApi = {
  all: (): Promise<Answer<Orders>> => ask("GET", "/api/desk/orders"),
  receive: (order: OrderRequest): Promise<Answer<OrderInfo>> => ask("POST", "/api/desk/orders", order),
  act: (id: string, reason: string) => told(id, "act", { reason }),
  answer: (id: string, reason: string) => told(id, "answer", { reason }),
  refuse: (id: string, reason: string) => told(id, "refuse", { reason }),
  silence: (id: string, until: string | null, reason: string) => told(id, "silence", { until, reason }),
  preserve: (id: string, reason: string) => told(id, "preserve", { reason }),
  free: (id: string, reason: string) => told(id, "free", { reason }),
  file: (id: string, texts: boolean) => askFile(`${pathOf(id)}/export`, { texts }),
};

export const dangerApi = {
  file: (caseId: string, format: "pdf" | "json", locale: "fr" | "en") =>
    askFile(dangerPath(caseId), { format, locale }),
  sent: (caseId: string, recipient: string, reference: string): Promise<Answer<null>> =>
    ask("POST", `${dangerPath(caseId)}/sent`, { recipient, reference }),
};

function told(id: string, verb: string, body: unknown): Promise<Answer<OrderInfo>> {
  return ask("POST", `${pathOf(id)}/${verb}`, body);
}

function pathOf(id: string): string {
  return `/api/desk/orders/${encodeURIComponent(id)}`;
}

function dangerPath(caseId: string): string {
  return `/api/desk/cases/${encodeURIComponent(caseId)}/danger`;
}
