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
    zh: `${folder} 正被运行中的服务器使用。请先停止服务器再恢复`,
    en: `${folder} is in use by a running server. Stop it before you restore`,
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
