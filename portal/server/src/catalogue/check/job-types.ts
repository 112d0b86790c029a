/** The job types that processes may use, with their headers (docs/decisions/0003-portal.md). */

/** What a header's text must be. */
export type HeaderRule =
  | { of: readonly string[] }
  | { name: "document" | "licence" | "message" | "reason" | "decision" }
  | { any: true };

export interface JobType {
  headers: Readonly<Record<string, HeaderRule>>;
  required: readonly string[];
}

const statuses = [
  "RECEIVED",
  "ACCEPTED",
  "IN_REVIEW",
  "SUSPENDED",
  "APPROVAL",
  "GRANTED",
  "REFUSED",
  "CERTIFYING",
  "READY",
  "DELIVERED",
  "CLOSED",
  "TERMINATED",
] as const;
const clock: JobType = {
  headers: { clock: { of: ["completeness", "handling", "delivery"] } },
  required: ["clock"],
};
const none: JobType = { headers: {}, required: [] };

export const jobTypes: Readonly<Record<string, JobType>> = {
  "cases.receive": none,
  "cases.applyAcceptance": none,
  "cases.deemAccepted": none,
  "cases.lapse": none,
  "cases.decide": {
    headers: { decision: { name: "decision" }, result: { any: true } },
    required: ["result"],
  },
  "cases.setStatus": {
    headers: { status: { of: statuses }, reason: { name: "reason" } },
    required: ["status"],
  },
  "cases.close": none,
  "cases.withdrawn": none,
  "cases.applySupply": none,
  "cases.applyExtension": none,
  "cases.applyCheck": none,
  "clocks.start": clock,
  "clocks.stop": clock,
  "clocks.pause": none,
  "clocks.resume": none,
  "documents.render": {
    headers: { document: { name: "document" }, scope: { of: ["case", "item"] } },
    required: ["document", "scope"],
  },
  "licences.check": { headers: { licence: { name: "licence" } }, required: [] },
  "licences.issue": none,
  "notifications.send": {
    headers: { template: { name: "message" }, to: { of: ["applicant", "department-head"] } },
    required: ["template", "to"],
  },
  "ratings.apply": none,
  "tasks.dismiss": none,
  "visits.applyResult": none,
  "visits.record": none,
  "visits.tell": none,
};
export const taskKinds = [
  "accept",
  "verdict",
  "correction",
  "review",
  "approve",
  "decide",
  "procedure",
  "confirm",
  "supply",
  "extend",
  "check",
  "visit",
  "rating-verify",
  "rating-appeal",
  "rating-rectify",
  "rating-callback",
  "form",
];
