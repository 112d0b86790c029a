/** Every setting once: its name in the environment and in onewindow.yaml, what is right, and an example of it. */
import { z } from "zod";

export interface Setting {
  /** Name in the environment and in `.env`. */
  env: string;
  /** Name in `onewindow.yaml`. */
  yaml: string;
  schema: z.ZodType;
  example: string;
  meaning: string;
  /** Its value is not repeated in messages. */
  secret?: boolean;
}

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const yes = ["true", "yes", "1", "on"];
const no = ["false", "no", "0", "off"];
const flag = z
  .union([z.boolean(), z.enum([...yes, ...no] as [string, ...string[]])], { error: "expected true or false" })
  .transform((value) => value === true || (typeof value === "string" && yes.includes(value)));
function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
const MINUTES_A_YEAR = 525_600;
const MOST_DAYS = 36_500;
const MB = 1_048_576;

/** The one schema of the configuration. Times are named by their unit. */
export const configSchema = z.object({
  environment: z.enum(["development", "production", "test"]).default("development"),
  host: z.string().min(1).default("127.0.0.1"),
  port: whole(0, 65_535).default(3000),
  /** Address that people reach this server by, without a slash at the end; empty: made of host and port. */
  publicUrl: z.union([z.literal(""), z.url({ protocol: /^https?$/ })]).default(""),
  dataDir: z.string().min(1).default("./data"),
  /** Folder that holds `processes`, `forms` and `templates`; empty: the checkout itself. */
  contentDir: z.string().default(""),
  clock: z.enum(["system", "virtual"]).default("system"),
  clockStart: z.iso.datetime({ offset: true }).default("2026-03-02T09:00:00+08:00"),
  logLevel: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  /** Unset: yes, except in production. */
  demo: flag.optional(),
  countyZh: z.string().min(1).default("寿光市（演示）"),
  countyEn: z.string().min(1).default("Shouguang (demo)"),
  countyCode: z.coerce
    .string()
    .regex(/^\d{6}$/, "expected 6 digits")
    .default("370783"),
  hotline: z.coerce.string().min(1).default("12345"),
  sessionIdleMinutes: whole(1, MINUTES_A_YEAR).default(60),
  sessionMaxMinutes: whole(1, MINUTES_A_YEAR).default(720),
  loginFreeAttempts: whole(1, 100).default(5),
  uploadMaxBytes: whole(1, 1024 * MB).default(20 * MB),
  jsonMaxBytes: whole(1024, 64 * MB).default(2 * MB),
  /** Where the virus scanner listens; empty: nothing is scanned, and clerks are told. */
  clamd: z
    .union([
      z.literal(""),
      z.string().regex(/^(tcp:\/\/[^/\s]+:\d{1,5}|unix:\/\S+)$/, "expected tcp://host:port or unix:/path"),
    ])
    .default(""),
  pdfTabs: whole(1, 16).default(2),
  /** How long an application that was not submitted is kept after it was last touched. */
  draftKeptDays: whole(1, MOST_DAYS).default(180),
  /** How long a message is kept that was read; 0: for ever. */
  messageKeptDays: whole(0, MOST_DAYS).default(0),
  trustProxy: flag.default(false),
  /** Empty: mail goes nowhere; it stands in the outbox that administrators see. */
  smtpUrl: z.union([z.literal(""), z.url({ protocol: /^smtps?$/ })]).default(""),
  mailFrom: z.union([z.literal(""), z.email()]).default(""),
  /** Empty: texts go nowhere; they stand in the outbox that administrators see. */
  smsUrl: z.union([z.literal(""), z.url({ protocol: /^https?$/ })]).default(""),
  smsSecret: z.string().default(""),
  /** Body of the request to the gateway: JSON with {{to}}, {{text}} and {{id}} inside its texts. */
  smsTemplate: z
    .string()
    .refine(isJson, "expected JSON")
    .default('{"to":"{{to}}","text":"{{text}}","id":"{{id}}"}'),
  /** Empty: figures are given to this machine only. */
  metricsToken: z.string().default(""),
  /** Where the other server processes on the same MongoDB reach this one; empty: made of host and port. */
  processUrl: z.union([z.literal(""), z.url({ protocol: /^http$/ })]).default(""),
  /** Empty: SQLite and files in the data folder. */
  mongoUri: z
    .union([
      z.literal(""),
      z.string().regex(/^mongodb(\+srv)?:\/\//, "expected mongodb://… or mongodb+srv://…"),
    ])
    .default(""),
  mongoWithoutTransactions: flag.default(false),
});
export type Settings = z.infer<typeof configSchema>;

const setting = (key: keyof Settings, env: string, example: string, meaning: string): Setting => ({
  env,
  yaml: key,
  schema: configSchema.shape[key],
  example,
  meaning,
});

export const settings: readonly Setting[] = [
  setting("environment", "NODE_ENV", "production", "development, production or test"),
  setting("host", "HOST", "127.0.0.1", "address to listen on; 0.0.0.0 for all"),
  setting("port", "PORT", "3000", "port to listen on; 0 takes any free one"),
  setting(
    "publicUrl",
    "PUBLIC_URL",
    "https://onewindow.example.gov.cn",
    "address people reach this server by (QR codes, links)",
  ),
  setting("dataDir", "DATA_DIR", "./data", "folder of databases, files and secrets"),
  setting(
    "contentDir",
    "CONTENT_DIR",
    "/srv/onewindow/content",
    "folder that holds processes, forms and templates",
  ),
  setting("clock", "CLOCK", "system", "system, or virtual: a clock that tests move"),
  setting("clockStart", "CLOCK_START", "2026-03-02T09:00:00+08:00", "where the virtual clock starts"),
  setting("logLevel", "LOG_LEVEL", "info", "trace, debug, info, warn, error, fatal or silent"),
  setting("demo", "DEMO", "true", "seed the demo county on an empty data folder"),
  setting("countyZh", "COUNTY_ZH", "寿光市", "name of the county in Chinese"),
  setting("countyEn", "COUNTY_EN", "Shouguang", "name of the county in English"),
  setting("countyCode", "COUNTY_CODE", "370783", "administrative division code, 6 digits"),
  setting("hotline", "HOTLINE", "12345", "telephone number for help"),
  setting(
    "sessionIdleMinutes",
    "SESSION_IDLE_MINUTES",
    "60",
    "a session ends after so many minutes without a request",
  ),
  setting(
    "sessionMaxMinutes",
    "SESSION_MAX_MINUTES",
    "720",
    "a session ends after so many minutes at the latest",
  ),
  setting("loginFreeAttempts", "LOGIN_FREE_ATTEMPTS", "5", "failed sign-ins before waiting times begin"),
  setting("uploadMaxBytes", "UPLOAD_MAX_BYTES", "20971520", "largest file that can be uploaded"),
  setting("jsonMaxBytes", "JSON_MAX_BYTES", "2097152", "largest request body"),
  setting(
    "clamd",
    "CLAMD",
    "unix:/run/clamav/clamd.ctl",
    "ClamAV that scans uploads: tcp://host:port or unix:/path; empty: nothing is scanned",
  ),
  setting("pdfTabs", "PDF_TABS", "2", "browser tabs that render PDF side by side"),
  setting(
    "draftKeptDays",
    "DRAFT_KEPT_DAYS",
    "180",
    "an application that is not submitted goes so many days after it was last touched",
  ),
  setting(
    "messageKeptDays",
    "MESSAGE_KEPT_DAYS",
    "1095",
    "a message that was read goes after so many days; 0 keeps all",
  ),
  {
    ...setting(
      "smtpUrl",
      "SMTP_URL",
      "smtps://user:password@mail.example.gov.cn:465",
      "mail server that messages go out by; empty: they stand in the outbox only",
    ),
    secret: true,
  },
  setting("mailFrom", "MAIL_FROM", "no-reply@onewindow.example.gov.cn", "address that mail comes from"),
  {
    ...setting(
      "smsUrl",
      "SMS_URL",
      "https://sms.example.gov.cn/send",
      "gateway that takes text messages by POST; empty: they stand in the outbox only",
    ),
    secret: true,
  },
  {
    ...setting("smsSecret", "SMS_SECRET", "3f1c…", "carried to the SMS gateway as a bearer token"),
    secret: true,
  },
  setting(
    "smsTemplate",
    "SMS_TEMPLATE",
    '{"mobile":"{{to}}","content":"{{text}}"}',
    "JSON body of the request to the SMS gateway; {{to}}, {{text}} and {{id}} are filled in",
  ),
  {
    ...setting(
      "mongoUri",
      "MONGODB_URI",
      "mongodb://127.0.0.1:27017/onewindow?replicaSet=rs0",
      "MongoDB to keep data and files in, instead of the data folder",
    ),
    secret: true,
  },
  setting(
    "mongoWithoutTransactions",
    "MONGODB_WITHOUT_TRANSACTIONS",
    "false",
    "for tests: take a MongoDB that is no replica set",
  ),
  {
    ...setting(
      "metricsToken",
      "METRICS_TOKEN",
      "3f1c…",
      "who asks for GET /metrics from elsewhere carries it as a bearer token; empty: this machine only",
    ),
    secret: true,
  },
  setting(
    "processUrl",
    "PROCESS_URL",
    "http://10.0.0.5:3000",
    "address the other server processes on this MongoDB reach this one by",
  ),
  setting("trustProxy", "TRUST_PROXY", "false", "take the caller's address from X-Forwarded-For"),
];
