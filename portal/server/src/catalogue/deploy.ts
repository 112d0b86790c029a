/** Hands processes and decisions to the engine when the content has changed. */
import type { WorkflowEngine } from "@onewindow/engine";
import { z } from "zod";
import { defineCollection } from "../platform/store/port.ts";
import type { Store } from "../platform/store/port.ts";
import type { Content } from "./content/content.ts";

const stateDocument = z.object({ hash: z.string(), deployedAt: z.number() });
export const contentState = defineCollection<z.infer<typeof stateDocument>>({
  name: "content-states",
  schema: stateDocument,
  indexes: [],
  unique: [],
});
const ID = "content";

/** What was deployed last and when; null before the first time. */
export function deployedState(store: Store): Promise<z.infer<typeof stateDocument> | null> {
  return store.collection(contentState).get(ID);
}

/**
 * Deploys every BPMN and DMN file when the content's hash is not the one deployed last, or the engine does not know
 * one of the processes (its data folder is another). Answers whether anything was deployed.
 */
export async function deployContent(options: {
  engine: WorkflowEngine;
  store: Store;
  content: Content;
  now: number;
}): Promise<boolean> {
  const { engine, store, content, now } = options;
  const state = await store.collection(contentState).get(ID);
  const known = new Set(engine.query.processes().map((process) => process.bpmnProcessId));
  const complete = content.processes.keys().every((id) => known.has(id));
  if (state?.hash === content.hash && complete) return false;
  const resources = [...content.files.texts]
    .filter(([file]) => /\.(bpmn|dmn)$/.test(file))
    .map(([name, text]) => ({ name, content: text }));
  await engine.deploy(resources);
  await store.transaction((tx) => {
    if (state === null) tx.insert(contentState, { id: ID, hash: content.hash, deployedAt: now });
    else tx.update(contentState, { ...state, hash: content.hash, deployedAt: now });
  });
  return true;
}
