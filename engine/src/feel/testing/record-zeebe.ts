/**
 * `node engine/src/feel/testing/record-zeebe.ts GRPC_PORT CONTROL_PORT`: evaluates every case of `zeebe-recorded.jsonl`
 * on a running Zeebe test engine (gRPC for deployments, its control port for evaluations) and writes the results anew.
 * Expressions are literal expressions of decisions, tests are cells of tables.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:http2";
import type { ClientHttp2Session } from "node:http2";
import { isRecord } from "./recorded.ts";
import type { RecordedCase } from "./recorded.ts";

const file = new URL("./zeebe-recorded.jsonl", import.meta.url);
const BATCH = 25;

/** One length-delimited field of a protocol buffer message. */
function field(number: number, content: Uint8Array): Buffer {
  const head = [(number << 3) | 2];
  let rest = content.length;
  for (; rest > 127; rest >>>= 7) head.push((rest & 127) | 128);
  head.push(rest);
  return Buffer.concat([Buffer.from(head), content]);
}

/** Deploys a model; true when the engine takes it. */
function deploy(session: ClientHttp2Session, name: string, xml: string): Promise<boolean> {
  const resource = Buffer.concat([field(1, Buffer.from(name)), field(2, Buffer.from(xml))]);
  const message = field(1, resource);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ":method": "POST",
      ":path": "/gateway_protocol.Gateway/DeployResource",
      "content-type": "application/grpc",
      te: "trailers",
    });
    let status: unknown;
    stream.on("response", (headers) => (status = headers["grpc-status"] ?? status));
    stream.on("trailers", (trailers) => (status = trailers["grpc-status"] ?? status));
    stream.on("data", () => undefined);
    stream.on("end", () => resolve(Number(status) === 0));
    stream.on("error", reject);
    stream.end(Buffer.concat([head, message]));
  });
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function decision(id: string, recorded: RecordedCase): string {
  if (!("test" in recorded)) {
    return `<decision id="${id}" name="d"><literalExpression id="l_${id}"><text>${escape(recorded.expression)}</text></literalExpression></decision>`;
  }
  const rule = (n: number, cell: string, output: string): string =>
    `<rule id="r${n}_${id}"><inputEntry><text>${escape(cell)}</text></inputEntry><outputEntry><text>${output}</text></outputEntry></rule>`;
  return (
    `<decision id="${id}" name="d"><decisionTable id="t_${id}" hitPolicy="FIRST"><input id="i_${id}" label="x"><inputExpression>` +
    `<text>${escape(recorded.input)}</text></inputExpression></input><output id="o_${id}" name="o"/>` +
    `${rule(1, recorded.test, "true")}${rule(2, "-", "false")}</decisionTable></decision>`
  );
}

async function evaluate(control: string, id: string, variables: unknown): Promise<RecordedCase["result"]> {
  const value = { decisionId: id, variables, tenantId: "<default>" };
  const body = JSON.stringify({ valueType: "DECISION_EVALUATION", intent: "EVALUATE", value });
  const answer: unknown = await (await fetch(`${control}/commands`, { method: "POST", body })).json();
  const output =
    isRecord(answer) && answer["intent"] === "EVALUATED" && isRecord(answer["value"])
      ? answer["value"]
      : null;
  return output ? { value: JSON.parse(String(output["decisionOutput"])) } : { error: "FAILED" };
}

async function main(grpc: string, control: string): Promise<void> {
  const [head = "{}", ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  const { variables } = JSON.parse(head);
  const cases: RecordedCase[] = lines.map((line) => {
    const { error, value, ...rest } = JSON.parse(line);
    return { ...rest, result: error === undefined ? { value } : { error } };
  });
  const session = connect(`http://127.0.0.1:${grpc}`);
  let number = 0;
  const record = async (batch: RecordedCase[]): Promise<void> => {
    const prefix = `b${process.pid}_${number++}`;
    const decisions = batch.map((recorded, i) => decision(`${prefix}_${i}`, recorded)).join("");
    const xml = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${prefix}" name="G" namespace="urn:x">${decisions}</definitions>`;
    if (await deploy(session, `${prefix}.dmn`, xml)) {
      for (const [i, recorded] of batch.entries())
        recorded.result = await evaluate(`http://127.0.0.1:${control}`, `${prefix}_${i}`, variables);
    } else if (batch.length === 1) {
      for (const recorded of batch) recorded.result = { error: "SYNTAX" };
    } else {
      await record(batch.slice(0, batch.length >> 1));
      await record(batch.slice(batch.length >> 1));
    }
  };
  for (let i = 0; i < cases.length; i += BATCH) await record(cases.slice(i, i + BATCH));
  session.close();
  const written = cases.map(({ result, ...rest }) => JSON.stringify({ ...rest, ...result }));
  writeFileSync(file, `${[head, ...written].join("\n")}\n`);
}

const [grpc, control] = process.argv.slice(2);
if (grpc === undefined || control === undefined) {
  process.stdout.write("usage: record-zeebe.ts GRPC_PORT CONTROL_PORT\n");
  process.exitCode = 2;
} else {
  await main(grpc, control);
}
