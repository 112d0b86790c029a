import type { Text } from "../platform/text.ts";

const of = (zh: string, en: string): Text => ({ zh, en });

export const texts = {
  parts: {
    engine: of("流程引擎", "Workflow engine"),
    store: of("数据库", "Database"),
    files: of("文件", "Files"),
    browser: of("PDF 打印", "PDF printing"),
    disk: of("磁盘", "Disk"),
  },
  engineUp: (open: number): Text =>
    of(`正常，${open} 个故障待处理`, `Running, ${open} ${open === 1 ? "incident" : "incidents"} open`),
  engineDown: of("没有应答", "It does not answer"),
  storeUp: of("可读写", "Answers"),
  storeDown: of("读不出来", "It cannot be read"),
  filesUp: of("可读写", "Answers"),
  filesDown: of("读不出来", "They cannot be read"),
  browser: {
    "not-started": of("需要时自动启动", "Starts when first needed"),
    found: of("已就绪，需要时自动启动", "There, starts when first needed"),
    running: (version: string): Text => of(`正常，${version}`, `Running, ${version}`),
    unavailable: of(
      "没有可用的浏览器，文书照常签发，PDF 待补",
      "No browser: documents are issued all the same, their PDFs wait",
    ),
    closed: of("已关闭", "Closed"),
  },
  disk: (freeGb: string): Text => of(`剩余 ${freeGb} GB`, `${freeGb} GB free`),
  diskUnknown: of("读不到剩余空间", "Free space cannot be read"),
  problems: {
    engine: of("流程引擎没有应答", "The workflow engine does not answer"),
    store: of("数据库读不出来", "The database cannot be read"),
    files: of("文件读不出来", "Files cannot be read"),
    browser: of("打印不了 PDF", "PDFs cannot be printed"),
    disk: of("磁盘空间不足 1 GB", "Less than 1 GB of disk is free"),
    incident: (process: string, element: string, message: string): Text =>
      of(
        `流程 ${process} 卡在“${element}”：${message}`,
        `Process ${process} is stuck at “${element}”: ${message}`,
      ),
    undelivered: (count: number): Text =>
      of(
        `${count > 1000 ? "1000 多" : count} 条短信或邮件没有送出`,
        `${count > 1000 ? "More than 1,000" : count} ${count === 1 ? "message" : "messages"} could not be delivered`,
      ),
    content: (name: Text, count: number): Text =>
      of(`“${name.zh}”的内容有 ${count} 条提醒`, `The content of “${name.en}” has ${count} warnings`),
  },
  affected: {
    everyone: of("所有人", "Everyone"),
    documents: of("查看文书 PDF 的人", "People who open document PDFs"),
    cases: (count: number, numbers: string): Text =>
      of(
        `${count} 个办件${numbers === "" ? "" : `：${numbers}`}`,
        `${count} ${count === 1 ? "case" : "cases"}${numbers === "" ? "" : `: ${numbers}`}`,
      ),
    addressees: of(
      "没有收到短信或邮件的人；站内消息照常",
      "Those who got no mail or text message; in the portal the message is there",
    ),
    analysts: of("维护内容的人", "Whoever keeps the content"),
  },
  remedies: {
    outbox: of(
      "检查邮件服务器或短信网关，然后在“发件箱”里重试",
      "Check mail server or SMS gateway, then try again in the outbox",
    ),
    restart: of("查看日志，重新启动服务", "Read the log and start the server again"),
    folder: of("检查数据目录的权限和磁盘", "Check the data folder's rights and its disk"),
    browser: of(
      "安装浏览器：npx puppeteer browsers install chrome-headless-shell，然后重新启动",
      "Install a browser: npx puppeteer browsers install chrome-headless-shell, then start again",
    ),
    disk: of("清理磁盘或扩容", "Free or add disk space"),
    retry: of("排除原因后点“重试”", "Remove the cause, then retry"),
    content: of("用 onewindow check 查看并修正", "See and mend them with onewindow check"),
  },
  noIncident: of("没有这个故障，可能已经恢复", "There is no such incident; it may have been resolved"),
  retried: of("已重试，故障解除", "Retried; the incident is resolved"),
  again: of("已重试，但又在同一处卡住", "Retried, but it got stuck at the same place again"),
  refused: (why: string): Text => of(`引擎没有接受重试：${why}`, `The engine refused the retry: ${why}`),
} as const;
