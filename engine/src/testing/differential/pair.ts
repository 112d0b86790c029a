/** Runs one process and one path on both engines. */
import { isDeepStrictEqual } from "node:util";
import { createEmbeddedEngine } from "../../embedded/index.ts";
import type { Resource } from "../../port.ts";
import type { TestInstruction } from "../cases/instructions.ts";
import { difference } from "../recorded/difference.ts";
import { runScenario } from "../recorded/run-scenario.ts";
import type { TracedStep } from "../recorded/scenario.ts";
import { ZeebeEngine } from "../recorded/zeebe-engine.ts";
import { ZeebeServer } from "../recorded/zeebe-server.ts";
import { createTestClock, TEST_START } from "../test-clock.ts";

/** Its cost grows with its log: a fresh one now and then. */
const CASES_PER_SERVER = 80;

/** The trace of our engine. */
export async function runOurs(
  deploy: readonly Resource[],
  instructions: readonly TestInstruction[],
): Promise<TracedStep[]> {
  const clock = createTestClock();
  const engine = await createEmbeddedEngine({ inMemory: true, clock, strict: true });
  try {
    return await runScenario({ engine, clock, deploy, later: [], instructions });
  } finally {
    await engine.close();
  }
}

/** The real engine, started when it is first needed and again when it has grown old. */
export class RealEngine {
  readonly #command: string;
  #server: ZeebeServer | null = null;
  #served = 0;
  #next = 0;

  /** `command` is the test servers' `start-zeebe`. */
  constructor(command: string) {
    this.#command = command;
  }

  /**
   * The trace of the real engine. With `expected` a step is over as soon as it looks so, and the last one is waited
   * for in full: what comes later than expected shows all the same.
   */
  async run(
    deploy: readonly Resource[],
    instructions: readonly TestInstruction[],
    expected: readonly TracedStep[] | null,
  ): Promise<TracedStep[]> {
    if (this.#server !== null && this.#served >= CASES_PER_SERVER) await this.stop();
    this.#server ??= await ZeebeServer.start(this.#command);
    this.#served += 1;
    const timers = deploy.some(({ content }) => content.includes("timerEventDefinition"));
    const engine = await ZeebeEngine.open(this.#server.control, TEST_START, timers, this.#next);
    try {
      const settle = async (step: number, lines: () => TracedStep["scopes"]): Promise<void> => {
        const wanted = expected?.[step]?.scopes;
        if (wanted !== undefined) await engine.until(() => isDeepStrictEqual(lines(), wanted));
        if (wanted === undefined || step === instructions.length) await engine.idle();
      };
      const trace = await runScenario({
        engine,
        clock: engine.clock,
        deploy,
        later: [],
        instructions,
        settle,
      });
      await this.#cleanUp(engine);
      return trace;
    } catch (error) {
      await this.stop(); // whatever it left would show in the next case
      throw error;
    }
  }

  /** What it cannot take back (it may stand in an error of its own) goes with the server. */
  async #cleanUp(engine: ZeebeEngine): Promise<void> {
    try {
      await engine.cleanUp();
      this.#next = engine.next;
    } catch {
      await this.stop();
    }
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
    this.#server = null;
    this.#served = 0;
    this.#next = 0;
  }
}

export interface Outcome {
  /** Where the two part, null when they do not. */
  readonly told: string | null;
  /** The real engine broke: up to there both are the same, what comes after is not compared. */
  readonly brokeThere: boolean;
}

/** A difference must show a second time, without haste. */
export async function compareEngines(
  real: RealEngine,
  deploy: readonly Resource[],
  instructions: readonly TestInstruction[],
): Promise<Outcome> {
  const ours = await runOurs(deploy, instructions);
  const hasty = outcome(ours, await real.run(deploy, instructions, ours));
  return hasty.told === null ? hasty : outcome(ours, await real.run(deploy, instructions, null));
}

/** A command that ends in an error of the real engine itself says nothing about ours. */
function outcome(ours: readonly TracedStep[], real: readonly TracedStep[]): Outcome {
  const broken = real.findIndex(({ rejected }) => rejected === "PROCESSING_ERROR");
  if (broken === -1) return { told: difference(ours, real), brokeThere: false };
  return { told: difference(ours.slice(0, broken), real.slice(0, broken)), brokeThere: true };
}
