/**
 * The real Zeebe engine of the test servers through `zeebe-node`, a client that is not ours: for orientation only. It is
 * a test build that keeps everything in memory, and its cost grows with what is open: no measure of a broker.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ZeebeServer } from "../src/testing/recorded/zeebe-server.ts";
import type { Scenario } from "./models.ts";

interface Client {
  deployProcess(file: { definition: Buffer; name: string }): Promise<unknown>;
  createProcessInstanceWithResult(order: {
    bpmnProcessId: string;
    variables: object;
    requestTimeout: number;
  }): Promise<unknown>;
  createWorker(options: {
    taskType: string;
    maxJobsToActivate: number;
    pollInterval: number;
    loglevel: "NONE";
    taskHandler(job: { complete(): unknown }): unknown;
  }): { close(): Promise<unknown> };
  close(): Promise<unknown>;
}
interface ZeebeNode {
  ZBClient: new (address: string, options: { loglevel: "NONE"; useTLS: false }) => Client;
}

const COMMAND =
  process.env.ONEWINDOW_ZEEBE ?? join(import.meta.dirname, "../../../shared/servers/start-zeebe");

/** Whether the test servers are there; without them this contender is left out. */
export const zeebeIsThere = (): boolean => existsSync(COMMAND);

/** Runs `measure` with what runs one instance to its end, on a server of its own with nothing open. */
export async function onZeebe(
  scenario: Scenario,
  measure: (once: () => Promise<void>) => Promise<number>,
): Promise<number> {
  const { ZBClient } = createRequire(import.meta.url)("zeebe-node") as ZeebeNode;
  const server = await ZeebeServer.start(COMMAND);
  const client = new ZBClient(`127.0.0.1:${server.port}`, { loglevel: "NONE", useTLS: false });
  try {
    await client.deployProcess({
      definition: Buffer.from(scenario.ours),
      name: `${scenario.processId}.bpmn`,
    });
    // the test server answers at once when there is no job, instead of waiting for one
    const worker = client.createWorker({
      taskType: "work",
      maxJobsToActivate: 64,
      pollInterval: 5,
      loglevel: "NONE",
      taskHandler: (job) => job.complete(),
    });
    const value = await measure(async () => {
      await client.createProcessInstanceWithResult({
        bpmnProcessId: scenario.processId,
        variables: { amount: 500 },
        requestTimeout: 60_000,
      });
    });
    await worker.close();
    return value;
  } finally {
    await client.close();
    await server.stop();
  }
}
