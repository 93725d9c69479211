/** Orders and danger files, fetched when they are first asked for: most of the team never see them. */
import { loadOrdersTexts } from "../i18n/orders_texts";
import { lazy } from "../views/lazy";

export const OrdersView = lazy(async () => {
  const [part] = await Promise.all([import("./orders"), loadOrdersTexts()]);
  return part.OrdersView;
});

export const DangerDialog = lazy(async () => {
  const [part] = await Promise.all([import("./danger_dialog"), loadOrdersTexts()]);
  return part.DangerDialog;
});
