import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, describe, it } from "node:test";
import type { Browser } from "puppeteer";
import { pdfPages } from "../testing/pdf-text.ts";
import { findChromium, NoBrowserError } from "./chromium.ts";
import { createPrinter } from "./printer.ts";

const browserHere = await findChromium().then(
  () => true,
  () => false,
);

describe("printing", { skip: browserHere ? false : "no Chromium on this machine" }, () => {
  const browsers: Browser[] = [];
  const printer = createPrinter({ tabs: 2, onStart: (browser) => void browsers.push(browser) });
  after(() => printer.close());

  it("writes Chinese text that can be read out again, rare characters too, with page numbers", async () => {
    const pdf = await printer.print(
      `<h1>行政许可受理通知书</h1><p>䶮 𬭊 寿光市</p><p style="break-before:page">二</p>`,
      { title: "通知" },
    );
    assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), "%PDF-");
    const pages = await pdfPages(pdf);
    assert.equal(pages.length, 2);
    assert.match(pages[0] ?? "", /行政许可受理通知书/);
    assert.match(pages[0] ?? "", /䶮/);
    assert.match(pages[0] ?? "", /𬭊/);
    assert.match(pages[0] ?? "", /第 1 页，共 2 页/);
  });

  it("lets long names run on to the next line and keeps head rows on every page", async () => {
    const name = "寿光市龘䶮𬭊餐饮管理有限公司".repeat(20);
    const rows = Array.from({ length: 90 }, (_, n) => `<tr><td>第${n}项</td></tr>`).join("");
    const pages = await pdfPages(
      await printer.print(
        `<h1>${name}</h1><table><thead><tr><th>表头</th></tr></thead><tbody>${rows}</tbody></table>`,
      ),
    );
    assert.ok((pages[0] ?? "").replaceAll(/\s/g, "").includes(name));
    assert.ok(pages.length > 2);
    for (const page of pages.slice(1)) assert.match(page, /表头/);
  });

  it("embeds fonts with outlines, not pictures of letters", async () => {
    const text = Buffer.from(await printer.print("<p>寿光</p>")).toString("latin1");
    assert.match(text, /\/FontFile2/);
    assert.doesNotMatch(text, /\/Type3/);
  });

  it("loads nothing from outside and runs nothing", async () => {
    let asked = 0;
    const server = createServer((_, res) => {
      asked += 1;
      res.end("x");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const place = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const pdf = await printer.print(
      `<p id="t">before</p><img src="${place}/a.png"><img src="file:///etc/hostname"><style>@import url(${place}/b.css); p{background:url(${place}/c)}</style><iframe src="${place}/d"></iframe><script>document.getElementById("t").textContent="after"</script><img src=x onerror="document.getElementById('t').textContent='after'">`,
    );
    server.close();
    assert.equal(asked, 0);
    assert.match((await pdfPages(pdf))[0] ?? "", /before/);
  });

  it("does not mix documents that are printed side by side", async () => {
    const pdfs = await Promise.all(Array.from({ length: 8 }, (_, n) => printer.print(`<p>文书${n}号</p>`)));
    for (const [n, pdf] of pdfs.entries()) {
      const text = (await pdfPages(pdf)).join("");
      assert.match(text, new RegExp(`文书${n}号`));
      assert.equal(text.match(/文书/g)?.length, 1);
    }
  });

  it("starts again after the browser was killed, and the document is printed all the same", async () => {
    const browser = browsers.at(-1);
    const gone = new Promise((resolve) => browser?.once("disconnected", resolve));
    browser?.process()?.kill("SIGKILL");
    const pdf = await printer.print("<p>再来</p>");
    await gone;
    assert.match((await pdfPages(pdf))[0] ?? "", /再来/);
    assert.equal(printer.state().kind, "running");
    assert.ok(browsers.length >= 2);
  });
});

describe("printing without a browser", () => {
  it("says so and how to get one", async () => {
    const printer = createPrinter({ find: () => Promise.reject(new NoBrowserError("none is installed")) });
    await assert.rejects(
      printer.print("<p>x</p>"),
      /No Chromium for printing: none is installed.*npx puppeteer browsers install/,
    );
    assert.equal(printer.state().kind, "unavailable");
    await printer.close();
  });
});
