import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { gathered } from "./gathered.ts";

test("the first hint of a kind counts at once, those within the pause together at its end", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const applied: string[] = [];
    const hints = gathered((key) => applied.push(key.join("/")));
    for (let n = 0; n < 50; n += 1) hints.add(["tasks"]);
    hints.add(["task", "7"]);
    assert.deepEqual(applied, ["tasks", "task/7"]);
    mock.timers.tick(250);
    assert.deepEqual(applied, ["tasks", "task/7", "tasks"]);
    mock.timers.tick(500);
    hints.add(["tasks"]);
    assert.equal(applied.length, 4, "after a pause without hints the next counts at once");
    hints.add(["tasks"]);
    hints.stop();
    mock.timers.tick(10_000);
    assert.equal(applied.length, 4);
  } finally {
    mock.timers.reset();
  }
});

test("while hints go on, the pauses grow up to four seconds", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    let applied = 0;
    const hints = gathered(() => (applied += 1));
    for (let ms = 0; ms < 60_000; ms += 50) {
      hints.add(["tasks"]);
      mock.timers.tick(50);
    }
    assert.ok(applied >= 15 && applied <= 20, String(applied));
    hints.stop();
  } finally {
    mock.timers.reset();
  }
});
