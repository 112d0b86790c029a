/** Written notice of what became of a check: one of acceptance per organ and day (1.2a rule 6), one of refusal per item. */
import { localDate, localInstant } from "../clocks/index.ts";
import type { Alarm, ClocksArea } from "../clocks/index.ts";
import type { CaseCore } from "./case-core.ts";
import type { StoredItem } from "./model.ts";
import type { DocumentNeeds } from "./needs.ts";

const TOPIC = "acceptance-notices";
/** Notices are issued at once; after a crash this much later. */
const SAFETY_MS = 60_000;
/** An item in one of these may still be accepted today. */
const open: ReadonlySet<string> = new Set(["WAITING", "SUBMITTED", "RECEIVED"]);

type NoticeItem = Pick<
  StoredItem,
  "id" | "caseId" | "department" | "status" | "reached" | "acceptanceNotice"
>;

/**
 * Which items accepted on a day get their notice now. An organ's notice waits while another of its items may still be
 * accepted that day, until the end of business; an item accepted after the notice was issued brings a new one that
 * lists all of the day and takes the place of the first. Pure.
 */
export function noticePlan<T extends NoticeItem>(
  items: readonly T[],
  day: string,
  closed: boolean,
): { named: T[]; waits: boolean } {
  const named: T[] = [];
  let waits = false;
  for (const department of new Set(items.map((item) => item.department))) {
    const own = items.filter((item) => item.department === department);
    const accepted = own.filter((item) => {
      const at = item.reached["ACCEPTED"];
      return at !== undefined && localDate(at) === day;
    });
    if (accepted.every((item) => item.acceptanceNotice != null)) continue;
    if (!closed && own.some((item) => open.has(item.status))) {
      waits = true;
      continue;
    }
    const before = new Set(accepted.flatMap((item) => item.acceptanceNotice ?? [])).size;
    const base = `acceptance-notice:${accepted[0]?.caseId ?? ""}:${department}:${day}`;
    const acceptanceNotice = before === 0 ? base : `${base}:${before + 1}`;
    named.push(...accepted.map((item) => ({ ...item, acceptanceNotice })));
  }
  return { named, waits };
}

/** The key of the notice that this one takes the place of; null when it is the day's first. */
export function replacedNotice(key: string): string | null {
  const [, base, version] = /^(.*:\d{4}-\d{2}-\d{2}):(\d+)$/.exec(key) ?? [];
  if (base === undefined) return null;
  return version === "2" ? base : `${base}:${Number(version) - 1}`;
}

export type AcceptanceNotices = ReturnType<typeof createAcceptanceNotices>;

export function createAcceptanceNotices(parts: {
  core: CaseCore;
  clocks: ClocksArea;
  documents: DocumentNeeds;
}) {
  const { core, clocks, documents } = parts;
  const closing = (day: string): number => localInstant(day, clocks.endOfBusiness);

  /** Issues what is due of a day; the same again changes nothing. */
  const issue = async (caseId: string, day: string): Promise<void> => {
    await core.mutate(caseId, { actor: null, by: "cases.notices" }, (state) => {
      const { named } = noticePlan(state.items, day, state.now >= closing(day));
      return named.length === 0 ? null : { items: named };
    });
    const items = await core.itemsOf(caseId);
    const today = items.filter((item) => {
      const at = item.reached["ACCEPTED"];
      return item.acceptanceNotice != null && at !== undefined && localDate(at) === day;
    });
    for (const key of new Set(today.flatMap((item) => item.acceptanceNotice ?? []))) {
      const listed = today.filter((item) => item.acceptanceNotice === key);
      await documents.issue({
        key,
        kind: "acceptance-notice",
        caseId,
        caseItemIds: listed.map((item) => item.id),
        department: listed[0]?.department ?? null,
        replaces: replacedNotice(key),
      });
    }
    for (const item of items.filter((one) => one.status === "NOT_ACCEPTED"))
      await documents.issue({
        key: `non-acceptance-notice:${item.id}`,
        kind: "non-acceptance-notice",
        caseId,
        caseItemIds: [item.id],
        department: item.department,
      });
  };
  clocks.alarms.on(TOPIC, ({ caseId = "", day = "" }) => issue(caseId, day));

  return {
    issue,
    /** Alarms that see to the notices, to be set with what settles the items. */
    alarmsFor(caseId: string, after: readonly StoredItem[], now: number): Alarm[] {
      const day = localDate(now);
      const data = { caseId, day };
      const later = noticePlan(after, day, now >= closing(day)).waits;
      return [
        { topic: TOPIC, at: now + SAFETY_MS, data },
        ...(later ? [{ topic: TOPIC, at: closing(day), data }] : []),
      ];
    },
  };
}
