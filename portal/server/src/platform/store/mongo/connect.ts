/** The connection to MongoDB: one per process, checked at start, told in words when it cannot be used. */
import { createConnection, type Connection } from "mongoose";
import { StartError } from "../../config/start-error.ts";

export interface MongoAccess {
  connection: Connection;
  /** Whether the server can commit several documents in one go (a replica set or a sharded cluster). */
  transactions: boolean;
  close(): Promise<void>;
}

const PATIENCE_MS = 5_000;
const DATABASE = "onewindow";
const AUTHENTICATION_CODES = new Set([18, 8000]);
const UNAUTHORIZED = 13;
const NO_SUCH_COMMAND = 59;

/**
 * Connects and looks at what the server is. A database that the address does not name is `onewindow`.
 * Throws StartError: not an address, unreachable, wrong credentials, no replica set (unless `withoutTransactions`, a
 * test's option, is set).
 */
export async function connectMongo(options: {
  uri: string;
  withoutTransactions?: boolean;
  patienceMs?: number;
}): Promise<MongoAccess> {
  const { uri } = options;
  let connection: Connection | null = null;
  try {
    connection = createConnection(uri, {
      ...(namesDatabase(uri) ? {} : { dbName: DATABASE }),
      autoIndex: false,
      autoCreate: false,
      ignoreUndefined: true,
      serverSelectionTimeoutMS: options.patienceMs ?? PATIENCE_MS,
      // acknowledged means: on the disks of most members
      writeConcern: { w: "majority", journal: true },
      readConcernLevel: "majority",
      readPreference: "primary",
    });
    await connection.asPromise();
    const hello = await helloOf(connection);
    const transactions = typeof hello["setName"] === "string" || hello["msg"] === "isdbgrid";
    if (!transactions && options.withoutTransactions !== true) throw new StartError(noReplicaSet(uri));
    const opened = connection;
    return { connection, transactions, close: () => opened.close() };
  } catch (error) {
    await connection?.close().catch(() => undefined);
    throw error instanceof StartError ? error : new StartError(reason(uri, error));
  }
}

async function helloOf(connection: Connection): Promise<Record<string, unknown>> {
  const { db } = connection;
  if (!db) throw new Error("the connection has no database");
  try {
    return await db.command({ hello: 1 });
  } catch (error) {
    if (codeOf(error) !== NO_SUCH_COMMAND) throw error;
    return db.command({ isMaster: 1 });
  }
}

/** The address without its password. */
export const shown = (uri: string): string => uri.replace(/\/\/([^:@/]*):[^@/]*@/, "//$1:***@");

const namesDatabase = (uri: string): boolean => /^mongodb(\+srv)?:\/\/[^/]+\/[^?]/.test(uri);

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;

const noReplicaSet = (uri: string): string =>
  `MongoDB at ${shown(uri)} is a single server: it cannot commit several documents in one go, which every change here needs. Make it a replica set (one member is enough): start mongod with --replSet rs0, run rs.initiate() once, and name the set: MONGODB_URI=mongodb://127.0.0.1:27017/onewindow?replicaSet=rs0`;

function reason(uri: string, error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(uri, shown(uri));
  const code = codeOf(error);
  if (name === "MongoParseError" || name === "MongoInvalidArgumentError" || name === "MongoAPIError")
    return `MONGODB_URI is not an address of MongoDB: ${message}. Example: MONGODB_URI=mongodb://127.0.0.1:27017/onewindow?replicaSet=rs0`;
  if (AUTHENTICATION_CODES.has(Number(code)) || /auth(entication|enticate)? fail/i.test(message))
    return `MongoDB at ${shown(uri)} refuses the user name or the password (${message}). Check both in MONGODB_URI; a user of another database needs authSource. Example: MONGODB_URI=mongodb://onewindow:secret@127.0.0.1:27017/onewindow?replicaSet=rs0&authSource=admin`;
  if (code === UNAUTHORIZED)
    return `The user of MongoDB at ${shown(uri)} may not use this database (${message}). Give it the role readWrite on it.`;
  return `MongoDB at ${shown(uri)} cannot be reached: ${message}. Check that it runs and that MONGODB_URI names host, port and replica set rightly. Example: MONGODB_URI=mongodb://127.0.0.1:27017/onewindow?replicaSet=rs0`;
}
