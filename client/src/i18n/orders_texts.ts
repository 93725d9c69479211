/** The texts of orders of authorities and of danger files, in the chosen language. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";
import type { OrdersTexts } from "./orders_fr";
import { Wording } from "./wording";

const words = new Wording<{ readonly orders: OrdersTexts }>({
  fr: () => import("./orders_fr"),
  en: () => import("./orders_en"),
});

export const ordersTexts = computed<OrdersTexts>(() => words.now.value.orders);

export function loadOrdersTexts(): Promise<void> {
  return words.load(locale.peek());
}
