/** What an analyst writes in package.yaml. Published as processes/package.schema.json. */
import { z } from "zod";
import { bothTexts, feel, fieldPath, id, workingDays } from "./common.ts";

/** `document`: number of the document, e.g. 国发〔2024〕3号 (alike in both languages), or a text. */
const basis = z.array(
  z.strictObject({ title: bothTexts, document: z.union([z.string().min(1), bothTexts]) }),
);

const undertaking = z.strictObject({
  /** When the applicant may choose it; always, when absent. */
  when: feel.optional(),
  /** Materials that the undertaking stands for. */
  replaces: z.array(id),
  check: z.strictObject({ within: z.strictObject({ days: workingDays }) }),
  text: bothTexts,
});

export const packageItem = z.strictObject({
  id,
  name: bothTexts,
  pinyin: z.string().optional(),
  /** 实施编码, 31 characters. */
  code: z.string().describe("实施编码 31 位 / Item code of 31 characters"),
  /** 事项类型: 01 … 20. */
  kind: z.string().describe("事项类型 01–10、20 / Kind of item"),
  department: id.describe("办理部门 / Department that handles it"),
  handling: z.enum(["immediate", "promised", "referred"]),
  limits: z
    .strictObject({
      legal: z.strictObject({ days: workingDays, extension: workingDays.optional() }),
      promised: z.strictObject({ days: workingDays }),
      deliver: z.strictObject({ days: workingDays }),
    })
    .optional(),
  /** BPMN process id. */
  process: id,
  /** Licence type that a register check looks up. */
  licence: id.optional(),
  review: z
    .strictObject({
      decision: id,
      approval: z.enum(["one-level", "two-level"]),
      /** Key of the package's `rules`. */
      rules: id.optional(),
    })
    .optional(),
  after: z.array(id).default([]).describe("前置事项 / Items it waits for"),
  acceptance: z
    .enum(["window", "department", "none"])
    .default("none")
    .describe("谁受理：窗口；窗口和部门；不需要 / Who accepts"),
  optional: z.boolean().default(false),
  condition: bothTexts.optional(),
  undertaking: undertaking.optional(),
  result: z
    .strictObject({
      licence: id,
      /** The licence may be valid from a day before its decision: only where the law says so, e.g. a renewal decided after the expiry (art. 50). */
      backdating: z.boolean().default(false),
    })
    .optional(),
  fee: z.union([z.literal("none"), z.strictObject({ amount: z.number().positive(), basis: bothTexts })]),
  basis,
  documents: z.record(id, id).optional(),
});

export const packageMaterial = z.strictObject({
  id,
  name: bothTexts,
  usedBy: z.array(id).min(1).describe("用它的事项 / Items that use it"),
  need: z
    .union([z.enum(["required", "optional"]), z.strictObject({ when: feel })])
    .describe("必要、可选，或按 FEEL 条件 / Required, optional, or by a FEEL condition"),
  condition: bothTexts.optional(),
  copies: z.strictObject({
    original: z.number().int().min(0),
    copy: z.number().int().min(0),
    electronic: z.number().int().min(0),
  }),
  source: z.union([
    z.enum(["applicant", "form"]),
    z.strictObject({ licence: id }),
    z.strictObject({ item: id }),
    z.strictObject({ department: id }),
  ]),
  /** 容缺: may follow within these working days. */
  tolerant: z.strictObject({ days: workingDays }).optional(),
  accept: z.array(z.enum(["pdf", "jpg", "png"])).min(1),
  reason: bothTexts,
  sample: z.string().optional(),
});

