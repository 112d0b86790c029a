import assert from "node:assert/strict";
import { test } from "node:test";
import { createTurns } from "./turns.ts";

test("at most so many run at once, the others follow in their order, a failure gives its turn away", async () => {
  const inTurn = createTurns(2);
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string) =>
    inTurn(async () => {
      log.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      if (name === "b") throw new Error("broken");
    });
  const all = ["a", "b", "c", "d"].map(run);
  const settled = Promise.allSettled(all);
  const turn = () => new Promise((next) => setImmediate(next));
  await turn();
  assert.deepEqual(log, ["a", "b"]);
  ends.get("b")?.();
  await turn();
  assert.deepEqual(log, ["a", "b", "c"]);
  ends.get("a")?.();
  await turn();
  for (const name of ["c", "d"]) ends.get(name)?.();
  assert.deepEqual(
    (await settled).map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled", "fulfilled"],
  );
});

test("who has waited too long is told so when a turn comes free", async () => {
  const inTurn = createTurns(1, { ms: -1, over: () => new Error("too long") });
  let end = (): void => undefined;
  const first = inTurn(() => new Promise<void>((resolve) => (end = resolve)));
  const second = inTurn(async () => undefined);
  end();
  await first;
  await assert.rejects(second, /too long/);
  await inTurn(async () => undefined);
});
