#!/usr/bin/env node
/** The command `onewindow`: check, test and pack content, verify the audit chain … under the right Node. */
import { join } from "node:path";
import { become, checkOwnNode, install, nodeBinary, ROOT } from "./setup.mjs";

checkOwnNode();
await install();
// paths on the command line are meant from where it was called
process.env.ONEWINDOW_CWD = process.env.INIT_CWD ?? process.cwd();
become(nodeBinary(), [join(ROOT, "portal/server/src/cli.ts"), ...process.argv.slice(2)]);
