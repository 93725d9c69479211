/** The texts of the lobby, in the chosen language. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";
import type { LobbyTexts } from "./lobby_fr";
import { Wording } from "./wording";

const words = new Wording<{ readonly lobby: LobbyTexts }>({
  fr: () => import("./lobby_fr"),
  en: () => import("./lobby_en"),
});

export const lobbyTexts = computed<LobbyTexts>(() => words.now.value.lobby);

export function loadLobbyTexts(): Promise<void> {
  return words.load(locale.peek());
}
