/** Starts the real engine of the test servers and ends it. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { ZeebeControl } from "./zeebe-control.ts";

export class ZeebeServer {
  readonly control: ZeebeControl;
  /** Of gRPC, on 127.0.0.1. */
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    this.control = new ZeebeControl(port, port + 1);
  }

  /**
   * `command` is the test servers' `start-zeebe`. Rejects when it is not there or does not start.
   */
  static async start(command: string): Promise<ZeebeServer> {
    if (!existsSync(command)) {
      throw new Error(
        `there is no ${command}: set ONEWINDOW_ZEEBE to the start-zeebe script of the test servers`,
      );
    }
    const port = await freePair();
    const child = spawn(command, [String(port), String(port + 1)], { stdio: ["ignore", "pipe", "pipe"] });
    const endWithUs = (): void => void child.kill();
    process.once("exit", endWithUs);
    child.once("exit", () => process.off("exit", endWithUs));
    let complaint = "";
    child.stderr
      .setEncoding("utf8")
      .on("data", (text: string) => (complaint = (complaint + text).slice(-2000)));
    const lines = createInterface({ input: child.stdout });
    await new Promise<void>((resolve, reject) => {
      lines.on("line", (line) => {
        if (line.startsWith("READY ")) resolve();
      });
      child.on("exit", (code) => reject(new Error(`the real engine ended with ${code}: ${complaint}`)));
      child.on("error", reject);
    });
    return new ZeebeServer(child, port);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const gone = new Promise<void>((resolve) => this.#child.once("exit", () => resolve()));
    this.#child.kill("SIGTERM");
    await gone;
  }
}

/** A free port whose successor is free too. */
async function freePair(): Promise<number> {
  for (;;) {
    const port = await listen(0);
    try {
      await listen(port + 1);
      return port;
    } catch {
      continue; // taken: another pair
    }
  }
}

/** Takes the port for a moment and answers its number. */
function listen(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const got = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(got));
    });
  });
}
