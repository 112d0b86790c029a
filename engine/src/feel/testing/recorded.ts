/** Results recorded from a real Zeebe engine, one JSON object a line (see `record-zeebe.ts`). */
import { readFileSync } from "node:fs";
import type { Json } from "../json.ts";

/** `SYNTAX`: the model was refused; `FAILED`: the evaluation was. */
export type RecordedResult = { value: Json } | { error: "SYNTAX" | "FAILED" };

export type RecordedCase = { result: RecordedResult } & (
  { expression: string } | { input: string; test: string }
);

export interface Recorded {
  variables: { [name: string]: Json };
  cases: RecordedCase[];
}

export function isRecord(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads the recorded cases that stand beside this file. */
export function readRecorded(): Recorded {
  const [head = "{}", ...lines] = readFileSync(new URL("./zeebe-recorded.jsonl", import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  const cases = lines.map((line): RecordedCase => {
    const { error, value, ...rest } = JSON.parse(line);
    return { ...rest, result: error === undefined ? { value } : { error } };
  });
  return { variables: JSON.parse(head).variables, cases };
}
