import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { toJson } from "../feel/index.ts";
import type { Json } from "../feel/index.ts";
import { DmnError, readDmn } from "./index.ts";
import type { DmnModel } from "./index.ts";
import { buildDmn } from "./testing/build.ts";
import type { DecisionText } from "./testing/build.ts";

/** One model and what Zeebe 8.8.21 made of it: refused at deployment, or a result (or failure) per context. */
interface RecordedModel {
  decisions: DecisionText[];
  extra?: string;
  decision: string;
  refused: boolean;
  cases: { context: { [name: string]: Json }; value?: Json; failed?: true }[];
}

function read(recorded: RecordedModel): DmnModel | null {
  try {
    return readDmn(buildDmn(recorded.decisions, recorded.extra));
  } catch (error) {
    if (error instanceof DmnError) return null;
    throw error;
  }
}

test("models are accepted, decided and failed as a real Zeebe 8.8 engine did", () => {
  const lines = readFileSync(new URL("./testing/zeebe-recorded.jsonl", import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  let compared = 0;
  for (const line of lines) {
    const recorded: RecordedModel = JSON.parse(line);
    const model = read(recorded);
    assert.equal(model === null, recorded.refused, line);
    for (const { context, value, failed } of recorded.cases) {
      const result = model?.evaluate(recorded.decision, context);
      assert.equal(result?.failure !== undefined, failed === true, line);
      if (!failed)
        assert.deepEqual(toJson(result?.output ?? null), value, `${line} ${JSON.stringify(context)}`);
      compared++;
    }
  }
  assert.ok(compared > 240);
});
