import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import type { FamilySpec } from "../core/state/backend.ts";
import type { LogBatch } from "./log-batch.ts";
import { lastPositionOf, toEngineRecords } from "./log-batch.ts";
import { decodeBatch, encodeBatch } from "./log-codec.ts";
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

function batch(position: number): LogBatch {
  return {
    position,
    timestamp: 5,
    command: { name: "JOB.COMPLETE", key: 3, value: { variables: [["a", "1"]] } },
    events: [
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
});

test("records of the port have keys as texts and variables as an object", () => {
  const [command, event] = toEngineRecords(batch(10));
  assert.equal(command?.recordType, "COMMAND");
  assert.deepEqual(command?.value, { variables: { a: 1 } });
  assert.equal(event?.position, 11);
  assert.equal(event?.sourcePosition, 10);
  assert.equal(event?.valueType, "PROCESS_INSTANCE");
  assert.equal(event?.intent, "ELEMENT_COMPLETING");
  assert.equal(event?.key, "4");
  assert.equal(event?.value.processInstanceKey, "9");
});

test("the log is read from the batch that holds a position, and cut up to one that ends before it", () => {
  const store = SqliteStore.open(null, SPECS);
  const batches = [1, 5, 9].map(batch);
  store.commit({ lastKey: 1, lastPosition: 12 }, batches, () => undefined);
  assert.equal(lastPositionOf(batches[0] as LogBatch), 4);
  assert.deepEqual(
    store.readLog(6, 10).map(({ position }) => position),
    [5, 9],
  );
  assert.equal(store.cutLog(7, 10), 1);
  assert.equal(store.cutLog(8, 10), 1);
  assert.deepEqual(
    store.readLog(1, 10).map(({ position }) => position),
    [9],
  );
  store.close();
});

test("a commit that fails leaves nothing behind, neither records nor rows", () => {
  let broken = true;
  const store = SqliteStore.open(null, SPECS, {
    onCommit() {
      if (broken) throw new Error("disk full");
    },
  });
  const write = (): void =>
    store.commit({ lastKey: 2, lastPosition: 4 }, [batch(1)], (writer) => writer.put("things", 1, "row"));
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
      code: "STORAGE_UNUSABLE",
      message: /engine\.db/,
    });
  }));
