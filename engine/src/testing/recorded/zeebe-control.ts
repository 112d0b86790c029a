/** Talks to the real engine of the test servers: its control port, and its gRPC port for deployments. */
import { connect } from "node:http2";
import type { EngineRecord, JsonValue, RejectionType, Resource } from "../../port.ts";
import { RejectionError } from "../../port.ts";

/** A record as the real engine writes it: keys are numbers. */
export type ZeebeRecord = Omit<EngineRecord, "key"> & { key: number };

export class ZeebeControl {
  readonly #grpc: string;
  readonly #control: string;

  /** Both ports on 127.0.0.1. */
  constructor(grpcPort: number, controlPort: number) {
    this.#grpc = `http://127.0.0.1:${grpcPort}`;
    this.#control = `http://127.0.0.1:${controlPort}`;
  }

  /** Appends a command and answers the record that came of it. Throws RejectionError when it was refused. */
  async command(
    valueType: string,
    intent: string,
    value: { [field: string]: JsonValue },
    key = -1,
  ): Promise<ZeebeRecord> {
    const body = JSON.stringify({ valueType, intent, key, value });
    const response = await this.#post("/commands", body);
    return refuse(JSON.parse(await response.text()) as ZeebeRecord);
  }

  async completeUserTask(
    key: number,
    variables: { [name: string]: JsonValue },
    action: string,
  ): Promise<void> {
    const response = await this.#post(
      `/user-tasks/${key}/completion`,
      JSON.stringify({ variables, action }),
      true,
    );
    const text = await response.text();
    if (text !== "") refuse(JSON.parse(text) as ZeebeRecord);
  }

  /** Waits until nothing is left to process. */
  async idle(): Promise<void> {
    await this.#post("/idle?timeoutMs=20000", "");
  }

  /** Moves what the engine's schedulers wait by. */
  async wake(ms: number): Promise<void> {
    await this.#post(`/clock?addMs=${ms}`, "");
  }

  async records(from: number): Promise<ZeebeRecord[]> {
    const response = await fetch(`${this.#control}/records?from=${from}`);
    const text = await response.text();
    if (!response.ok) throw new Error(`records: ${response.status} ${text}`);
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as ZeebeRecord);
  }

  /** Deploys files together. Throws RejectionError with what the engine says. */
  deploy(resources: readonly Resource[]): Promise<void> {
    const message = Buffer.concat(
      resources.map(({ name, content }) =>
        field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, Buffer.from(content))])),
      ),
    );
    const head = Buffer.alloc(5);
    head.writeUInt32BE(message.length, 1);
    return this.#call("/gateway_protocol.Gateway/DeployResource", Buffer.concat([head, message]));
  }

  #call(path: string, body: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      const session = connect(this.#grpc);
      session.on("error", reject);
      const headers = {
        ":method": "POST",
        ":path": path,
        "content-type": "application/grpc",
        te: "trailers",
      };
      const request = session.request(headers);
      let status: Record<string, unknown> = {};
      const note = (given: Record<string, unknown>): void => {
        if (given["grpc-status"] !== undefined) status = given;
      };
      request.on("response", note);
      request.on("trailers", note);
      request.on("error", reject);
      request.on("end", () => {
        session.close();
        if (status["grpc-status"] === "0") return resolve();
        const reason = decodeURIComponent(String(status["grpc-message"] ?? "no answer"));
        reject(new RejectionError("INVALID_ARGUMENT", reason));
      });
      request.resume();
      request.end(body);
    });
  }

  async #post(path: string, body: string, rejectionsToo = path === "/commands"): Promise<Response> {
    const response = await fetch(`${this.#control}${path}`, { method: "POST", body });
    const json = response.headers.get("content-type")?.includes("json") === true;
    if (response.ok || (rejectionsToo && json)) return response;
    throw new Error(`${path}: ${response.status} ${await response.text()}; sent ${body}`);
  }
}

function refuse(record: ZeebeRecord): ZeebeRecord {
  if (record.recordType !== "COMMAND_REJECTION") return record;
  const { rejectionType = "NULL_VAL", rejectionReason = "" } = record;
  throw new RejectionError(rejectionType as RejectionType, rejectionReason);
}

/** A length-delimited field of protocol buffers. */
function field(number: number, content: Buffer): Buffer {
  return Buffer.concat([varint((number << 3) | 2), varint(content.length), content]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}
