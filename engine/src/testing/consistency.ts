/** Checks between the families of a state: what refers to something finds it, and indexes hold what they index. */
import type { StateDump } from "../core/state/backend.ts";
import { elementCodec } from "../core/state/element-codec.ts";

/** What does not fit together, one sentence each; empty for a sound state. */
export function inconsistencies(dump: StateDump): string[] {
  const faults: string[] = [];
  const need = (holds: boolean, fault: () => string): void => {
    if (!holds) faults.push(fault());
  };
  const keyed = (family: string): Map<string, string> =>
    new Map((dump[family] ?? []).map((line) => [head(line), rest(line)] as const));
  const pairs = (family: string): [string, string][] =>
    (dump[family] ?? []).map((line) => [head(line), head(rest(line))]);
  const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

  const elements = new Map(
    [...keyed("instances"), ...keyed("elements")].map(([key, text]) => [key, elementCodec.decode(text)]),
  );
  const children = new Set(pairs("children").map(([owner, key]) => `${owner} ${key}`));
  for (const [key, row] of elements) {
    const scope = String(row.value.flowScopeKey);
    if (scope === "-1") continue;
    need(elements.has(scope), () => `element ${key} lies in scope ${scope}, which is not there`);
    need(children.has(`${scope} ${key}`), () => `element ${key} is not among the children of ${scope}`);
  }
  for (const [owner, key] of pairs("children")) {
    need(elements.has(key), () => `child ${key} of ${owner} is not there`);
  }
  for (const [scope, name] of pairs("variables")) {
    need(elements.has(scope), () => `variable ${name} lies in scope ${scope}, which is not there`);
  }

  const jobs = keyed("jobs");
  for (const [key, row] of elements) {
    const job = String(row.jobKey);
    need(job === "0" || jobs.has(job), () => `element ${key} has job ${job}, which is not there`);
  }
  for (const key of (dump.activatable ?? []).map(last)) {
    need(jobs.has(key), () => `job ${key} is free and not there`);
  }

  const owned = (family: string, what: string): void => {
    for (const [key, text] of keyed(family)) {
      const owner = String(json(text).elementInstanceKey);
      need(
        owner === "-1" || elements.has(owner),
        () => `${what} ${key} belongs to ${owner}, which is not there`,
      );
    }
  };
  owned("timers", "timer");
  owned("messageSubscriptions", "subscription");
  owned("incidents", "incident");
  owned("userTasks", "user task");

  const indexed = (index: string, family: string, what: string): void => {
    const rows = keyed(family);
    const found = new Set((dump[index] ?? []).map(last));
    for (const key of found) need(rows.has(key), () => `${index} has ${what} ${key}, which is not there`);
    for (const key of rows.keys()) need(found.has(key), () => `${index} lacks ${what} ${key}`);
  };
  indexed("timersByElement", "timers", "timer");
  indexed("subscriptionsByElement", "messageSubscriptions", "subscription");
  indexed("subscriptionsByMessage", "messageSubscriptions", "subscription");
  indexed("messagesByName", "messages", "message");
  indexed("incidentsByInstance", "incidents", "incident");

  const families: Record<string, Map<string, string>> = {
    timer: keyed("timers"),
    message: keyed("messages"),
    job: jobs,
    backoff: jobs,
  };
  const rests = (timer: string | undefined): boolean =>
    timer !== undefined && elements.get(String(json(timer).processInstanceKey))?.suspended === true;
  const due = new Set<string>();
  for (const [queue = "", , key = ""] of (dump.due ?? []).map((line) => line.split(" "))) {
    due.add(`${queue} ${key}`);
    need(families[queue]?.has(key) ?? true, () => `${queue} ${key} is due and not there`);
  }
  for (const queue of ["timer", "message"]) {
    for (const key of families[queue]?.keys() ?? []) {
      if (queue === "timer" && rests(families[queue]?.get(key))) continue;
      need(due.has(`${queue} ${key}`), () => `${queue} ${key} will never be due`);
    }
  }
  return faults;
}

function head(line: string): string {
  const space = line.indexOf(" ");
  return space === -1 ? line : line.slice(0, space);
}

function rest(line: string): string {
  const space = line.indexOf(" ");
  return space === -1 ? "" : line.slice(space + 1);
}

/** The key at the end; texts before it may hold spaces. */
function last(line: string): string {
  const text = line.trimEnd();
  return text.slice(text.lastIndexOf(" ") + 1);
}
