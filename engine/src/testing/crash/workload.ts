/** Random commands, several at a time, so that commits hold more than one. */
import type { VirtualClock, WorkflowEngine } from "../../port.ts";

const AT_ONCE = 4;
const MINUTE = 60_000;

/** Works for some rounds; commands that are refused are part of it. */
export async function work(
  engine: WorkflowEngine,
  clock: VirtualClock,
  random: () => number,
  rounds: number,
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const count = 1 + Math.floor(random() * AT_ONCE);
    await Promise.allSettled(Array.from({ length: count }, () => act(engine, random)));
    if (random() < 0.2) clock.add(Math.floor(random() * 120) * MINUTE);
    await engine.idle();
  }
}

async function act(engine: WorkflowEngine, random: () => number): Promise<void> {
  const dice = random();
  const key = `k${Math.floor(random() * 5)}`;
  if (dice < 0.15) {
    const variables = {
      id: key,
      items: [1, 2],
      ready: random() < 0.5,
      text: "字".repeat(Math.floor(random() * 400)),
    };
    await engine.createInstance({ bpmnProcessId: "museum" }, variables);
  } else if (dice < 0.5) {
    const types = ["work", "item", "called", "inner"];
    const type = types[Math.floor(random() * types.length)] ?? "work";
    const [job] = await engine.activateJobs({ type, maxJobs: 1, timeoutMs: 5 * MINUTE });
    if (job === undefined) return;
    if (random() < 0.8) await engine.completeJob(job.key, { r: random() });
    else await engine.failJob(job.key, { retries: job.retries - 1, errorMessage: "not this time" });
  } else if (dice < 0.65) {
    const names = ["told", "yes", "note", "begin"];
    const name = names[Math.floor(random() * names.length)] ?? "told";
    await engine.publishMessage({
      name,
      correlationKey: key,
      timeToLiveMs: random() < 0.5 ? 0 : 60 * MINUTE,
    });
  } else if (dice < 0.8) {
    const [task] = engine.query.userTasks({}, { limit: 1 });
    if (task !== undefined) await engine.completeUserTask(task.key, { done: true });
  } else if (dice < 0.9) {
    const [incident] = engine.query.incidents({}, { limit: 1 });
    if (incident === undefined) return;
    if (incident.jobKey !== null) await engine.updateJobRetries(incident.jobKey, 1);
    await engine.resolveIncident(incident.key);
  } else if (dice < 0.95) await engine.broadcastSignal(random() < 0.5 ? "alarm" : "beside");
  else {
    const [instance] = engine.query.processInstances({}, { limit: 1 });
    if (instance !== undefined) await engine.cancelInstance(instance.processInstanceKey);
  }
}
