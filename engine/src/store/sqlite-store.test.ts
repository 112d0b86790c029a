import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import type { FamilySpec } from "../core/state/backend.ts";
import type { LogBatch } from "./log-batch.ts";
import { lastPositionOf, toEngineRecords } from "./log-batch.ts";
import { decodeBatch, decodeSegment, encodeBatch, encodeSegment } from "./log-codec.ts";
import { SqliteStore } from "./sqlite-store.ts";

const SPECS: FamilySpec[] = [{ name: "things", kind: "keyed", key: "integer" }];

async function withFolder(run: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "engine-store-"));
  try {
    await run(dataDir);
  } finally {
    await rm(dataDir, { recursive: true });
  }
}

const element = {
  bpmnProcessId: "p",
  version: 1,
  processDefinitionKey: 7,
  processInstanceKey: 9,
  elementId: "t",
  flowScopeKey: 9,
  bpmnElementType: "SERVICE_TASK",
  bpmnEventType: "UNSPECIFIED",
  parentProcessInstanceKey: -1,
  parentElementInstanceKey: -1,
};

const job = {
  type: "x",
  retries: 3,
  worker: "w",
  deadline: 9,
  customHeaders: { h: "1" },
  bpmnProcessId: "p",
  processDefinitionVersion: 1,
  processDefinitionKey: 7,
  processInstanceKey: 9,
  elementId: "t",
  elementInstanceKey: 4,
  variables: [["a", "1"]],
  errorMessage: "",
  errorCode: "",
  retryBackoff: 0,
  recurringTime: -1,
};

function batch(position: number): LogBatch {
  return {
    position,
    timestamp: 5,
    command: { name: "JOB.COMPLETE", key: 3, value: { variables: [["a", "1"]] } },
    events: [
      { name: "JOB.COMPLETED", key: 3, value: job },
      { name: "PROCESS_INSTANCE.ELEMENT_COMPLETING", key: 4, value: element },
      { name: "PROCESS_INSTANCE.ELEMENT_COMPLETED", key: 4, value: element },
      { name: "PROCESS_INSTANCE.SEQUENCE_FLOW_TAKEN", key: 5, value: { ...element, joinedBy: "g" } },
    ],
    rejection: null,
  };
}

test("a batch of the log reads as it was written", () => {
  assert.deepEqual(decodeBatch(10, encodeBatch(batch(10))), batch(10));
  const refused: LogBatch = { ...batch(10), events: [], rejection: { type: "NOT_FOUND", reason: "gone" } };
  assert.deepEqual(decodeBatch(10, encodeBatch(refused)), refused);
  const segment = [batch(1), batch(6), { ...refused, position: 11 }];
  assert.deepEqual(decodeSegment(1, encodeSegment(segment)), segment);
});

test("records of the port have keys as texts and variables as an object", () => {
  const [command, , event] = toEngineRecords(batch(10));
  assert.equal(command?.recordType, "COMMAND");
  assert.deepEqual(command?.value, { variables: { a: 1 } });
  assert.equal(event?.position, 12);
  assert.equal(event?.sourcePosition, 10);
  assert.equal(event?.valueType, "PROCESS_INSTANCE");
  assert.equal(event?.intent, "ELEMENT_COMPLETING");
  assert.equal(event?.key, "4");
  assert.equal(event?.value.processInstanceKey, "9");
});

test("the log is read from the batch that holds a position, and cut up to one that ends before it", () => {
  const store = SqliteStore.open(null, SPECS);
  const batches = [1, 6, 11].map(batch);
  for (const one of batches) store.commit({ lastKey: 1, lastPosition: 15 }, [one], () => undefined);
  assert.equal(lastPositionOf(batches[0] as LogBatch), 5);
  assert.deepEqual(
    store.readLog(8, 10).map(({ position }) => position),
    [6, 11],
  );
  assert.equal(store.cutLog(9, 10), 1);
  assert.equal(store.cutLog(10, 10), 1);
  assert.deepEqual(
    store.readLog(1, 10).map(({ position }) => position),
    [11],
  );
  store.close();
});

test("a commit that fails leaves nothing behind, neither records nor rows", () => {
  let broken = true;
  const store = SqliteStore.open(null, SPECS, {
    faults: {
      onCommit() {
        if (broken) throw new Error("disk full");
      },
    },
  });
  const write = (): void =>
    store.commit({ lastKey: 2, lastPosition: 5 }, [batch(1)], (writer) => writer.put("things", 1, "row"));
  assert.throws(write, { code: "STORAGE_FAILED", message: /disk full/ });
  assert.deepEqual(store.readLog(1, 10), []);
  assert.equal(store.get("things", 1), undefined);
  assert.equal(store.figures().lastPosition, 0);
  broken = false;
  write();
  assert.equal(store.get("things", 1), "row");
  store.close();
});

test("a folder that is open elsewhere is refused, and free again when that one is closed", () =>
  withFolder(async (dataDir) => {
    const first = SqliteStore.open(dataDir, SPECS);
    assert.throws(() => SqliteStore.open(dataDir, SPECS), { code: "FOLDER_LOCKED", message: /in use/ });
    first.close();
    SqliteStore.open(dataDir, SPECS).close();
  }));

test("what a newer version has written is refused", () =>
  withFolder(async (dataDir) => {
    SqliteStore.open(dataDir, SPECS).close();
    const db = new DatabaseSync(join(dataDir, "engine.db"));
    db.exec("PRAGMA user_version = 99");
    db.close();
    assert.throws(() => SqliteStore.open(dataDir, SPECS), {
      code: "VERSION_TOO_NEW",
      message: /newer version/,
    });
  }));

test("a file that is no database is named", () =>
  withFolder(async (dataDir) => {
    await writeFile(
      join(dataDir, "engine.db"),
      "this is a letter to the county, not a database\n".repeat(100),
    );
    assert.throws(() => SqliteStore.open(dataDir, SPECS), {
      code: "STORAGE_BROKEN",
      message: /engine\.db is damaged/,
    });
  }));
