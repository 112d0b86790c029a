import type { Text } from "../platform/text.ts";

export const operationTexts = {
  targetExists: (folder: string): Text => ({
    zh: `${folder} 已存在且不为空。请换一个新目录，例如 backups/2026-03-02`,
    en: `${folder} exists and is not empty. Name a new folder, for example backups/2026-03-02`,
  }),
  targetInside: (folder: string): Text => ({
    zh: `${folder} 在数据目录之内：备份要放在别处，最好在另一块磁盘上`,
    en: `${folder} lies inside the data folder: keep backups elsewhere, best on another disk`,
  }),
  nothing: (folder: string): Text => ({
    zh: `${folder} 里没有数据（没有 app.db 或 engine.db）。请指明数据目录，例如 DATA_DIR=./data`,
    en: `There is no data in ${folder} (neither app.db nor engine.db). Name the data folder, for example DATA_DIR=./data`,
  }),
  noBackup: (folder: string): Text => ({
    zh: `${folder} 不是备份：没有可读的 manifest.json`,
    en: `${folder} is no backup: it has no readable manifest.json`,
  }),
  inUse: (folder: string): Text => ({
    zh: `${folder} 正被运行中的服务器使用。请先停止服务器`,
    en: `${folder} is in use by a running server. Stop it first`,
  }),
  serverGone: {
    zh: "服务器在备份完成之前停止了；未完成的备份已删除或可删除",
    en: "The server stopped before the backup was done; what is unfinished may be deleted",
  },
  step: {
    files: { zh: "复制文件", en: "copying files" },
    "app.db": { zh: "复制数据库 app.db", en: "copying database app.db" },
    "engine.db": { zh: "复制数据库 engine.db", en: "copying database engine.db" },
    verify: { zh: "核验", en: "verifying" },
    audit: { zh: "核验审计链", en: "verifying the audit chain" },
    restore: { zh: "恢复", en: "restoring" },
    documents: { zh: "搬移数据", en: "moving documents" },
    compare: { zh: "逐条比对", en: "comparing" },
  },
  backedUp: (folder: string, megabytes: string, files: number): Text => ({
    zh: `已备份到 ${folder}：${megabytes} MB，文件 ${files} 个。`,
    en: `Backed up to ${folder}: ${megabytes} MB, ${files} files.`,
  }),
  restored: (folder: string, kept: string | null): Text => ({
    zh: `已恢复到 ${folder}。${kept === null ? "" : `原来的数据保留在 ${kept}。`}`,
    en: `Restored to ${folder}.${kept === null ? "" : ` What was there before is kept in ${kept}.`}`,
  }),
  whole: (rows: number, files: number): Text => ({
    zh: `完整：数据库无损，文件 ${files} 个与其哈希一致，审计链 ${rows} 条相连。`,
    en: `Whole: databases intact, ${files} files match their hashes, audit chain of ${rows} rows unbroken.`,
  }),
  migrate: {
    noUri: {
      zh: "没有指明 MongoDB：请设置 MONGODB_URI，例如 MONGODB_URI=mongodb://127.0.0.1:27017/onewindow?replicaSet=rs0",
      en: "No MongoDB is named: set MONGODB_URI, for example MONGODB_URI=mongodb://127.0.0.1:27017/onewindow?replicaSet=rs0",
    },
    noSource: (place: string): Text => ({
      zh: `${place} 没有可迁移的数据`,
      en: `${place} holds no data to move`,
    }),
    notEmpty: (place: string): Text => ({
      zh: `目标已有数据：${place}。迁移只写入空的目标；请换一个数据库或目录`,
      en: `The target has data already: ${place}. Data are moved into an empty target only; name another database or folder`,
    }),
    unfinished: {
      zh: "这个 MongoDB 中有一次未完成的迁移：请从原来的数据目录重新迁移",
      en: "A move into this MongoDB was not finished: move again from the data folder it began in",
    },
    mongoInUse: {
      zh: "有服务器正在使用这个 MongoDB。请先停止全部服务器",
      en: "A server uses this MongoDB. Stop all servers first",
    },
    engineElsewhere: {
      zh: "流程引擎的状态不在这个数据目录中：请指明拥有 engine.id 的数据目录（DATA_DIR）",
      en: "The engine's state does not lie in this data folder: name the folder that has its engine.id (DATA_DIR)",
    },
    differs: (name: string, found: number, expected: number): Text => ({
      zh: `${name} 与来源不一致（目标 ${found} 条，来源 ${expected} 条）；目标未启用`,
      en: `${name} is not what the source holds (${found} there, ${expected} in the source); the target is not in use`,
    }),
    done: (direction: "mongodb" | "folder", documents: number, files: number): Text => ({
      zh: `已迁移并逐条核对：数据 ${documents} 条，文件 ${files} 个。${
        direction === "mongodb"
          ? "今后启动时设置 MONGODB_URI；流程引擎的状态仍在数据目录中。"
          : "今后启动时不再设置 MONGODB_URI；MongoDB 中的数据保持原样。"
      }`,
      en: `Moved and compared one by one: ${documents} documents, ${files} files. ${
        direction === "mongodb"
          ? "Start with MONGODB_URI from now on; the engine's state stays in the data folder."
          : "Start without MONGODB_URI from now on; what is in MongoDB stays as it is."
      }`,
    }),
    kept: (names: string): Text => ({
      zh: `原来的数据改名保留：${names}`,
      en: `What was there is kept as ${names}`,
    }),
  },
  fault: {
    missing: (name: string): Text => ({ zh: `缺少 ${name}`, en: `${name} is missing` }),
    changed: (name: string): Text => ({
      zh: `${name} 与备份时不一致`,
      en: `${name} is not what was backed up`,
    }),
    damaged: (name: string, why: string): Text => ({
      zh: `数据库 ${name} 已损坏：${why}`,
      en: `The database ${name} is damaged: ${why}`,
    }),
    fileHash: (hash: string): Text => ({
      zh: `文件 ${hash} 的内容与哈希不符`,
      en: `The bytes of file ${hash} do not match its hash`,
    }),
    fileCount: (there: number, expected: number): Text => ({
      zh: `文件有 ${there} 个，备份时为 ${expected} 个`,
      en: `${there} files are there, ${expected} were backed up`,
    }),
    audit: (row: number): Text => ({
      zh: `审计链在第 ${row} 条处断开`,
      en: `The audit chain is broken at row ${row}`,
    }),
  },
} as const;
