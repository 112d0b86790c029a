import assert from "node:assert/strict";
import { it } from "node:test";
import { localUrl } from "./local-url.ts";

it("this machine reaches its server by the address it listens on, or by its own where that is all", () => {
  assert.equal(localUrl("127.0.0.1", 3000), "http://127.0.0.1:3000");
  assert.equal(localUrl("0.0.0.0", 3000), "http://127.0.0.1:3000");
  assert.equal(localUrl("::", 3000), "http://[::1]:3000");
  assert.equal(localUrl("10.1.2.3", 80), "http://10.1.2.3:80");
});
