/** Tasks that have lost their object: the item they were about is withdrawn or decided. */
import { RejectionError } from "@onewindow/engine";
import type { CasesArea } from "../cases/index.ts";
import type { Platform } from "../platform/platform.ts";
import { tasks } from "./model.ts";
import type { StoredTask } from "./model.ts";

/**
 * Job type tasks.dismiss (variable `caseItemId`): ends the department's verdict on the item, and the window's round when
 * none of its items is left to accept; and what a decision has made void: an extension to approve, a supply to check.
 * May come twice.
 */
export function registerDismissal(parts: { platform: Platform; cases: CasesArea }): void {
  const { platform, cases } = parts;
  const { engine, store } = platform;
  const collection = store.collection(tasks);

  const openOf = async (caseId: string): Promise<StoredTask[]> =>
    (
      await collection.find({
        filter: { and: [{ eq: ["caseId", caseId] }, { eq: ["state", "open"] }] },
        limit: 200,
      })
    ).rows;
  const lost = async (task: StoredTask, caseItemId: string): Promise<boolean> => {
    if (task.kind === "verdict") return task.caseItemId === caseItemId;
    if (task.kind === "supply" || task.kind === "extend") return task.caseItemId === caseItemId;
    if (task.kind !== "accept" || task.roundId === null) return false;
    const round = await cases.acceptance.round(task.roundId);
    const items = await cases.itemsOf(task.caseId);
    return items.every((item) => !round?.items.includes(item.id) || item.status !== "RECEIVED");
  };

  platform.worker<{ caseId: string; caseItemId: string }>({
    type: "tasks.dismiss",
    fetchVariables: ["caseId", "caseItemId"],
    handler: async (job, actions) => {
      const { caseId, caseItemId } = job.variables;
      for (const task of await openOf(caseId)) {
        if (!(await lost(task, caseItemId))) continue;
        try {
          await engine.completeUserTask(task.id, { outcome: "void", submissionId: null });
        } catch (error) {
          // somebody was quicker: it has ended already
          if (!(error instanceof RejectionError)) throw error;
        }
      }
      return actions.complete();
    },
  });
}