/** Who else signs, in which situation, and what. */
export const packageSigner = z.strictObject({
  id,
  name: bothTexts.describe("以什么身份签 / The role in which the person signs"),
  /** Why the office asks for it, in a sentence. */
  why: bothTexts,
  when: feel.describe("什么情形要签（FEEL）/ The situation that has it (FEEL)"),
  /** Sections of the form and materials; `all`: the whole application. */
  signs: z
    .union([z.literal("all"), z.array(id).min(1)])
    .describe("签哪些部分和材料 / Parts and materials signed"),
  /** What the person declares by signing. */
  statement: bothTexts,
  /** More than one person may sign in this role. */
  several: z.boolean().default(false),
  /** Who that is, by FEEL over the form: the name must then agree. */
  person: z.strictObject({ name: feel.optional(), phone: feel.optional() }).default({}),
  ways: z
    .array(z.enum(["link", "here"]))
    .min(1)
    .default(["link", "here"]),
  /** Days that a link is good for. */
  days: z.number().int().min(1).max(60).default(7),
});

export const reviewRule = z.strictObject({
  id,
  text: bothTexts,
  basis: bothTexts.nullable(),
  field: fieldPath.nullable(),
  material: id.nullable(),
});

export const packageFile = z.strictObject({
  id,
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, "1.0.0")
    .describe("版本；改了内容就改它 / Version, raised with every change"),
  name: bothTexts,
  pinyin: z.string().optional(),
  summary: bothTexts.describe("一句话说明 / What it is, in a sentence"),
  keywords: z.array(z.string().min(1)).describe("搜索词 / Words people search by"),
  topic: id,
  status: z.enum(["live", "paused"]),
  audience: z.array(z.enum(["person", "individual-business", "enterprise"])).min(1),
  basis,
  lead: id.describe("牵头部门 / Leading department"),
  /** 行政许可法 art. 26, 42. */
  handling: z.enum(["single", "unified", "joint", "concentrated"]),
  limits: z.strictObject({
    promised: z.union([z.literal("critical-path"), z.strictObject({ days: workingDays })]),
    legal: z.union([z.literal("art-42"), z.strictObject({ days: workingDays })]),
  }),
  /** Visits to the hall. */
  visits: z.number().int().min(0).describe("到大厅次数 / Visits to the hall"),
  process: id,
  questionnaire: z.strictObject({
    form: id,
    decision: id,
    /** Who the package does not fit, and where to go instead. */
    outside: bothTexts,
    /** Answers that a register or licence already gives. */
    known: z
      .array(
        z.strictObject({
          answer: z.string().min(1),
          from: z.enum(["register", "licence"]),
          type: id.optional(),
          element: z.string().optional(),
          value: z.string().optional(),
        }),
      )
      .default([]),
  }),
  form: z.strictObject({
    sections: z.array(z.strictObject({ id, form: id, when: feel.optional() })).min(1),
    prefill: z.array(
      z.strictObject({
        field: fieldPath,
        from: z.enum(["licence", "register", "account", "answer", "last"]),
        type: id.optional(),
        element: z.string().optional(),
        value: z.string().optional(),
      }),
    ),
  }),
  /** What documents say about the applicant, each by FEEL over the form. */
  applicant: z.strictObject({
    idNumber: feel.optional(),
    legalRepresentative: feel.optional(),
    phone: feel.optional(),
    address: feel.optional(),
    agent: feel.optional(),
  }),
  declarations: z.array(z.strictObject({ id, required: z.boolean(), text: bothTexts })),
  signers: z.array(packageSigner).default([]).describe("除申请人外谁要签名 / Who signs beside the applicant"),
  items: z.array(packageItem).min(1),
  materials: z.array(packageMaterial),
  steps: z.array(z.strictObject({ name: bothTexts, time: bothTexts })),
  rules: z.record(id, z.strictObject({ decision: id, rules: z.array(reviewRule).min(1) })).default({}),
  delivery: z
    .array(z.enum(["window", "post", "electronic"]))
    .min(1)
    .describe("送达方式 / Ways of delivery"),
  rating: z.enum(["after-close", "none"]),
});
export type PackageFile = z.infer<typeof packageFile>;
export type PackageItemFile = z.infer<typeof packageItem>;
export type PackageMaterialFile = z.infer<typeof packageMaterial>;
