import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

interface Started {
  child: ChildProcess;
  output(): string;
  /** Resolves once the output has it, or the process ends. */
  says(words: RegExp): Promise<void>;
  ended: Promise<number | null>;
  /** Resolves with the address, or when the process ends without one. */
  listening: Promise<string | null>;
}

function start(env: Record<string, string>): Started {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, HOST: "127.0.0.1", LOG_LEVEL: "info", ...env },
  });
  let output = "";
  const ended = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
  const listening = new Promise<string | null>((resolve) => {
    const look = (chunk: Buffer): void => {
      output += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
    void ended.then(() => resolve(null));
  });
  const says = async (words: RegExp): Promise<void> => {
    while (!words.test(output) && child.exitCode === null)
      await Promise.race([once(child.stdout, "data"), ended]);
  };
  return { child, output: () => output, says, ended, listening };
}

describe("the server process", () => {
  let folder = "";
  let running: Started;
  let address = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "onewindow-main-"));
    await chmod(folder, 0o755);
    running = start({ PORT: "0", DATA_DIR: folder });
    address = (await running.listening) ?? "";
    assert.ok(address, running.output());
  });
  after(async () => {
    running.child.kill("SIGKILL");
    await running.ended;
    await rm(folder, { recursive: true, force: true });
  });

  it("prints its address and the demo accounts in both languages, and is ready", async () => {
    assert.match(running.output(), /onewindow-demo/);
    assert.match(running.output(), /zhang .*市民.*citizen/);
    assert.equal((await fetch(`${address}/readyz`)).status, 200);
  });

  it("lets nobody else read what it keeps, also in a folder that others may enter", async () => {
    const names = await readdir(folder);
    for (const name of ["secrets.json", "app.db", "engine.db", "files"])
      assert.ok(names.includes(name), name);
    for (const name of names) assert.equal((await stat(path.join(folder, name))).mode & 0o077, 0, name);
  });

  it("refuses a data folder in use, a taken port and a wrong setting in one sentence each, with code 1", async () => {
    const second = start({ PORT: "0", DATA_DIR: folder });
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.on("listening", resolve));
    const { port } = taken.address() as AddressInfo;
    const other = await mkdtemp(path.join(tmpdir(), "onewindow-main-"));
    const third = start({ PORT: String(port), DATA_DIR: other, LOG_LEVEL: "silent" });
    const fourth = start({ PORT: "seventy", DATA_DIR: other });
    assert.deepEqual(await Promise.all([second.ended, third.ended, fourth.ended]), [1, 1, 1]);
    assert.match(second.output(), /^The data folder .* is in use by another running server\.[^\n]*\n$/);
    assert.match(third.output(), new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is in use[^\\n]*\\n$`));
    assert.match(fourth.output(), /^PORT is "seventy"[^\n]*Example: PORT=3000\n$/);
    taken.close();
    await rm(other, { recursive: true, force: true });
  });

  it("stops cleanly on a signal and gives the folder back", async () => {
    running.child.kill("SIGTERM");
    assert.equal(await running.ended, 0, running.output());
    const again = start({ PORT: "0", DATA_DIR: folder });
    assert.ok(await again.listening, again.output());
    again.child.kill("SIGINT");
    assert.equal(await again.ended, 0, again.output());
  });

  it("does not wait for a request that never ends when it is told twice", async () => {
    const stubborn = start({ PORT: "0", DATA_DIR: folder });
    const url = new URL((await stubborn.listening) ?? assert.fail(stubborn.output()));
    const socket = connect(Number(url.port), url.hostname);
    socket.on("error", () => undefined);
    const continued = once(socket, "data");
    socket.write(
      `POST /api/v1/session HTTP/1.1\r\nHost: ${url.host}\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n`,
    );
    await continued;
    const stopping = stubborn.says(/"event":"stopping"/);
    stubborn.child.kill("SIGINT");
    await stopping;
    stubborn.child.kill("SIGINT");
    assert.equal(await stubborn.ended, 130, stubborn.output());
    socket.destroy();
  });
});
