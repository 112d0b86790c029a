/** The tables beside the packages (processes/shared/*.yaml), edited by the county. */
import { z } from "zod";
import { bothTexts, feel, id, isoDate } from "./common.ts";

export const departmentsFile = z.strictObject({
  county: z.strictObject({
    name: bothTexts,
    /** GB/T 2260, 6 digits. */
    division: z.string().regex(/^\d{6}$/),
    province: bothTexts,
    hotline: z.string(),
  }),
  departments: z
    .array(
      z.strictObject({
        id,
        name: bothTexts,
        full: bothTexts,
        uscc: z.string(),
        /** The organ's part of document numbers. */
        word: z.string().min(1),
        phone: z.string(),
        address: bothTexts,
      }),
    )
    .min(1),
});
export type DepartmentFile = z.infer<typeof departmentsFile>["departments"][number];
export type CountyFile = z.infer<typeof departmentsFile>["county"];

export const licenceTypesFile = z.strictObject({
  licenceTypes: z.array(
    z.strictObject({
      id,
      code: z.string(),
      name: bothTexts,
      issuer: id,
      holder: z.enum(["person", "enterprise"]),
      /** See licenceNumber in codes.ts. */
      number: z.string().min(1),
      validity: z.union([z.literal("long"), z.strictObject({ years: z.number().int().min(1).max(50) })]),
      /** templates/licences/<face>.hbs */
      face: id,
      elements: z
        .array(
          z.strictObject({
            id: z.string().min(1),
            en: z.string().min(1),
            /** FEEL over the case's data; absent: not filled from a case. */
            from: feel.optional(),
            mask: z.enum(["id-card", "phone"]).optional(),
          }),
        )
        .min(1),
    }),
  ),
});
export type LicenceTypeFile = z.infer<typeof licenceTypesFile>["licenceTypes"][number];

export const documentsFile = z.strictObject({
  seals: z.record(id, bothTexts),
  documents: z.array(
    z.strictObject({
      id,
      title: bothTexts,
      word: z.string().min(1),
      organ: z.enum(["item", "window"]),
      seal: z.string(),
      /** Folder below templates/. */
      template: id,
      basis: bothTexts,
      /** Paths of the data that must have a value before it may be issued. */
      needs: z.array(z.string()),
      /** Seen by officials only. */
      internal: z.boolean().default(false),
    }),
  ),
});
export type DocumentKindFile = z.infer<typeof documentsFile>["documents"][number];

export const calendarsFile = z.strictObject({
  zone: z.literal("Asia/Shanghai"),
  endOfBusiness: z.string().regex(/^\d\d:\d\d$/),
  fixedHolidays: z.array(z.string().regex(/^\d\d-\d\d$/)),
  years: z.array(
    z.strictObject({
      year: z.number().int(),
      notice: z.strictObject({ title: z.string().min(1), document: z.string().min(1) }),
      off: z.array(isoDate),
      work: z.array(isoDate),
    }),
  ),
});
export type CalendarsFile = z.infer<typeof calendarsFile>;

const workingDays = z.strictObject({ days: z.number().int().min(1).max(250) });
const barred = z.strictObject({ days: z.number().int().min(1).max(3660).nullable() });
/** Limits of the acceptance stage that the county sets; none of them is the law's. */
export const acceptanceFile = z.strictObject({
  verdict: workingDays,
  correction: workingDays.extend({ remind: z.array(z.number().int().min(0).max(250)).max(10) }),
  /** Appointments of site visits, in working days. */
  visit: z
    .strictObject({
      notice: z.number().int().min(0).max(30),
      moves: z.number().int().min(0).max(10),
      moveNotice: z.number().int().min(0).max(30),
    })
    .default({ notice: 1, moves: 1, moveNotice: 1 }),
  /** After a broken promise 容缺 and 告知承诺 are closed for so many calendar days; null: until credit is repaired. */
  credit: z
    .strictObject({ late: barred, false: barred })
    .default({ late: { days: null }, false: { days: null } }),
  /** Common wording of points to correct. */
  phrases: z
    .array(
      z.strictObject({
        for: z.enum(["field", "material"]),
        name: bothTexts,
        problem: z.string().min(1).max(500),
        ask: z.string().min(1).max(500),
        basis: z.string().min(1).max(300),
      }),
    )
    .max(50)
    .default([]),
});
export type AcceptanceFile = z.infer<typeof acceptanceFile>;

export const proceduresFile = z.strictObject({
  procedures: z.array(
    z.strictObject({
      id,
      name: bothTexts,
      law: bothTexts,
      /** Working days usually needed; the clerk may set others. */
      days: z.number().int().min(1).max(365),
    }),
  ),
});
export type ProcedureFile = z.infer<typeof proceduresFile>["procedures"][number];

const limit = z.number().int().min(1).max(60);
/** 好差评: the five grades, the reasons offered with each, and the limits of what follows a bad one. */
export const ratingFile = z.strictObject({
  /** Of the reasons: a rating keeps it. */
  version: z.string().min(1).max(40),
  source: bothTexts,
  /** Calendar days that an invitation is open. */
  invite: z.number().int().min(1).max(365),
  /** So many stars or fewer are a bad rating. */
  bad: z.number().int().min(1).max(4),
  verify: limit,
  rectify: limit,
  callback: limit,
  appeal: limit,
  grades: z
    .array(
      z.strictObject({
        stars: z.number().int().min(1).max(5),
        word: bothTexts,
        reasons: z
          .array(z.strictObject({ id, text: bothTexts }))
          .min(1)
          .max(12),
      }),
    )
    .length(5)
    .refine((grades) => new Set(grades.map((grade) => grade.stars)).size === 5, "each grade once"),
});
export type RatingFile = z.infer<typeof ratingFile>;

export const reasonsFile = z.strictObject({ reasons: z.array(z.strictObject({ id, text: bothTexts })) });

export const homeFile = z.strictObject({
  topics: z.array(z.strictObject({ id, name: bothTexts })),
  lifeEvents: z.array(
    z.strictObject({
      id,
      audience: z.enum(["person", "enterprise"]),
      name: bothTexts,
      icon: z.string(),
      packages: z.array(id),
    }),
  ),
  mostUsed: z.array(id),
  halls: z.array(
    z.strictObject({ id, name: bothTexts, address: bothTexts, hours: bothTexts, phone: z.string() }),
  ),
  notices: z.array(z.strictObject({ id, date: isoDate, title: bothTexts, body: bothTexts })),
});
export type HomeFile = z.infer<typeof homeFile>;

export const synonymsFile = z.strictObject({ synonyms: z.array(z.array(z.string().min(1)).min(2)) });

/** templates/messages/*.yaml */
export const messagesFile = z.strictObject({
  messages: z.array(
    z.strictObject({ id, kind: z.enum(["todo", "news"]), title: bothTexts, body: bothTexts }),
  ),
});
export type MessageFile = z.infer<typeof messagesFile>["messages"][number];
