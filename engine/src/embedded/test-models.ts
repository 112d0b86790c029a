/** Small models for the tests of the shell. */
import { processModel } from "../testing/bpmn-builder.ts";
import type { EmbeddedEngine } from "./embedded-engine.ts";

/** `p`: start, one service task of type `work`, end. */
export async function deployOneTask(engine: EmbeddedEngine): Promise<void> {
  const content = processModel("p").startEvent("s").serviceTask("t", { type: "work" }).endEvent("e").toXml();
  await engine.deploy([{ name: "p.bpmn", content }]);
}
