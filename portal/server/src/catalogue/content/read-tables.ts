/** The shared tables (processes/shared): YAML by their schemas, towns as CSV. */
import type { z } from "zod";
import {
  acceptanceFile,
  calendarsFile,
  departmentsFile,
  documentsFile,
  homeFile,
  licenceTypesFile,
  proceduresFile,
  ratingFile,
  reasonsFile,
  synonymsFile,
} from "../schema/shared.ts";
import type { SharedTables, Town } from "./content.ts";
import type { FaultList } from "./fault.ts";
import { readAs } from "./read-as.ts";
import { parseData } from "./source.ts";
import type { DataFile } from "./source.ts";

const SHARED = "processes/shared";

/** Null when one of the tables cannot be read. `tables` takes the parsed files, to tell places. */
export function readShared(
  texts: ReadonlyMap<string, string>,
  tables: Map<string, DataFile>,
  faults: FaultList,
): SharedTables | null {
  const table = <T>(name: string, schema: z.ZodType<T>): T | null => {
    const file = `${SHARED}/${name}.yaml`;
    const text = texts.get(file);
    if (text === undefined) {
      missingFile(file, faults);
      return null;
    }
    const data = parseData(file, text, faults);
    tables.set(file, data);
    return readAs(data, schema, faults);
  };
  const departments = table("departments", departmentsFile);
  const licenceTypes = table("licence-types", licenceTypesFile);
  const documents = table("documents", documentsFile);
  const calendars = table("calendars", calendarsFile);
  const acceptance = table("acceptance", acceptanceFile);
  const procedures = table("procedures", proceduresFile);
  const rating = table("rating", ratingFile);
  const reasons = table("reasons", reasonsFile);
  const home = table("home", homeFile);
  const synonyms = table("synonyms", synonymsFile);
  const towns = readTowns(texts, faults);
  if (
    !departments ||
    !licenceTypes ||
    !documents ||
    !calendars ||
    !acceptance ||
    !procedures ||
    !rating ||
    !reasons ||
    !home ||
    !synonyms
  )
    return null;
  return {
    county: departments.county,
    departments: departments.departments,
    licenceTypes: licenceTypes.licenceTypes,
    seals: documents.seals,
    documents: documents.documents,
    calendars,
    acceptance,
    procedures: procedures.procedures,
    rating,
    reasons: reasons.reasons,
    home,
    synonyms: synonyms.synonyms,
    towns,
  };
}

function missingFile(file: string, faults: FaultList): void {
  faults.error(
    "missing-file",
    { file, line: 0, column: 0 },
    { zh: "缺少这个文件", en: "This file is missing" },
    { zh: "请补上", en: "Add it" },
  );
}

/** `code,zh,en` with a heading line. */
function readTowns(texts: ReadonlyMap<string, string>, faults: FaultList): Town[] {
  const file = `${SHARED}/towns.csv`;
  const text = texts.get(file);
  if (text === undefined) {
    missingFile(file, faults);
    return [];
  }
  const towns: Town[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (index === 0 || line.trim() === "") return;
    const [code = "", zh = "", en = "", ...more] = line.split(",");
    if (/^\d{9}$/.test(code) && zh !== "" && en !== "" && more.length === 0)
      towns.push({ code, name: { zh, en } });
    else
      faults.error(
        "wrong-value",
        { file, line: index + 1, column: 1 },
        { zh: "应为“9 位代码,中文名,英文名”", en: "Expected “code of 9 digits,Chinese name,English name”" },
        {
          zh: "例如 370783001,圣城街道,Shengcheng Subdistrict",
          en: "E.g. 370783001,圣城街道,Shengcheng Subdistrict",
        },
      );
  });
  return towns;
}
