import type { z } from "zod";
import type { Platform } from "../platform/platform.ts";
import type { ClockChange } from "./changes.ts";
import { clockKind } from "./model.ts";
import type { ClocksService } from "./service.ts";

/** Clocks that processes start and stop; the others are the acceptance service's. */
const processClock = clockKind.extract(["completeness", "handling", "delivery"]);
type ProcessClock = z.infer<typeof processClock>;

/** What the clocks must know of an item, given by the cases area. */
export interface ClockItem {
  caseId: string;
  caseItemId: string;
  itemId: string;
  department: string;
  roundId: string | null;
  /** Moment of the event that starts each clock, epoch ms; null while it has not happened. */
  starts: Record<ProcessClock, number | null>;
  /** Null: the law sets no such limit for this item. */
  limits: Record<ProcessClock, { legalDays: number; promisedDays: number | null } | null>;
}
export type ClockItems = (caseItemId: string) => Promise<ClockItem | null>;

type Vars = { caseItemId: string; procedureId: string; procedureKind: string; procedureDays: number };

/** Job types clocks.start, clocks.stop, clocks.pause, clocks.resume. Idempotent: the same job twice changes nothing. */
export function registerClockWorkers(platform: Platform, service: ClocksService, items: ClockItems): void {
  const start = async (caseItemId: string, kind: ProcessClock): Promise<void> => {
    const item = await items(caseItemId);
    const limit = item?.limits[kind] ?? null;
    if (item === null || limit === null) return;
    await service.change(
      [
        {
          do: "start",
          kind,
          caseId: item.caseId,
          caseItemId,
          itemId: item.itemId,
          department: item.department,
          startedAt: item.starts[kind] ?? service.now(),
          ...limit,
          roundId: kind === "completeness" ? item.roundId : null,
        },
      ],
      { actor: null, by: "worker:clocks.start" },
    );
  };
  const change = (wish: ClockChange): Promise<void> =>
    service.change([wish], { actor: null, by: `worker:clocks.${wish.do}` });

  platform.worker<Pick<Vars, "caseItemId">>({
    type: "clocks.start",
    fetchVariables: ["caseItemId"],
    handler: async (job, actions) => {
      await start(job.variables.caseItemId, processClock.parse(job.customHeaders["clock"]));
      return actions.complete();
    },
  });
  platform.worker<Pick<Vars, "caseItemId">>({
    type: "clocks.stop",
    fetchVariables: ["caseItemId"],
    handler: async (job, actions) => {
      const kind = processClock.parse(job.customHeaders["clock"]);
      await change({ do: "stop", caseItemId: job.variables.caseItemId, kind, at: service.now() });
      return actions.complete();
    },
  });
  platform.worker<Vars>({
    type: "clocks.pause",
    fetchVariables: ["caseItemId", "procedureId", "procedureKind", "procedureDays"],
    handler: async (job, actions) => {
      const { caseItemId, procedureId, procedureKind, procedureDays } = job.variables;
      await change({
        do: "pause",
        caseItemId,
        kind: "handling",
        procedureId,
        procedureKind,
        days: procedureDays,
        at: service.now(),
      });
      return actions.complete();
    },
  });
  platform.worker<Pick<Vars, "caseItemId" | "procedureId">>({
    type: "clocks.resume",
    fetchVariables: ["caseItemId", "procedureId"],
    handler: async (job, actions) => {
      const { caseItemId, procedureId } = job.variables;
      await change({ do: "resume", caseItemId, kind: "handling", procedureId, at: service.now() });
      return actions.complete();
    },
  });
}
