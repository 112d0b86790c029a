import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { createTestCounty, type TestCounty } from "../../documents/testing/test-county.ts";
import type { MessageSettings, OutboxMessage, OutboxPage, OutboxText } from "../api.ts";
import { startMailServer, type TestMailServer } from "../testing/mail-server.ts";
import { maskMail, maskPhone } from "./mask.ts";
import { gatewayBody, smsGateway } from "./sms-gateway.ts";
import { retryAt, sendAt, TRIES } from "./timing.ts";

const at = (time: string): number => Date.parse(`${time}+08:00`);
const plain = { quiet: true, digest: false };

describe("when a message leaves the house", () => {
  it("waits from 21:00 to 08:00, but for urgent ones and what was just asked for", () => {
    assert.equal(sendAt(at("2026-03-02T20:59:00"), "act", plain, false), at("2026-03-02T20:59:00"));
    assert.equal(sendAt(at("2026-03-02T21:00:00"), "act", plain, false), at("2026-03-03T08:00:00"));
    assert.equal(sendAt(at("2026-03-03T02:00:00"), "service", plain, false), at("2026-03-03T08:00:00"));
    assert.equal(sendAt(at("2026-03-03T02:00:00"), "act", plain, true), at("2026-03-03T02:00:00"));
    assert.equal(sendAt(at("2026-03-03T02:00:00"), "asked", plain, false), at("2026-03-03T02:00:00"));
    const open = { quiet: false, digest: false };
    assert.equal(sendAt(at("2026-03-03T02:00:00"), "act", open, false), at("2026-03-03T02:00:00"));
  });
  it("gathers news, and nothing else, for 18:00 where a digest is wanted", () => {
    const digest = { quiet: true, digest: true };
    assert.equal(sendAt(at("2026-03-02T10:00:00"), "progress", digest, false), at("2026-03-02T18:00:00"));
    assert.equal(sendAt(at("2026-03-02T18:30:00"), "progress", digest, false), at("2026-03-03T18:00:00"));
    assert.equal(sendAt(at("2026-03-02T10:00:00"), "act", digest, false), at("2026-03-02T10:00:00"));
  });
  it("is tried again with longer and longer waits, six times in all", () => {
    assert.equal(TRIES, 6);
    const waits = [1, 2, 3, 4, 5].map((tries) => (retryAt(0, tries) ?? 0) / 1000);
    assert.deepEqual(waits, [30, 120, 600, 3600, 14400]);
    assert.equal(retryAt(0, 6), null);
  });
});

