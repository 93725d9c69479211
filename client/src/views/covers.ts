/** Who watches over a room, once it is told; what draws it is fetched then. */
import { loadSideTexts } from "../i18n/side_texts";
import { lazy } from "./lazy";

export const Cover = lazy(async () => {
  const [{ Cover: view }] = await Promise.all([import("./cover"), loadSideTexts()]);
  return view;
}, true);
