/** The workflow engine: the port, and the ways to get one. */
export * from "./port.ts";
export * from "./embedded/index.ts";
export { StorageError } from "./store/errors.ts";
export type { StorageErrorCode } from "./store/errors.ts";
export { openSnapshot } from "./store/snapshot.ts";
export type { Snapshot } from "./store/snapshot.ts";
export type { StorageFaults } from "./store/sqlite-store.ts";
export { replay } from "./core/replay.ts";
export type { ModelFault } from "./bpmn/graph.ts";
