import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe, it } from "node:test";
import { z } from "zod";
import { StartError } from "../../config/start-error.ts";
import { defineCollection } from "../port.ts";
import { openSqliteStore } from "../sqlite.ts";
import { upgradeSqlite } from "./sqlite-upgrade.ts";
import { formatOf, steps as allSteps, type UpgradeStep } from "./steps.ts";

const things = defineCollection<{ tags: string[] }>({
  name: "things",
  schema: z.object({ tags: z.array(z.string()) }),
  indexes: [{ fields: ["tags"] }],
  unique: [],
});

describe("the format of app.db", () => {
  let folder: string;
  const now = new Date("2026-03-02T01:00:00Z");
  const logged: unknown[] = [];
  const log = { info: (facts: unknown) => void logged.push(facts) };
  const formatIn = (file: string): unknown => {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      return database.prepare("PRAGMA user_version").get()?.["user_version"];
    } finally {
      database.close();
    }
  };
  const upper: UpgradeStep[] = [
    { to: 1, what: "", run: async () => undefined },
    {
      to: 2,
      what: "tags are written large",
      run: async (documents) => {
        await documents.rewrite("things", (fields) => {
          const tags = fields["tags"] as string[];
          return tags.length === 0 ? null : { ...fields, tags: tags.map((tag) => tag.toUpperCase()) };
        });
      },
    },
  ];
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "onewindow-upgrade-"));
  });
  after(async () => rm(folder, { recursive: true, force: true }));

  /** As the first version left it: without a number. */
  const oldFile = async (name: string): Promise<string> => {
    const file = path.join(folder, name);
    const store = openSqliteStore({ file });
    await store.transaction((tx) => {
      tx.insert(things, { id: "a", tags: ["x", "y"] });
      tx.insert(things, { id: "b", tags: [] });
    });
    await store.close();
    return file;
  };

  it("is that of today in a new file", async () => {
    const file = path.join(folder, "new.db");
    await upgradeSqlite(file, { log, now });
    assert.equal(formatIn(file), formatOf(allSteps));
    assert.equal(
      (await readdir(folder)).some((name) => name.includes(".format-")),
      false,
    );
  });

  it("steps up once, with a copy of before, and what is looked up by members follows", async () => {
    const file = await oldFile("old.db");
    await upgradeSqlite(file, { log, now, steps: upper });
    await upgradeSqlite(file, { log, now, steps: upper });
    const store = openSqliteStore({ file });
    const collection = store.collection(things);
    assert.deepEqual(
      (await collection.getMany(["a", "b"])).map(({ tags, version }) => [tags, version]),
      [
        [["X", "Y"], 2],
        [[], 1],
      ],
    );
    assert.equal(await collection.count({ contains: ["tags", "X"] }), 1);
    assert.equal(await collection.count({ contains: ["tags", "x"] }), 0);
    await store.close();
    const copy = `${file}.format-0-2026-03-02T01-00-00-000Z`;
    assert.deepEqual([formatIn(file), formatIn(copy)], [2, 0]);
    const before = openSqliteStore({ file: copy });
    assert.deepEqual((await before.collection(things).get("a"))?.tags, ["x", "y"]);
    await before.close();
    assert.ok(logged.some((facts) => JSON.stringify(facts).includes("tags are written large")));
  });

  it("leaves the file as it was when a step fails", async () => {
    const file = await oldFile("failing.db");
    const failing: UpgradeStep = {
      to: 3,
      what: "",
      run: async () => {
        throw new Error("no");
      },
    };
    await assert.rejects(upgradeSqlite(file, { log, now, steps: [...upper, failing] }), /no/);
    assert.equal(formatIn(file), 0);
    const store = openSqliteStore({ file });
    assert.deepEqual((await store.collection(things).get("a"))?.tags, ["x", "y"]);
    await store.close();
  });

  it("of a newer version is refused, and nothing is changed", async () => {
    const file = await oldFile("newer.db");
    const database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 99");
    database.close();
    await assert.rejects(
      upgradeSqlite(file, { log, now }),
      (error) => error instanceof StartError && /newer version \(its format is 99/.test(error.message),
    );
    assert.equal(existsSync(`${file}.format-99-2026-03-02T01-00-00-000Z`), false);
  });
});
