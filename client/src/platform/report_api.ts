/** Telling the team: `POST /api/reports`, and what is told in return. */
import type { Outcome } from "../core/refusal";
import type { ReportMade, ReportRequest } from "../protocol/protocol.gen";
import { call } from "./json_api";

export function sendReport(request: ReportRequest): Promise<Outcome<ReportMade>> {
  return call<ReportMade>("POST", "/api/reports", request);
}
