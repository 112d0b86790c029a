/**
 * The peers: bpmn-elements and bpmn-engine, in memory, the model parsed once, one instance after another (their
 * quickest way: instances side by side are no faster in one thread). Their service answers at once.
 */
import { readFileSync } from "node:fs";
import { createRequire, findPackageJSON } from "node:module";

const require = createRequire(import.meta.url);

export interface Peer {
  readonly name: string;
  /** Prepares the model; gives what runs one instance to its end. */
  prepare(xml: string): Promise<() => Promise<void>>;
}

type Callback = (error?: Error | null) => void;
type Service = (scope: unknown, callback: Callback) => void;
interface PeerOptions {
  services: { work: Service };
  variables: { amount: number; big: boolean };
}
interface ElementsModule {
  Context: (serialized: object) => object;
  Definition: new (context: object, options: PeerOptions) => { run(callback: Callback): void };
}
interface EngineModule {
  Engine: new (options: PeerOptions & { name: string; sourceContext: object }) => {
    execute(callback: Callback): void;
  };
}
interface ModdleModule {
  BpmnModdle: new () => { fromXML(xml: string): Promise<object> };
}
interface SerializerModule {
  default: (moddleContext: object, resolver: object) => object;
  TypeResolver: (elements: object) => object;
}

const OPTIONS: PeerOptions = {
  services: { work: (_scope, callback) => callback(null) },
  variables: { amount: 500, big: true },
};

async function serialized(xml: string): Promise<object> {
  const { BpmnModdle } = require("bpmn-moddle") as ModdleModule;
  const { default: serialize, TypeResolver } = require("moddle-context-serializer") as SerializerModule;
  const elements = require("bpmn-elements") as object;
  return serialize(await new BpmnModdle().fromXML(xml), TypeResolver({ ...elements }));
}

function version(name: string): string {
  const file = findPackageJSON(name, import.meta.url);
  if (file === undefined) throw new Error(`${name} is not installed: run npm install`);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

function once(start: (callback: Callback) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
}

export function bpmnElements(): Peer {
  const { Context, Definition } = require("bpmn-elements") as ElementsModule;
  return {
    name: `bpmn-elements ${version("bpmn-elements")}, in memory`,
    async prepare(xml) {
      const source = await serialized(xml);
      return () => once((callback) => new Definition(Context(source), OPTIONS).run(callback));
    },
  };
}

export function bpmnEngine(): Peer {
  const { Engine } = require("bpmn-engine") as EngineModule;
  return {
    name: `bpmn-engine ${version("bpmn-engine")}, in memory`,
    async prepare(xml) {
      const sourceContext = await serialized(xml);
      return () =>
        once((callback) => new Engine({ name: "bench", sourceContext, ...OPTIONS }).execute(callback));
    },
  };
}
