/**
 * A MongoDB wire server for tests: the one beside the checkouts (`../shared/servers`), or the one that
 * ONEWINDOW_TEST_MONGO names (`mongodb://host:port`). Each user of it takes databases of its own names.
 */
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const START = fileURLToPath(new URL("../../../../../../shared/servers/start-mongo", import.meta.url));
const OLDEST_JDK = 17;
/** The first start ever fetches the server's jars. */
const PATIENCE_MS = 180_000;

export interface MongoServer {
  /** Address of a database that nobody else uses. */
  uri(): string;
  stop(): Promise<void>;
}

/** Why there can be no such server here, as the name of a skipped test says it; false when there can. */
export function noMongoServer(): string | false {
  if (process.env["ONEWINDOW_TEST_MONGO"] !== undefined) return false;
  if (!existsSync(START)) return "there is no ../shared/servers/start-mongo";
  if (spawnSync("mvn", ["--version"], { stdio: "ignore" }).error) return "there is no Maven";
  return hasJdk() ? false : `there is no JDK of version ${OLDEST_JDK} or later`;
}

function hasJdk(): boolean {
  const folders = existsSync("/usr/lib/jvm") ? readdirSync("/usr/lib/jvm") : [];
  const homes = [process.env["JAVA_HOME"], ...folders.map((name) => path.join("/usr/lib/jvm", name))];
  const compilers = [...homes.flatMap((home) => (home ? [path.join(home, "bin/javac")] : [])), "javac"];
  return compilers.some((compiler) => {
    const { stdout, stderr } = spawnSync(compiler, ["-version"], { encoding: "utf8" });
    return Number(/javac (\d+)/.exec(`${stdout ?? ""}${stderr ?? ""}`)?.[1] ?? 0) >= OLDEST_JDK;
  });
}

export async function startMongoServer(): Promise<MongoServer> {
  const given = process.env["ONEWINDOW_TEST_MONGO"];
  const uriOn = (address: string) => (): string =>
    `${address.replace(/\/+$/, "")}/onewindow-${randomBytes(6).toString("hex")}`;
  if (given !== undefined) return { uri: uriOn(given), stop: async () => undefined };
  const child = spawn(START, [], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`start-mongo is not ready:\n${said}`)), PATIENCE_MS);
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const ready = /^READY (\S+)$/m.exec(printed);
      if (!ready) return;
      clearTimeout(timer);
      resolve(`mongodb://${ready[1]}`);
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`start-mongo ended with code ${code}:\n${said}`));
    });
  });
  return {
    uri: uriOn(address),
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
