/** What the people who were asked have said about an item in a round. Pure. */
import { z } from "zod";
import { localDate } from "../clocks/index.ts";
import type { Text } from "../platform/text.ts";
import { correctionData, pointInputs } from "./correction/model.ts";
import type { PendingPoint } from "./correction/points.ts";
import type { Missing } from "./tolerance.ts";
import type { AcceptMode, RoundDocument, StoredItem, StoredSubmission } from "./model.ts";

/** 容缺: what is missing, of the materials that may follow, and the working days to supply it (absent: the longest allowed). */
const tolerated = {
  missing: z
    .array(z.object({ materialId: z.string().max(60), what: z.string().max(500).nullish() }))
    .max(50)
    .nullish(),
  days: z.number().int().min(1).max(366).nullish(),
};
/** Data of the window's form `shared/accept`. */
export const acceptData = z.object({
  verdicts: z.record(
    z.string(),
    z.object({
      verdict: z.enum(["accept", "tolerate", "undertaking", "correct", "not-accept"]),
      ...tolerated,
      reason: z.string().max(2000).nullish(),
      competent: z.string().max(200).nullish(),
      points: pointInputs.nullish(),
    }),
  ),
  note: z.string().max(2000).nullish(),
});
export type AcceptData = z.infer<typeof acceptData>;
/** Data of a department's form `shared/verdict`. */
export const verdictData = z.object({
  verdict: z.enum(["accept", "tolerate", "correct", "not-accept"]),
  note: z.string().max(2000).nullish(),
  points: pointInputs.nullish(),
  ...tolerated,
});

export type Voice = "window" | "department";
/** Who is asked about an item: after a correction only those who asked for it. */
export function voicesOf(round: Pick<RoundDocument, "voices">, item: StoredItem): readonly Voice[] {
  return (
    round.voices?.[item.id] ?? (item.acceptance === "department" ? ["window", "department"] : ["window"])
  );
}

/** The round checks what was supplied for a correction. */
export function isRecheck(round: Pick<RoundDocument, "voices">): boolean {
  return round.voices !== undefined;
}

/** What those who were asked found missing and let follow, merged: every material of either, the shorter time. */
export interface Lacks {
  missing: Missing[];
  days: number | null;
  /** The department's own finding is checked by it, the window's by the window. */
  asker: Voice;
}
export const nothingLacks: Lacks = { missing: [], days: null, asker: "window" };

function lacksOf(
  own: z.infer<typeof acceptData>["verdicts"][string] | undefined,
  asked: z.infer<typeof verdictData> | undefined,
): Lacks {
  const found = [own, asked].flatMap((word) => (word?.verdict === "tolerate" ? [word] : []));
  const missing = new Map<string, string[]>();
  for (const { materialId, what } of found.flatMap((word) => word.missing ?? []))
    missing.set(materialId, [
      ...(missing.get(materialId) ?? []),
      ...(what == null || what === "" ? [] : [what]),
    ]);
  const days = found.flatMap((word) => word.days ?? []);
  return {
    missing: [...missing].map(([materialId, whats]) => ({
      materialId,
      what: [...new Set(whats)].join("；"),
    })),
    days: days.length === 0 ? null : Math.min(...days),
    asker: asked?.verdict === "tolerate" ? "department" : "window",
  };
}

export type Settled =
  | { verdict: "accepted"; mode: AcceptMode; at: number; lacks: Lacks }
  | { verdict: "not-accepted"; reason: string; competent: string }
  /** The merged notice lists it: told, and its check rests. */
  | { verdict: "corrected"; submission: StoredSubmission };

export const latest = (
  found: readonly StoredSubmission[],
  kind: string,
  caseItemId: string | null,
): StoredSubmission | undefined =>
  found.findLast(
    (one) =>
      one.kind === kind && one.state !== "void" && (caseItemId === null || one.caseItemId === caseItemId),
  );

/** The window's own word on an item, and its department's, as far as they are asked and have spoken. */
function spoken(round: RoundDocument, item: StoredItem, found: readonly StoredSubmission[]) {
  const voices = voicesOf(round, item);
  const window = voices.includes("window") ? latest(found, "accept", null) : undefined;
  const department = voices.includes("department") ? latest(found, "verdict", item.id) : undefined;
  return {
    voices,
    window,
    department,
    own: window === undefined ? undefined : acceptData.parse(window.data).verdicts[item.id],
    asked: department === undefined ? undefined : verdictData.parse(department.data),
  };
}

/** The verdict on one item; null while somebody who is asked has not spoken, or a correction waits to be sent. */
export function verdictOf(
  round: RoundDocument,
  item: StoredItem,
  found: readonly StoredSubmission[],
  now: number,
): Settled | null {
  const sent = found.find(
    (one) =>
      one.kind === "correction" &&
      one.state === "applied" &&
      correctionData.parse(one.data).points.some((point) => point.caseItemId === item.id),
  );
  if (sent !== undefined) return { verdict: "corrected", submission: sent };
  const { voices, own, asked } = spoken(round, item, found);
  if (own?.verdict === "not-accept")
    return { verdict: "not-accepted", reason: own.reason ?? "", competent: own.competent ?? "" };
  if (asked?.verdict === "not-accept")
    return { verdict: "not-accepted", reason: asked.note ?? "", competent: "" };
  if (own?.verdict === "correct" || asked?.verdict === "correct") return null;
  if (voices.includes("window") && own === undefined) return null;
  if (voices.includes("department") && asked === undefined) return null;
  const lacks = lacksOf(own, asked);
  if (own?.verdict === "undertaking" || (own === undefined && item.undertaking))
    return { verdict: "accepted", mode: "UNDERTAKING", at: now, lacks };
  if (isRecheck(round)) return { verdict: "accepted", mode: "CORRECTED", at: now, lacks };
  const onSpot = item.receivedAt !== null && localDate(item.receivedAt) === localDate(now);
  return { verdict: "accepted", mode: onSpot ? "ON_SPOT" : "COMPLETE", at: now, lacks };
}

/** Points that somebody asked for on items still to be checked, in the order of the items. */
export function pendingPoints(
  round: RoundDocument,
  items: readonly StoredItem[],
  found: readonly StoredSubmission[],
): PendingPoint[] {
  return items.flatMap((item) => {
    const { own, asked, window, department } = spoken(round, item, found);
    if (own?.verdict === "not-accept" || asked?.verdict === "not-accept") return [];
    const of = (
      submission: StoredSubmission | undefined,
      word: { verdict: string; points?: z.infer<typeof pointInputs> | null } | undefined,
      by: string,
    ): PendingPoint[] =>
      submission === undefined || word?.verdict !== "correct"
        ? []
        : (word.points ?? []).map((point, index) => ({
            ...point,
            key: `${submission.id}/${item.id}/${index}`,
            caseItemId: item.id,
            department: by,
          }));
    return [...of(window, own, "window"), ...of(department, asked, item.department)];
  });
}

/** Who is asked about an item of the round and has not spoken yet. */
export function silentVoices(
  round: RoundDocument,
  item: StoredItem,
  found: readonly StoredSubmission[],
): Voice[] {
  const { voices, own, asked } = spoken(round, item, found);
  return voices.filter((voice) => (voice === "window" ? own === undefined : asked === undefined));
}

export function withCompetent(reason: string, competent: string): Text {
  if (competent === "") return { zh: reason, en: reason };
  return { zh: `${reason}（应向${competent}申请）`, en: `${reason} (apply to ${competent})` };
}
