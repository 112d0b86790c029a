/** The engine on one machine. */
export { createEmbeddedEngine } from "./embedded-engine.ts";
export type { EmbeddedEngine, EmbeddedEngineOptions } from "./embedded-engine.ts";
export { createVirtualClock, systemClock } from "./clock.ts";
export type { TimerHost } from "./clock.ts";
export type { EngineLogger } from "./logger.ts";
export { restoreBackup, verifyFolder } from "./backup.ts";
export type { BackupReport, Progress } from "./backup.ts";
