#!/usr/bin/env node
/** `npm start`, `npm test`, `npm run bench`: sets up what is missing, then runs the task under the right Node. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { become, buildWeb, checkOwnNode, install, nodeBinary, refuse, ROOT } from "./setup.mjs";

const SCRIPTS = {
  start: "portal/server/src/main.ts",
  test: "bin/test.mjs",
  bench: "bin/bench.mjs",
};

checkOwnNode();
const [task = "start", ...args] = process.argv.slice(2);
const script = SCRIPTS[task] ?? task;
if (!existsSync(join(ROOT, script)))
  refuse(
    `There is no task "${task}". Tasks: ${Object.keys(SCRIPTS).join(", ")}. Example: node bin/run.mjs start`,
  );
await install();
const node = nodeBinary();
if (task === "start" && !(await buildWeb())) refuse("The web app could not be built: see the message above.");
become(node, [join(ROOT, script), ...args]);
