/** Licences of the demo county's people and enterprises; none is real. Seeding twice adds nothing. */
import type { Text } from "../platform/text.ts";
import type { LicencesService } from "./contract.ts";

export interface DemoHolder {
  /** `person:<id>` and `enterprise:<id>`. */
  personKey: string;
  personName: string;
  /** Synthetic (domain.md 6.3). */
  idNumber: string;
  enterpriseKey: string;
  enterpriseName: Text;
  uscc: string;
  /** 个体工商户, 有限责任公司 … */
  enterpriseKind: string;
  address: string;
  town: string;
  scope: string;
  establishedOn: string;
  floorArea: string;
  /** Its food manager certificate has run out: the example of a licence that cannot be used. */
  expired: boolean;
}

/** The identity area, as far as the demo's licences need it. */
export interface DemoPeople {
  personFacts(id: string): Promise<{ name: string; idNumber: string | null } | null>;
  enterprisesOf(personId: string): Promise<
    {
      id: string;
      name: Text;
      uscc: string;
      town: string;
      address: string;
      businessScope: string;
      establishedOn: string;
    }[]
  >;
}

/** The demo county's applicants, as identity seeded them; the second one's certificate has run out. */
export async function demoHolders(people: DemoPeople): Promise<DemoHolder[]> {
  const holders: DemoHolder[] = [];
  for (const personId of ["zhang", "li"]) {
    const person = await people.personFacts(personId);
    if (person === null || person.idNumber === null) continue;
    for (const enterprise of await people.enterprisesOf(personId))
      holders.push({
        personKey: `person:${personId}`,
        personName: person.name,
        idNumber: person.idNumber,
        enterpriseKey: `enterprise:${enterprise.id}`,
        enterpriseName: enterprise.name,
        uscc: enterprise.uscc,
        enterpriseKind: "个体工商户",
        address: enterprise.address,
        town: enterprise.town,
        scope: enterprise.businessScope,
        establishedOn: enterprise.establishedOn,
        floorArea: personId === "zhang" ? "86" : "48",
        expired: personId === "li",
      });
  }
  return holders;
}

const by = "demo.seed";

export async function seedDemoLicences(
  service: LicencesService,
  holders: readonly DemoHolder[],
): Promise<void> {
  for (const holder of holders) {
    const person = {
      key: holder.personKey,
      name: { zh: holder.personName, en: holder.personName },
      code: holder.idNumber,
    };
    const enterprise = { key: holder.enterpriseKey, name: holder.enterpriseName, code: holder.uscc };
    const common = { until: null, caseNo: null, caseItemId: null, by };
    await service.issue({
      ...common,
      key: `seed:${holder.enterpriseKey}:business-licence`,
      type: "business-licence",
      holder: enterprise,
      from: holder.establishedOn,
      issuedOn: holder.establishedOn,
      elements: {
        名称: holder.enterpriseName.zh,
        统一社会信用代码: holder.uscc,
        类型: holder.enterpriseKind,
        经营者: holder.personName,
        经营场所: holder.address,
        所属镇街: holder.town,
        经营范围: holder.scope,
        注册日期: holder.establishedOn,
        建筑面积: holder.floorArea,
      },
    });
    await service.issue({
      ...common,
      key: `seed:${holder.personKey}:resident-id-card`,
      type: "resident-id-card",
      holder: person,
      from: "2018-06-01",
      issuedOn: "2018-06-01",
      elements: { 姓名: holder.personName, 公民身份号码: holder.idNumber, 住址: holder.address },
    });
    const from = holder.expired ? "2022-05-10" : "2025-09-01";
    await service.issue({
      ...common,
      key: `seed:${holder.personKey}:food-manager-certificate`,
      type: "food-manager-certificate",
      holder: person,
      from,
      issuedOn: from,
      elements: { 姓名: holder.personName, 证书编号: `SPGL-${from.slice(0, 4)}（示例）`, 考核日期: from },
    });
  }
}
