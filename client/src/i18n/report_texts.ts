/** The texts of telling the team about something, in the chosen language. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";
import type { ReportTexts } from "./report_fr";
import { Wording } from "./wording";

const words = new Wording<{ readonly report: ReportTexts }>({
  fr: () => import("./report_fr"),
  en: () => import("./report_en"),
});

export const reportTexts = computed<ReportTexts>(() => words.now.value.report);

export function loadReportTexts(): Promise<void> {
  return words.load(locale.peek());
}
