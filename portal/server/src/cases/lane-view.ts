/** One item as both sides of the counter see it. Pure. */
import { isoInstant } from "../clocks/index.ts";
import type { Light, NamedRef } from "../platform/api.ts";
import type { Text } from "../platform/text.ts";
import type { ItemStatus, Lane } from "./api.ts";
import { correctionTexts } from "./correction/texts.ts";
import { itemVisitTexts, openVisit, toRectify } from "./item-visit.ts";
import type { StoredItem } from "./model.ts";
import { finalStates } from "./state-machine.ts";
import { nowTexts, outcomeTexts, statusTexts, stepTexts } from "./texts.ts";

type Tone = Lane["tone"];
type StepId = keyof typeof stepTexts;

/** Colours of states (screens 1.3): with the office blue, waits for the applicant orange, … */
export function toneOf(item: Pick<StoredItem, "status" | "result">): Tone {
  if (["WITHDRAWN", "LAPSED", "TERMINATED"].includes(item.status)) return "line";
  if (item.status === "NOT_ACCEPTED" || item.result === "refused") return "red";
  if (item.status === "SUPPLEMENT" || item.status === "READY") return "orange";
  if (item.status === "SUSPENDED" || item.status === "WAITING") return "grey";
  if (item.result === "granted" || item.result === "checked") return "green";
  return "blue";
}

/** What an item is called now: how it ended stays visible through delivery and closing. */
export function labelOf(item: Pick<StoredItem, "status" | "result">): Text {
  if (item.status === "CLOSED" && item.result === "refused") return statusTexts.REFUSED;
  return statusTexts[item.status];
}

export function caseStatus(code: string): { code: string; label: Text; tone: Tone } {
  if (code === "DONE") return { code, label: outcomeTexts.DONE, tone: "green" };
  if (code === "PARTLY_DONE") return { code, label: outcomeTexts.PARTLY_DONE, tone: "orange" };
  if (code === "NOT_DONE") return { code, label: outcomeTexts.NOT_DONE, tone: "red" };
  const status = code as ItemStatus;
  return { code, label: statusTexts[status], tone: toneOf({ status, result: null }) };
}

/** States that mean a step of the lane is reached. */
const steps: { id: StepId; states: ItemStatus[]; current: ItemStatus[] }[] = [
  { id: "received", states: ["RECEIVED"], current: ["SUBMITTED", "WAITING"] },
  { id: "accepted", states: ["ACCEPTED"], current: ["RECEIVED", "SUPPLEMENT"] },
  {
    id: "review",
    states: ["APPROVAL", "GRANTED", "REFUSED"],
    current: ["ACCEPTED", "IN_REVIEW", "SUSPENDED"],
  },
  { id: "decision", states: ["GRANTED", "REFUSED"], current: ["APPROVAL"] },
  { id: "certificate", states: ["READY", "DELIVERED", "CLOSED"], current: ["GRANTED", "CERTIFYING"] },
  { id: "delivered", states: ["DELIVERED", "CLOSED"], current: ["READY", "REFUSED", "DELIVERED"] },
];

function stepsOf(item: StoredItem): Lane["steps"] {
  if (item.acceptance === "none") {
    const at = item.reached["CLOSED"] ?? null;
    const state =
      at !== null
        ? "done"
        : finalStates.has(item.status)
          ? "stopped"
          : item.status === "WAITING"
            ? "todo"
            : "current";
    return [{ id: "check", name: stepTexts.check, state, at: at === null ? null : isoInstant(at) }];
  }
  const ended = finalStates.has(item.status) && item.status !== "CLOSED";
  let stopped = false;
  return steps
    .filter((step) => step.id !== "certificate" || (item.licence !== null && item.result !== "refused"))
    .map(({ id, states, current }) => {
      const at = states.map((state) => item.reached[state]).find((moment) => moment !== undefined) ?? null;
      const here = current.includes(item.status);
      const halt = ended && at === null && !stopped;
      if (halt) stopped = true;
      const state =
        at !== null && !here
          ? "done"
          : here
            ? item.status === "SUSPENDED"
              ? "stopped"
              : "current"
            : halt
              ? "stopped"
              : ended
                ? "skipped"
                : "todo";
      return { id, name: stepTexts[id], state, at: at === null ? null : isoInstant(at) };
    });
}

/** What an item waits for from the applicant: points of a correction, until a day. */
export interface WaitsForYou {
  n: number;
  points: number;
  due: string;
}

function nowOf(
  item: StoredItem,
  items: readonly StoredItem[],
  department: NamedRef,
  light: Light | null,
  waits: WaitsForYou | null,
): Text {
  const name = department.name;
  switch (item.status) {
    case "WAITING": {
      const open = items.filter((other) => item.after.includes(other.itemId));
      return nowTexts.waiting(
        open.map((other) => other.name.zh).join("、"),
        open.map((other) => other.name.en).join(", "),
      );
    }
    case "SUBMITTED":
    case "RECEIVED":
      return nowTexts.window;
    case "SUPPLEMENT":
      return waits === null ? labelOf(item) : correctionTexts.now(waits.points, waits.due);
    case "ACCEPTED":
    case "IN_REVIEW": {
      const visit = openVisit(item);
      if (visit !== null)
        return visit.on === null
          ? itemVisitTexts.asked(name)
          : itemVisitTexts.appointed(visit.on, visit.departments);
      const rectify = toRectify(item);
      if (rectify !== null) return itemVisitTexts.rectify(rectify.until ?? "");
      return item.acceptance === "none" ? nowTexts.check(name) : nowTexts.review(name);
    }
    case "SUSPENDED":
      return light?.paused
        ? nowTexts.paused(light.paused.reason, light.paused.until ?? light.due)
        : statusTexts.SUSPENDED;
    case "APPROVAL":
      return nowTexts.approval(name);
    case "GRANTED":
    case "REFUSED":
    case "CERTIFYING":
      return nowTexts.certificate;
    case "READY":
      return nowTexts.ready;
    default:
      return labelOf(item);
  }
}

/** The lane of one item; `light` is its clock of now. */
export function laneOf(
  item: StoredItem,
  items: readonly StoredItem[],
  department: NamedRef,
  light: Light | null,
  waits: WaitsForYou | null,
): Lane {
  return {
    caseItemId: item.id,
    itemId: item.itemId,
    name: item.name,
    department,
    status: item.status,
    statusLabel: labelOf(item),
    tone: toneOf(item),
    steps: stepsOf(item),
    now: nowOf(item, items, department, light, waits),
    light,
    reasons: item.reasons,
    remedies: item.remedies,
    check: null,
    acceptedAt: item.acceptedAt === null ? null : isoInstant(item.acceptedAt),
    acceptMode: item.acceptMode,
  };
}