describe("addresses and bodies", () => {
  it("show enough to know one's own", () => {
    assert.equal(maskPhone("13800000001"), "138****0001");
    assert.equal(maskMail("zhang@example.cn"), "z****@example.cn");
    assert.equal(maskPhone("1"), "****");
  });
  it("of the gateway cannot be broken out of", () => {
    const body = gatewayBody('{"mobile":["{{to}}"],"content":"{{ text }}"}', {
      id: "1",
      to: "138",
      text: 'a","x":"{{to}}',
    });
    assert.deepEqual(JSON.parse(body), { mobile: ["138"], content: 'a","x":"{{to}}' });
  });
  it("reach the gateway once with secret and key; 4xx is final, 5xx and 429 are not", async () => {
    let status = 200;
    const heard: unknown[] = [];
    const server = createServer((request, response) => {
      request.resume();
      heard.push([request.headers.authorization, request.headers["idempotency-key"]]);
      response.writeHead(status).end();
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const gateway = smsGateway({
      url: `http://127.0.0.1:${port}/`,
      secret: "s",
      template: '{"to":"{{to}}"}',
    });
    const message = { id: "m1", to: "13800000001", subject: "", text: "t" };
    await gateway.send(message);
    assert.deepEqual(heard, [["Bearer s", "m1"]]);
    for (const [answer, permanent] of [
      [400, true],
      [429, false],
      [503, false],
    ] as const) {
      status = answer;
      await assert.rejects(
        gateway.send(message),
        (error: Error & { permanent?: boolean }) =>
          error.permanent === permanent && !error.message.includes("138"),
      );
    }
    server.closeAllConnections();
    server.close();
    await assert.rejects(gateway.send(message), { permanent: false });
  });
});

/** Waits until nothing is left to be sent now. */
const settle = async (county: TestCounty): Promise<void> => {
  await (await county.client()).post("//test/clock", {});
};
/** A message about nothing in particular, to the applicant zhang. */
const tell = (county: TestCounty, key: string, more: { event?: "service"; kind?: "todo" | "news" } = {}) =>
  county.notifications.send({
    to: { owner: "person:zhang" },
    kind: "todo",
    title: { zh: "张伟有事", en: "Zhang Wei has something" },
    body: { zh: "张伟的身份证", en: "Zhang Wei's card" },
    href: "/cases/37078326030200017",
    caseNo: null,
    key,
    ...more,
  });

describe("the visible outbox", () => {
  let county: TestCounty;
  before(async () => {
    county = await createTestCounty();
  });
  after(() => county.close());
  const listed = async (query = ""): Promise<OutboxMessage[]> => {
    await settle(county);
    return (await (await county.signedIn("admin")).get<OutboxPage>(`/outbox${query}`)).body.rows;
  };

  it("shows what would have gone out, once, to the account's telephone, without personal data", async () => {
    await tell(county, "m1");
    await tell(county, "m1");
    const rows = await listed();
    assert.equal(rows.length, 1);
    assert.equal(rows[0]?.state, "outbox");
    assert.match(rows[0].to, /^1\d\d\*\*\*\*\d{4}$/);
    const admin = await county.signedIn("admin");
    const { body } = await admin.get<OutboxText>(`/outbox/${rows[0].id}`);
    assert.match(body.text, /^【一窗】您有一件事要办，请登录查看：http.*\/cases\/37078326030200017$/);
    assert.doesNotMatch(body.subject + body.text, /张伟/);
  });

  it("is for administrators alone", async () => {
    for (const other of ["zhang", "window1"]) {
      const client = await county.signedIn(other);
      assert.equal((await client.get("/outbox")).status, 403);
      assert.equal((await client.post("/outbox/x/retry")).status, 403);
    }
  });

  it("gets nothing that a person has turned off, and service all the same", async () => {
    const zhang = await county.signedIn("zhang");
    const none = { act: false, progress: false };
    const settings = await zhang.put<MessageSettings>("/messages/settings", {
      choices: { mail: none, sms: none },
      quiet: true,
      digest: false,
    });
    assert.equal(settings.status, 200);
    assert.match(settings.body.serviceReason.en, /cannot be turned off/);
    await tell(county, "m2");
    assert.equal((await listed()).length, 1);
    await tell(county, "m3", { event: "service" });
    const [newest] = await listed();
    assert.equal(newest?.event, "service");
  });

  it("sends a code to a new address, which is used once the code has come back", async () => {
    const zhang = await county.signedIn("zhang");
    assert.equal((await zhang.post("/messages/addresses", { channel: "mail", address: "no" })).status, 422);
    const asked = await zhang.post<MessageSettings>("/messages/addresses", {
      channel: "mail",
      address: "zhang@example.cn",
    });
    assert.equal(asked.body.pending?.masked, "z****@example.cn");
    assert.equal(asked.body.addresses.mail, null);
    const [sent] = await listed("?channel=mail");
    const admin = await county.signedIn("admin");
    const { text } = (await admin.get<OutboxText>(`/outbox/${sent?.id}`)).body;
    const code = /\d{6}/.exec(text)?.[0] ?? "";
    const wrong = code === "000000" ? "000001" : "000000";
    assert.equal((await zhang.post("/messages/addresses/verify", { code: wrong })).status, 422);
    const verified = await zhang.post<MessageSettings>("/messages/addresses/verify", { code });
    assert.deepEqual(verified.body.addresses.mail, { masked: "z****@example.cn", account: false });
    assert.equal((await zhang.post("/messages/addresses/verify", { code })).status, 409);
  });

  it("refuses a code after five wrong ones or ten minutes, and more than five codes an hour", async () => {
    const li = await county.signedIn("li");
    const ask = () => li.post("/messages/addresses", { channel: "sms", address: "13900000009" });
    await ask();
    for (let n = 0; n < 5; n += 1) await li.post("/messages/addresses/verify", { code: "none" });
    const late = await li.post<{ code: string }>("/messages/addresses/verify", { code: "none" });
    assert.equal(late.body.code, "code-old");
    for (let n = 0; n < 4; n += 1) assert.equal((await ask()).status, 200);
    assert.equal((await ask()).status, 429);
  });

  it("takes a link to somebody without an account", async () => {
    await county.platform.store.transaction((tx) =>
      county.notifications.notifyGuest(tx, {
        to: { name: "王五", phone: "13700000007", mail: "wang@example.cn" },
        language: "en",
        title: { zh: "请签字", en: "Please sign" },
        body: { zh: "", en: "" },
        link: "https://onewindow.example/sign/secret",
        key: "g1",
      }),
    );
    const rows = (await listed()).slice(0, 2);
    assert.deepEqual(rows.map(({ channel }) => channel).toSorted(), ["mail", "sms"]);
    const admin = await county.signedIn("admin");
    const { body } = await admin.get<OutboxText>(`/outbox/${rows[0]?.id}`);
    assert.match(body.text, /^OneWindow: Please sign\. .*\/sign\/secret$/);
  });
});

describe("mail", () => {
  let mail: TestMailServer;
  let county: TestCounty;
  before(async () => {
    mail = await startMailServer();
    county = await createTestCounty({
      settings: { smtpUrl: mail.url, mailFrom: "no-reply@onewindow.example" },
    });
  });
  after(async () => {
    await county.close();
    await mail.close();
  });
  const guest = (key: string) =>
    county.platform.store.transaction((tx) =>
      county.notifications.notifyGuest(tx, {
        to: { name: "王五", phone: "", mail: "wang@example.cn" },
        title: { zh: "请签字", en: "Please sign" },
        body: { zh: "", en: "" },
        link: "https://onewindow.example/sign/secret",
        key,
      }),
    );
  const newest = async (): Promise<OutboxMessage | undefined> => {
    await settle(county);
    return (await (await county.signedIn("admin")).get<OutboxPage>("/outbox")).body.rows[0];
  };

  it("reaches the server it is configured for, and its text is nobody else's", async () => {
    await guest("a");
    const sent = await newest();
    assert.equal(sent?.state, "sent");
    assert.equal(mail.mails.length, 1);
    assert.equal(mail.mails[0]?.to, "wang@example.cn");
    assert.match(mail.mails[0].data, new RegExp(`Message-ID: <${sent.id}@onewindow.example>`));
    const admin = await county.signedIn("admin");
    assert.equal((await admin.get(`/outbox/${sent.id}`)).status, 403);
  });

  it("waits and is tried again while the server cannot, then lies dead until somebody tries again", async () => {
    mail.answer = 451;
    await guest("b");
    const first = await newest();
    assert.deepEqual([first?.state, first?.tries], ["waiting", 1]);
    assert.match(first?.error ?? "", /SMTP 451/);
    for (let n = 0; n < TRIES; n += 1) {
      county.clock.add(14_400_000);
      await settle(county);
    }
    const dead = await newest();
    assert.deepEqual([dead?.state, dead?.tries], ["dead", TRIES]);
    assert.equal((await county.notifications.deadLetters()).count, 1);
    mail.answer = 250;
    const admin = await county.signedIn("admin");
    assert.equal((await admin.post(`/outbox/${dead?.id}/retry`)).status, 200);
    assert.equal((await newest())?.state, "sent");
    assert.equal((await county.notifications.deadLetters()).count, 0);
    assert.equal((await admin.post(`/outbox/${dead?.id}/retry`)).status, 409);
  });

  it("is given up at once where the address is refused for good", async () => {
    mail.answer = 550;
    await guest("c");
    assert.equal((await newest())?.state, "dead");
  });
});
