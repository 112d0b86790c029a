/** The engine in a thread of its own, asked by messages: what it would be like if it did not live with its callers. */
import { parentPort, workerData } from "node:worker_threads";
import { createEmbeddedEngine } from "../src/index.ts";

/** From the caller: an instance to run to its end, a job that is done, the end of all. */
export type Order =
  | { kind: "run"; id: number; processId: string; variables: object }
  | { kind: "done"; id: number }
  | { kind: "close" };
/** To the caller. */
export type Answer =
  | { kind: "ready" }
  | { kind: "ended"; id: number }
  | { kind: "job"; id: number; variables: object }
  | { kind: "closed" };

if (parentPort === null) throw new Error("This is a worker's file.");
const port = parentPort;
const { dataDir, model } = workerData as { dataDir: string; model: string };
const engine = await createEmbeddedEngine({ dataDir });
await engine.deploy([{ name: "model.bpmn", content: model }]);
const say = (answer: Answer): void => port.postMessage(answer);

const inHand = new Map<number, () => void>();
let last = 0;
const worker = engine.openWorker({
  type: "work",
  maxJobs: 512,
  handler: async (job, act) => {
    const id = (last += 1);
    const done = new Promise<void>((resolve) => inHand.set(id, resolve));
    say({ kind: "job", id, variables: job.variables });
    await done;
    return act.complete();
  },
});

port.on("message", (order: Order) => {
  if (order.kind === "done") {
    inHand.get(order.id)?.();
    inHand.delete(order.id);
  } else if (order.kind === "run")
    void engine
      .createInstanceWithResult(
        { bpmnProcessId: order.processId },
        { ...order.variables },
        { fetchVariables: [] },
      )
      .then(() => say({ kind: "ended", id: order.id }));
  else
    void (async () => {
      await worker.close();
      await engine.close();
      say({ kind: "closed" });
      port.close();
    })();
});
say({ kind: "ready" });
