/** `npm run bench [group …] -- --json FILE`: runs the benchmarks, prints a table, writes the rows. Runs under Node 24. */
import { globSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, say } from "./setup.mjs";

const args = process.argv.slice(2);
const jsonAt = args.indexOf("--json");
const jsonFile = jsonAt >= 0 ? args[jsonAt + 1] : undefined;
const groups = args.filter((arg, at) => !arg.startsWith("--") && (jsonAt < 0 || at !== jsonAt + 1));
const nameOf = (file) => basename(file).replace(/\.bench\.ts$/, "");
const files = globSync(["engine/bench/*.bench.ts", "portal/{server,web}/bench/*.bench.ts"], {
  cwd: ROOT,
}).sort();
const chosen = files.filter((file) => groups.length === 0 || groups.includes(nameOf(file)));

if (jsonAt >= 0 && (jsonFile === undefined || jsonFile.startsWith("--")))
  fail("--json needs a file. Example: npm run bench -- --json bench.json");
if (chosen.length === 0)
  fail(
    `There is no group "${groups.join(", ")}". Groups: ${files.map(nameOf).join(", ")}. Example: npm run bench engine`,
  );

const rows = [];
for (const file of chosen) {
  process.stderr.write(`── ${nameOf(file)} …\n`);
  const { run } = await import(pathToFileURL(join(ROOT, file)).href);
  rows.push(...(await run()));
}
say(table(rows));
if (jsonFile !== undefined)
  writeFileSync(
    resolve(process.env.INIT_CWD ?? process.cwd(), jsonFile),
    `${JSON.stringify(rows, null, 2)}\n`,
  );
process.exit(0);

function table(rowsToShow) {
  const head = ["what", "unit", "ours", "p95", "cpu ms", "peer", "peer's", "ratio"];
  const cells = rowsToShow.map((row) => [
    row.name,
    row.unit,
    number(row.ours) + range(row.range),
    number(row.p95),
    number(row.cpu),
    row.peer ?? "",
    number(row.peerValue) + range(row.peerRange),
    row.ratio == null ? "" : `${number(row.ratio)}×`,
  ]);
  const widths = head.map((title, at) => Math.max(title.length, ...cells.map((cell) => cell[at].length)));
  const line = (cell) =>
    cell
      .map((value, at) =>
        (at >= 2 && at <= 4) || at > 5 ? value.padStart(widths[at]) : value.padEnd(widths[at]),
      )
      .join("  ")
      .trimEnd();
  return [line(head), widths.map((width) => "-".repeat(width)).join("  "), ...cells.map(line)].join("\n");
}

function number(value) {
  if (value == null) return "";
  return value.toLocaleString("en", {
    maximumFractionDigits: Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0,
  });
}

/** The lowest and the highest of several rounds, behind their median. */
function range(ends) {
  return ends === undefined ? "" : ` (${number(ends[0])}–${number(ends[1])})`;
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
