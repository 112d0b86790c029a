import type { AuditArea } from "../../audit/index.ts";
import type { ClocksArea } from "../../clocks/index.ts";
import { isoInstant, localDate } from "../../clocks/index.ts";
import { InvalidError, NotFoundError, StateError } from "../../platform/errors.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Filter, Transaction } from "../../platform/store/port.ts";
import type { Text } from "../../platform/text.ts";
import type { CaseCore } from "../case-core.ts";
import type { StoredCase, StoredItem } from "../model.ts";
import type { CatalogueNeeds } from "../needs.ts";
import type { CreditBar, CreditList, CreditRow } from "./api.ts";
import { creditBars } from "./model.ts";
import type { CreditBarDocument, StoredBar } from "./model.ts";
import { creditTexts } from "./texts.ts";

const PAGE = 50;
const DAY_MS = 86_400_000;

/** What the identity area answers about acts on these records. */
export interface CreditPeople {
  can(actor: Actor, action: string, subject: string, document?: object): boolean;
  filterFor(actor: Actor, action: string, subject: string): Filter;
}

/** In force on a day: neither repaired nor over. */
export function inForce(bar: Pick<CreditBarDocument, "until" | "repaired">, today: string): boolean {
  return bar.repaired === null && (bar.until === null || bar.until >= today);
}

export type CreditService = ReturnType<typeof createCreditService>;

export function createCreditService(parts: {
  platform: Platform;
  audit: AuditArea;
  core: CaseCore;
  clocks: Pick<ClocksArea, "today">;
  catalogue: Pick<CatalogueNeeds, "acceptanceLimits" | "department">;
  people: CreditPeople;
}) {
  const { platform, audit, core, clocks, catalogue, people } = parts;
  const { store, ids } = platform;
  const rows = store.collection(creditBars);
  const now = (): number => platform.clock.now();

  const wire = (actor: Actor, bar: StoredBar): CreditRow => ({
    id: bar.id,
    applicant: bar.applicant,
    kind: bar.kind,
    reason: bar.reason,
    caseNo: bar.caseId,
    item: bar.item,
    department: catalogue.department(bar.department),
    at: isoInstant(bar.at),
    by: bar.by?.name ?? null,
    until: bar.until,
    state: bar.repaired !== null ? "repaired" : inForce(bar, clocks.today()) ? "barred" : "over",
    repaired:
      bar.repaired === null
        ? null
        : { at: isoInstant(bar.repaired.at), by: bar.repaired.by.name, reason: bar.repaired.reason },
    mayRepair: inForce(bar, clocks.today()) && people.can(actor, "repair", "credit", bar),
  });
  const keptBy = (actor: Actor): string => actor.department ?? "window";

  return {
    /** Why the applicant may not use 容缺 or 告知承诺 now, the longest first; null: may. */
    async barOf(ownerKey: string): Promise<(CreditBar & { text: Text }) | null> {
      const found = await rows.find({ filter: { eq: ["ownerKey", ownerKey] }, sort: ["-at"], limit: 200 });
      const bars = found.rows.filter((bar) => inForce(bar, clocks.today()));
      const longest = bars.toSorted((a, b) => ((a.until ?? "9999") < (b.until ?? "9999") ? 1 : -1))[0];
      if (longest === undefined) return null;
      const { reason, caseId: caseNo, until } = longest;
      return { reason, caseNo, until, text: creditTexts.barred(reason, until) };
    },

    /** Records a broken promise, in the transaction in which it shows; again changes nothing. */
    async broken(
      kind: "late" | "false",
      theCase: StoredCase,
      item: StoredItem,
    ): Promise<((tx: Transaction) => void) | null> {
      const id = `${kind}:${item.id}`;
      if ((await rows.get(id)) !== null) return null;
      const { days } = catalogue.acceptanceLimits().credit[kind];
      const bar: CreditBarDocument = {
        ownerKey: theCase.ownerKey,
        applicant: theCase.applicant.name,
        kind,
        reason: creditTexts[kind](item.name),
        caseId: theCase.id,
        caseItemId: item.id,
        item: item.name,
        department: item.department,
        at: now(),
        by: null,
        until: days === null ? null : localDate(now() + days * DAY_MS),
        repaired: null,
      };
      return (tx) => {
        tx.insert(creditBars, { id, ...bar });
        audit.record(tx, {
          actor: null,
          by: "cases.credit",
          action: "credit.record",
          thing: { kind: "credit-bar", id },
          data: { case: theCase.id, kind, until: bar.until },
        });
      };
    },

    async list(actor: Actor, after: string | undefined): Promise<CreditList> {
      const found = await rows.find({
        filter: people.filterFor(actor, "read", "credit"),
        sort: ["-at"],
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      });
      await audit.recordRead({
        actor,
        action: "credit.list",
        thing: { kind: "credit-bar", id: "list" },
        data: { rows: found.rows.length },
      });
      return {
        rows: found.rows.map((bar) => wire(actor, bar)),
        next: found.next ?? null,
        mayRecord: people.can(actor, "record", "credit"),
      };
    },

    /** On a credit list: entered by hand for the applicant of a case of the caller's department. */
    async record(
      actor: Actor,
      given: { caseNo: string; reason: string; until?: string | null | undefined },
    ): Promise<CreditRow> {
      const theCase = await core.caseRows.get(given.caseNo.replace(/\s/g, ""));
      if (theCase === null || !theCase.departments.includes(keptBy(actor)))
        throw new InvalidError(creditTexts.notYours, [
          { pointer: "/caseNo", code: "unknown", detail: creditTexts.notYours },
        ]);
      const until = given.until ?? null;
      if (until !== null && until < clocks.today())
        throw new InvalidError(creditTexts.past, [
          { pointer: "/until", code: "past", detail: creditTexts.past },
        ]);
      const bar: CreditBarDocument & { id: string } = {
        id: ids.next(),
        ownerKey: theCase.ownerKey,
        applicant: theCase.applicant.name,
        kind: "list",
        reason: { zh: given.reason, en: given.reason },
        caseId: theCase.id,
        caseItemId: null,
        item: null,
        department: keptBy(actor),
        at: now(),
        by: { personId: actor.personId, name: actor.name },
        until,
        repaired: null,
      };
      await store.transaction((tx) => {
        tx.insert(creditBars, bar);
        audit.record(tx, {
          actor,
          action: "credit.record",
          thing: { kind: "credit-bar", id: bar.id },
          data: { case: theCase.id, kind: "list", until },
        });
      });
      return wire(actor, { ...bar, version: 1 });
    },

    /** 信用修复: from now on 容缺 and 告知承诺 are open again. */
    async repair(actor: Actor, id: string, reason: string): Promise<CreditRow> {
      const bar = await rows.get(id);
      if (bar === null || !people.can(actor, "repair", "credit", bar))
        throw new NotFoundError(creditTexts.noSuch);
      if (!inForce(bar, clocks.today())) throw new StateError(creditTexts.over, {}, "over");
      const by = { personId: actor.personId, name: actor.name };
      const next = { ...bar, repaired: { at: now(), by, reason } };
      await store.transaction((tx) => {
        tx.update(creditBars, next);
        audit.record(tx, {
          actor,
          action: "credit.repair",
          thing: { kind: "credit-bar", id },
          data: { case: bar.caseId },
        });
      });
      return wire(actor, next);
    },
  };
}
