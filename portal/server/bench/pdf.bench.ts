/**
 * PDFs per second: a notice of two pages with table, seal and code through the pool of tabs, beside the plain way (one
 * tab, `setContent` with the fonts inside as base64). `node portal/server/bench/pdf.bench.ts` prints a table; `run`
 * gives the rows.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findChromium } from "../src/documents/pdf/chromium.ts";
import { packageFolder } from "../src/documents/pdf/fonts.ts";
import { createPrinter } from "../src/documents/pdf/printer.ts";
import { qrDataUrl } from "../src/documents/qr.ts";
import { sealSvg } from "../src/documents/seal.ts";

export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer: string;
  readonly peerValue: number;
  /** ours / peerValue */
  readonly ratio: number;
}

export interface BenchOptions {
  /** How long each measurement takes, ms. Default 5,000. */
  durationMs?: number;
}

const style = `<style>td,th{border:1px solid #333;padding:1.4mm 3mm;text-align:left}h1{text-align:center}</style>`;

async function notice(number: number): Promise<string> {
  const rows = Array.from(
    { length: 40 },
    (_, n) =>
      `<tr><td>${n + 1}</td><td>公众聚集场所投入使用、营业前消防安全检查</td><td>10个工作日</td><td>2026-03-16</td></tr>`,
  ).join("");
  const seal = sealSvg({ organ: "寿光市行政审批服务局", purpose: "受理专用章", sample: true });
  const qr = await qrDataUrl(`http://127.0.0.1:3000/v/d/${number}`);
  return `${style}<h1>行政许可受理通知书</h1><p>寿审批受字〔2026〕第${String(number).padStart(6, "0")}号</p><table><thead><tr><th>序号</th><th>事项</th><th>时限</th><th>到期日</th></tr></thead><tbody>${rows}</tbody></table>${seal}<img src="${qr}" width="106" height="106" alt="">`;
}

export async function run(options: BenchOptions = {}): Promise<BenchRow[]> {
  const { durationMs = 5000 } = options;
  const peerValue = await measurePlain(durationMs);
  const rows: BenchRow[] = [];
  for (const tabs of [1, 2, 3]) {
    const ours = await measurePool(tabs, durationMs);
    rows.push({
      name: `pdf: notice of two pages, ${tabs} ${tabs === 1 ? "tab" : "tabs"}`,
      unit: "pdf/s",
      ours,
      peer: "puppeteer setContent, one tab, fonts as base64",
      peerValue,
      ratio: ours / peerValue,
    });
  }
  return rows;
}

async function measurePool(tabs: number, durationMs: number): Promise<number> {
  const printer = createPrinter({ tabs });
  try {
    await Promise.all(Array.from({ length: tabs }, async () => printer.print(await notice(0))));
    return await perSecond(tabs, durationMs, async (n) => {
      await printer.print(await notice(n));
    });
  } finally {
    await printer.close();
  }
}

/** The way of most tutorials, with the same browser and the same fonts. */
async function measurePlain(durationMs: number): Promise<number> {
  const [{ default: puppeteer }, found] = await Promise.all([import("puppeteer"), findChromium()]);
  const face = async (weight: number, name: string): Promise<string> => {
    const file = join(packageFolder("@expo-google-fonts/noto-serif-sc"), name, `NotoSerifSC_${name}.ttf`);
    return `@font-face{font-family:"Doc";font-weight:${weight};src:url(data:font/ttf;base64,${(await readFile(file)).toString("base64")})}`;
  };
  const fonts = `<style>${await face(400, "400Regular")}${await face(700, "700Bold")}body{font-family:"Doc"}</style>`;
  const browser = await puppeteer.launch({
    executablePath: found.executable,
    env: found.env,
    args: found.args,
    headless: "shell",
  });
  try {
    const page = await browser.newPage();
    const once = async (n: number): Promise<void> => {
      await page.setContent(
        `<!doctype html><html><head>${fonts}</head><body>${await notice(n)}</body></html>`,
      );
      await page.pdf({ format: "A4", printBackground: true });
    };
    await once(0);
    return await perSecond(1, durationMs, once);
  } finally {
    await browser.close();
  }
}

async function perSecond(
  lanes: number,
  durationMs: number,
  once: (n: number) => Promise<void>,
): Promise<number> {
  const start = performance.now();
  let done = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() - start < durationMs) {
      done += 1;
      await once(done);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return done / ((performance.now() - start) / 1000);
}

if (import.meta.main) {
  for (const row of await run())
    console.log(
      `${row.name.padEnd(40)} ${row.ours.toFixed(1).padStart(8)} ${row.unit}   ${row.peer} ${row.peerValue.toFixed(1)}   ×${row.ratio.toFixed(1)}`,
    );
}
