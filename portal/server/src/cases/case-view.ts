/** What a case shows: progress, cards, receipt, look-up. The same truth on both sides of the counter. */
import { addDays, isoInstant, localDate } from "../clocks/index.ts";
import type { ClocksArea, StoredClock } from "../clocks/index.ts";
import type { Light } from "../platform/api.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { CaseCard, CaseProgress, Lane, Receipt } from "./api.ts";
import type { CaseCore } from "./case-core.ts";
import { shownRows } from "./draft-view.ts";
import { prunedForm } from "./form-fields.ts";
import { clarificationTexts, openClarifications } from "./clarification.ts";
import { isUnread, wayOfResult } from "./delivery/unread.ts";
import type { CorrectionNotices } from "./correction/notice.ts";
import { correctionTexts } from "./correction/texts.ts";
import { caseStatus, laneOf } from "./lane-view.ts";
import type { WaitsForYou } from "./lane-view.ts";
import { clockOfNow, worstLight } from "./lights.ts";
import { materialNeeds } from "./material-needs.ts";
import { itemVisitTexts, openVisit, toRectify } from "./item-visit.ts";
import { caseEvents } from "./model.ts";
import type { StoredCase, StoredItem } from "./model.ts";
import type { CatalogueNeeds, DocumentNeeds, MaterialNeeds, NotificationNeeds } from "./needs.ts";
import type { MaterialOwner } from "../materials/index.ts";
import { finalStates } from "./state-machine.ts";
import { lacking, owed } from "./tolerance.ts";
import { toleranceTexts } from "./tolerance-texts.ts";
import { checkTexts } from "./undertaking-check-texts.ts";
import { needTexts, receiptTexts } from "./texts.ts";

const TIMELINE = 200;
const CELL_DAYS = 60;

export type CaseView = ReturnType<typeof createCaseView>;

/** Visits that the applicant should be there for, one line for each; and what is to be put right after one. */
function visitNeeds(no: string, items: readonly StoredItem[]): CaseProgress["needsYou"] {
  const visited = items.flatMap((item) => {
    const visit = openVisit(item);
    return visit?.on == null || item.status !== "IN_REVIEW" ? [] : [{ item, visit, on: visit.on }];
  });
  return [
    ...[...Map.groupBy(visited, ({ visit }) => visit.id).values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const names = {
        zh: group.map(({ item }) => item.name.zh).join("、"),
        en: group.map(({ item }) => item.name.en).join(", "),
      };
      return [
        {
          text: itemVisitTexts.todo(first.on),
          detail: itemVisitTexts.todoDetail(names, first.visit.departments),
          href: `/cases/${no}/visits`,
        },
      ];
    }),
    ...items.flatMap((item) => {
      const visit = openVisit(item) === null ? toRectify(item) : null;
      return visit === null
        ? []
        : [
            {
              text: itemVisitTexts.todoRectify,
              detail: itemVisitTexts.todoRectifyDetail(item.name, visit.until ?? ""),
              href: `/cases/${no}/visits`,
            },
          ];
    }),
  ];
}

