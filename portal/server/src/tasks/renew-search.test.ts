import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openSqliteStore } from "../platform/store/sqlite.ts";
import { tasks } from "./model.ts";
import type { TaskDocument } from "./model.ts";
import { renewSearch } from "./renew-search.ts";

const text = { zh: "食品经营许可", en: "Food licence" };
const task = (id: string, state: TaskDocument["state"]): TaskDocument & { id: string } => ({
  id,
  kind: "decide",
  form: "shared/decide",
  elementId: "decide",
  processInstanceKey: "1",
  elementInstanceKey: "2",
  caseId: "37078326030200017",
  caseItemId: null,
  roundId: null,
  itemId: null,
  packageId: "catering-shop",
  department: "approval-bureau",
  groups: [],
  assignee: null,
  assigneeName: null,
  state,
  createdAt: 0,
  endedAt: null,
  submissionId: null,
  clockIds: [],
  sortDue: "2026-03-02",
  colour: null,
  title: text,
  applicant: "春和面馆",
  town: null,
  readBy: [],
  revision: 1,
  draft: null,
  lastEvent: { at: 0, text },
  search: ["春", "春和"],
});

describe("search fields of an earlier edition", () => {
  it("are made anew once: open tasks are found by longer pieces, those that ended take no room", async () => {
    const store = openSqliteStore({ file: ":memory:" });
    await store.transaction((tx) => {
      tx.insert(tasks, task("a", "open"));
      tx.insert(tasks, task("b", "completed"));
    });
    await renewSearch(store);
    const found = await store.collection(tasks).find({ filter: { contains: ["search", "和面馆"] } });
    assert.deepEqual(
      found.rows.map((row) => row.id),
      ["a"],
    );
    assert.deepEqual((await store.collection(tasks).get("b"))?.search, []);
    await renewSearch(store);
    assert.equal((await store.collection(tasks).get("a"))?.version, 2);
    await store.close();
  });
});
