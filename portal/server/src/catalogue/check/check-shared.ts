/** The shared tables: codes, references between them, document kinds and their templates. */
import { isCreditCode, licenceTypeCodeProblem } from "../codes.ts";
import type { Content } from "../content/content.ts";
import type { FaultList, Place } from "../content/fault.ts";
import type { DataPath } from "../content/source.ts";
import { compileAt } from "./check-expressions.ts";
import { knownData, lookUp } from "./fields.ts";
import { refer } from "./refer.ts";
import { names, remedies, unknownName } from "./words.ts";

export function checkShared(content: Content, faults: FaultList): void {
  checkDepartments(content, faults);
  checkLicenceTypes(content, faults);
  checkDocumentKinds(content, faults);
  checkHome(content, faults);
  checkCalendars(content, faults);
}

function placeIn(content: Content, table: string): (path: DataPath) => Place {
  const file = `processes/shared/${table}.yaml`;
  const data = content.tables.get(file);
  return (path) => data?.place(path) ?? { file, line: 0, column: 0 };
}

function checkDepartments(content: Content, faults: FaultList): void {
  const place = placeIn(content, "departments");
  content.shared.departments.forEach((department, index) => {
    if (!isCreditCode(department.uscc))
      faults.error(
        "credit-code",
        place(["departments", index, "uscc"]),
        {
          zh: `信用代码 ${department.uscc} 校验位不对`,
          en: `The credit code ${department.uscc} fails its check`,
        },
        { zh: "请核对 18 位", en: "Check its 18 characters" },
      );
  });
}

function checkLicenceTypes(content: Content, faults: FaultList): void {
  const place = placeIn(content, "licence-types");
  const departments = content.shared.departments.map((department) => department.id);
  const known = [...content.packages.values()].map((source) => knownData(content, source));
  content.shared.licenceTypes.forEach((type, index) => {
    const here = ["licenceTypes", index] as const;
    if (licenceTypeCodeProblem(type.code) !== null)
      faults.error(
        "licence-type-code",
        place([...here, "code"]),
        { zh: `证照类型代码 ${type.code} 不对`, en: `The type code ${type.code} is wrong` },
        {
          zh: "应为 21 位：18 位信用代码（校验位要对）和 3 位流水",
          en: "21 characters: a valid credit code and 3 digits",
        },
      );
    refer(type.issuer, departments, names.department, place([...here, "issuer"]), faults, remedies.addEntry);
    refer(
      `licences/${type.face}`,
      content.templates.keys(),
      names.template,
      place([...here, "face"]),
      faults,
      remedies.addFile,
    );
    type.elements.forEach((element, n) => {
      if (element.from === undefined) return;
      const from = place([...here, "elements", n, "from"]);
      for (const path of compileAt(element.from, from, faults) ?? []) {
        if (known.length > 0 && !known.some((data) => lookUp(path, data).known))
          faults.error("unknown-field", from, unknownName(names.data, path.join(".")), remedies.correct);
      }
    });
  });
}

function checkDocumentKinds(content: Content, faults: FaultList): void {
  const place = placeIn(content, "documents");
  const seals = [...Object.keys(content.shared.seals), "none"];
  content.shared.documents.forEach((document, index) => {
    const here = ["documents", index] as const;
    refer(
      document.template,
      content.templates.keys(),
      names.template,
      place([...here, "template"]),
      faults,
      remedies.addFile,
    );
    refer(document.seal, seals, names.seal, place([...here, "seal"]), faults, remedies.correct);
  });
}

function checkHome(content: Content, faults: FaultList): void {
  const place = placeIn(content, "home");
  const packages = content.packages.keys().toArray();
  const say = (id: string, path: DataPath): void =>
    refer(id, packages, names.package, place(path), faults, remedies.addFile);
  content.shared.home.mostUsed.forEach((id, n) => say(id, ["mostUsed", n]));
  content.shared.home.lifeEvents.forEach((event, index) =>
    event.packages.forEach((id, n) => say(id, ["lifeEvents", index, "packages", n])),
  );
}

/** A date is not both off and worked. */
function checkCalendars(content: Content, faults: FaultList): void {
  const place = placeIn(content, "calendars");
  content.shared.calendars.years.forEach((year, index) => {
    const off = new Set(year.off);
    year.work.forEach((date, n) => {
      if (off.has(date))
        faults.error(
          "calendar",
          place(["years", index, "work", n]),
          { zh: `${date} 既列为放假，又列为上班`, en: `${date} is listed both as off and as worked` },
          { zh: "只能列一处", en: "List it once" },
        );
    });
  });
}