export function createCaseView(parts: {
  platform: Platform;
  core: CaseCore;
  clocks: ClocksArea;
  catalogue: CatalogueNeeds;
  materials: MaterialNeeds;
  documents: DocumentNeeds;
  notifications: NotificationNeeds;
  corrections: CorrectionNotices;
}) {
  const { platform, core, clocks, catalogue, materials, documents, notifications, corrections } = parts;
  const events = platform.store.collection(caseEvents);

  const lightsOf = (items: readonly StoredItem[], all: readonly StoredClock[]): Map<string, Light> => {
    const result = new Map<string, Light>();
    for (const item of items) {
      const clock = clockOfNow(all.filter((entry) => entry.caseItemId === item.id));
      if (clock !== null) result.set(item.id, clocks.light(clock));
    }
    return result;
  };
  const openLights = (items: readonly StoredItem[], lights: Map<string, Light>): Light[] =>
    items.filter((item) => !finalStates.has(item.status)).flatMap((item) => lights.get(item.id) ?? []);
  const lanesOf = (
    items: readonly StoredItem[],
    lights: Map<string, Light>,
    waiting: ReadonlyMap<string, WaitsForYou>,
  ): Lane[] =>
    items.map((item) =>
      laneOf(
        item,
        items,
        catalogue.department(item.department),
        lights.get(item.id) ?? null,
        waiting.get(item.id) ?? null,
      ),
    );
  /** What the applicant still owes, by item that waits for a correction. */
  const waitingOf = async (
    items: readonly StoredItem[],
    all: readonly StoredClock[],
  ): Promise<Map<string, WaitsForYou>> => {
    const result = new Map<string, WaitsForYou>();
    for (const item of items.filter((entry) => entry.status === "SUPPLEMENT")) {
      const correction = await corrections.currentOf(item);
      const clock = all.find((entry) => entry.caseItemId === item.id && entry.kind === "correction");
      if (correction === null) continue;
      const own = correction.points.filter((point) => point.caseItemId === item.id && point.answer === null);
      const due = clock?.due ?? corrections.dueOf(correction);
      result.set(item.id, { n: correction.n, points: own.length, due });
    }
    return result;
  };

  const checkDue = (item: StoredItem, all: readonly StoredClock[]): string =>
    all.find((clock) => clock.caseItemId === item.id && clock.kind === "check")?.due ?? "";
  /** What a check of an undertaking has found to be put right. */
  const rectifications = (
    theCase: StoredCase,
    items: readonly StoredItem[],
    all: readonly StoredClock[],
  ): CaseProgress["needsYou"] =>
    items
      .filter((item) => item.check?.state === "to-correct")
      .map((item) => ({
        text: checkTexts.needs,
        detail: checkTexts.needsDetail(item.name, checkDue(item, all)),
        href: `/cases/${theCase.id}`,
      }));
  const checkNote = (item: StoredItem, all: readonly StoredClock[]): Text | null => {
    if (item.check === undefined) return null;
    if (item.check.state === "kept") return checkTexts.kept;
    if (item.check.state === "revoked") return checkTexts.revoked;
    const due = checkDue(item, all);
    return item.check.state === "open" ? checkTexts.pending(due) : checkTexts.needsDetail(item.name, due);
  };
  /** What may follow after acceptance and has not come yet: until when, for each item. */
  const supplies = (
    theCase: StoredCase,
    items: readonly StoredItem[],
    all: readonly StoredClock[],
  ): CaseProgress["needsYou"] =>
    items.flatMap((item) => {
      const open = owed(item);
      if (open.length === 0) return [];
      const due = all.find((clock) => clock.caseItemId === item.id && clock.kind === "tolerance")?.due ?? "";
      return [
        {
          text: toleranceTexts.needs(open.length),
          detail: toleranceTexts.needsDetail(item.name, due),
          href: `/cases/${theCase.id}/supply/${item.id}`,
        },
      ];
    });
  const needs = (
    theCase: StoredCase,
    items: readonly StoredItem[],
    all: readonly StoredClock[],
    waiting: ReadonlyMap<string, WaitsForYou>,
  ): CaseProgress["needsYou"] => [
    ...[...Map.groupBy([...waiting], ([, wait]) => wait.n)].map(([n, group]) => {
      const points = group.reduce((sum, [, wait]) => sum + wait.points, 0);
      const due = group.map(([, wait]) => wait.due).sort()[0] ?? "";
      const names = group.flatMap(([id]) => items.find((item) => item.id === id)?.name ?? []);
      const who = { zh: names.map((one) => one.zh).join("、"), en: names.map((one) => one.en).join(", ") };
      return {
        text: correctionTexts.todo(points),
        detail: correctionTexts.todoDetail(who, points, due),
        href: `/cases/${theCase.id}/corrections/${n}`,
      };
    }),
    ...items.flatMap((item) =>
      openClarifications(item).length === 0
        ? []
        : [
            {
              text: clarificationTexts.todo,
              detail: clarificationTexts.todoDetail(catalogue.department(item.department).name, item.name),
              href: `/cases/${theCase.id}/clarifications`,
            },
          ],
    ),
    ...supplies(theCase, items, all),
    ...visitNeeds(theCase.id, items),
    ...rectifications(theCase, items, all),
    ...toCollect(theCase, items),
  ];
  const toCollect = (theCase: StoredCase, items: readonly StoredItem[]): CaseProgress["needsYou"] =>
    items
      .filter((item) => item.status === "READY" && item.acceptance !== "none")
      .flatMap((item): CaseProgress["needsYou"] => {
        const href = `/cases/${theCase.id}`;
        if (isUnread(theCase, item))
          return [{ text: needTexts.read, detail: needTexts.readDetail(item.name), href }];
        return wayOfResult(theCase, item) === "window"
          ? [{ text: needTexts.collect, detail: needTexts.collectDetail(item.name), href }]
          : [];
      });

  /** Whose day each working day was: while any clock of an office runs, the office's. */
  const daysOf = (
    theCase: StoredCase,
    all: readonly StoredClock[],
    worst: Light | null,
  ): CaseProgress["days"] => {
    const calendar = clocks.calendar();
    const today = clocks.today();
    const last = theCase.closedAt === null ? today : localDate(theCase.closedAt);
    const cells: CaseProgress["days"]["cells"] = [];
    const count = { office: 0, applicant: 0, stopped: 0 };
    const limited = all.filter((clock) => clock.kind === "completeness" || clock.kind === "handling");
    const runs = limited.flatMap((clock) => [...(clock.earlier ?? []), clock]);
    for (
      let date = addDays(localDate(theCase.submittedAt), 1), n = 0;
      date <= last && n < 400;
      date = addDays(date, 1), n += 1
    ) {
      if (!calendar.isWorkingDay(date)) continue;
      const running = runs.filter(
        (clock) => clock.startedOn < date && (clock.stoppedOn === null || date <= clock.stoppedOn),
      );
      if (running.length === 0) continue;
      const pauses = running.map((clock) =>
        clock.pauses.find((pause) => pause.since < date && date <= (pause.resumedOn ?? last)),
      );
      const who = !pauses.every((pause) => pause !== undefined)
        ? "office"
        : pauses.every((pause) => pause.kind === "hold")
          ? "applicant"
          : "stopped";
      count[who] += 1;
      cells.push({ date, who: date === today && theCase.closedAt === null ? "today" : who });
    }
    const left = theCase.closedAt === null && worst !== null ? Math.max(0, worst.left) : null;
    for (
      let date = addDays(today, 1), n = 0;
      left !== null && n < left && cells.length < CELL_DAYS;
      date = addDays(date, 1)
    )
      if (calendar.isWorkingDay(date)) {
        cells.push({ date, who: "left" });
        n += 1;
      }
    return {
      ...count,
      left: worst === null || theCase.closedAt !== null ? null : worst.left,
      cells: cells.slice(-CELL_DAYS),
    };
  };

  const answersOf = (theCase: StoredCase, mask: boolean): CaseProgress["answers"] => {
    const itemIds = theCase.situation.items.map((item) => item.id);
    const content =
      catalogue.package(theCase.packageId, theCase.packageVersion) ?? catalogue.package(theCase.packageId);
    return (content?.sections ?? []).flatMap((section) => {
      const data = theCase.data[section.id];
      if (data === undefined) return [];
      const form = prunedForm(
        catalogue.form(theCase.packageId, section.form, theCase.packageVersion),
        itemIds,
      );
      return [
        {
          id: section.id,
          name: section.name,
          rows: shownRows(form, section.id, data, theCase.provenance, mask),
        },
      ];
    });
  };
  /** The case's materials, as the materials area asks for them. */
  const materialOwner = (theCase: StoredCase, items: readonly StoredItem[]): MaterialOwner => {
    const content =
      catalogue.package(theCase.packageId, theCase.packageVersion) ?? catalogue.package(theCase.packageId);
    const later = [
      ...(theCase.promises ?? []).map((promise) => promise.materialId),
      ...items.flatMap((item) => lacking(item).map((material) => material.id)),
    ];
    return {
      key: `case:${theCase.id}`,
      version: theCase.version,
      holders: [],
      needs:
        content === null
          ? []
          : materialNeeds(
              content,
              theCase.situation,
              items
                .filter((item) => item.undertaking || item.acceptMode === "UNDERTAKING")
                .map((item) => item.itemId),
              later,
            ),
      open: false,
    };
  };
  const materialSlots = (
    theCase: StoredCase,
    items: readonly StoredItem[],
  ): Promise<CaseProgress["materials"]> => materials.slotsFor(materialOwner(theCase, items));

  return {
    lightsOf,
    materialOwner,
    materialSlots,
    answersOf,

    async progress(theCase: StoredCase): Promise<CaseProgress> {
      const items = await core.itemsOf(theCase.id);
      const all = await clocks.ofCases([theCase.id]);
      const lights = lightsOf(items, all);
      const waiting = await waitingOf(items, all);
      const worst = theCase.closedAt === null ? worstLight(openLights(items, lights)) : null;
      const line = await events.find({
        filter: { and: [{ eq: ["caseId", theCase.id] }] },
        sort: ["-at"],
        limit: TIMELINE,
      });
      return {
        no: theCase.id,
        version: theCase.version,
        title: theCase.title,
        packageId: theCase.packageId,
        applicant: theCase.applicant.name,
        submittedAt: isoInstant(theCase.submittedAt),
        status: caseStatus(theCase.status),
        outcome: theCase.outcome,
        worst,
        due: worst?.due ?? null,
        needsYou: needs(theCase, items, all, waiting),
        unread: items.filter((item) => isUnread(theCase, item)).map((item) => item.id),
        lanes: lanesOf(items, lights, waiting).map((lane, index) => {
          const item = items[index];
          return { ...lane, check: item === undefined ? null : checkNote(item, all) };
        }),
        days: daysOf(theCase, all, worst),
        timeline: line.rows
          .filter((event) => event.public)
          .map((event) => ({
            id: event.id,
            at: isoInstant(event.at),
            text: event.text,
            by: event.by,
            documentId: event.documentId,
          })),
        documents: (await documents.ofCase(theCase.id)).map(
          ({ kind: _kind, caseItemIds: _items, ...line }) => line,
        ),
        materials: await materialSlots(theCase, items),
        answers: answersOf(theCase, false),
        messages: await notifications.ofCase(theCase.id, theCase.ownerKey),
        updatedAt: isoInstant(theCase.lastEvent.at),
      };
    },

    async cards(list: readonly StoredCase[]): Promise<CaseCard[]> {
      const ids = list.map((entry) => entry.id);
      const [clocksOf, itemsOf] = await Promise.all([
        clocks.ofCases(ids).then((found) => Map.groupBy(found, (clock) => clock.caseId)),
        core.itemsOfCases(ids),
      ]);
      return Promise.all(
        list.map(async (theCase) => {
          const all = clocksOf.get(theCase.id) ?? [];
          const items = itemsOf.get(theCase.id) ?? [];
          const lights = lightsOf(items, all);
          const light = theCase.closedAt === null ? worstLight(openLights(items, lights)) : null;
          const needed = needs(theCase, items, all, await waitingOf(items, all))[0];
          const lead = items.find((item) => item.status === theCase.status) ?? items[0];
          const holder: Text =
            theCase.closedAt !== null || lead === undefined
              ? caseStatus(theCase.status).label
              : needed !== undefined
                ? receiptTexts.you
                : lead.status === "RECEIVED" || lead.status === "SUBMITTED"
                  ? receiptTexts.window
                  : catalogue.department(lead.department).name;
          return {
            no: theCase.id,
            title: theCase.title,
            applicant: theCase.applicant.name,
            status: caseStatus(theCase.status),
            todo: needed?.detail ?? null,
            todoHref: needed?.href ?? null,
            light,
            holder,
            lastEvent: { at: isoInstant(theCase.lastEvent.at), text: theCase.lastEvent.text },
            submittedAt: isoInstant(theCase.submittedAt),
          };
        }),
      );
    },

    async receipt(
      theCase: StoredCase,
      url: (no: string) => string,
    ): Promise<Omit<Receipt, "qr"> & { link: string }> {
      const calendar = clocks.calendar();
      const received = localDate(theCase.submittedAt);
      const lines = await documents.ofCase(theCase.id);
      const days = theCase.situation.promisedDays;
      const check = calendar.addWorkingDays(received, 5);
      return {
        no: theCase.id,
        queryCode: theCase.queryCode,
        receivedAt: isoInstant(theCase.submittedAt),
        packageName: theCase.title,
        applicant: theCase.applicant.name,
        next: [
          { date: check, holder: receiptTexts.window, what: receiptTexts.check },
          {
            date: days === null ? null : calendar.addWorkingDays(check, days),
            holder: receiptTexts.departments,
            what: receiptTexts.decide,
          },
          { date: null, holder: receiptTexts.you, what: receiptTexts.watch },
        ],
        documentId: lines.find((line) => line.kind === "receipt")?.id ?? null,
        link: url(theCase.id),
      };
    },

    async lookup(theCase: StoredCase): Promise<{
      no: string;
      title: Text;
      status: { label: Text; tone: string };
      lanes: { name: Text; department: { id: string; name: Text }; statusLabel: Text; tone: string }[];
    }> {
      const items = await core.itemsOf(theCase.id);
      const { label, tone } = caseStatus(theCase.status);
      return {
        no: theCase.id,
        title: theCase.title,
        status: { label, tone },
        lanes: lanesOf(items, new Map(), new Map()).map((lane) => ({
          name: lane.name,
          department: lane.department,
          statusLabel: lane.statusLabel,
          tone: lane.tone,
        })),
      };
    },
  };
}
