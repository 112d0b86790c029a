/** Sample data in the shape that documents are rendered with: what templates may read, and what they are tried on. */
import { componentTypes, fieldsOf, optionsOf } from "@onewindow/forms";
import type { FormComponent, FormDefinition } from "@onewindow/forms";
import type { Content } from "../content/content.ts";
import type { DocumentKindFile, LicenceTypeFile } from "../schema/shared.ts";

export type SampleData = Record<string, unknown>;

const text = (zh: string, en: string): { zh: string; en: string } => ({ zh, en });
const NO = "37078326030200017";

/** Data of a document, with every value that a template may write. `form` holds every section of every package. */
export function sampleData(content: Content, about: DocumentKindFile | LicenceTypeFile): SampleData {
  const department = content.shared.departments[0];
  const organ = {
    name: department?.full ?? text("机关", "Organ"),
    code: department?.uscc ?? "",
    phone: department?.phone ?? "",
    address: department?.address ?? text("地址", "Address"),
  };
  const item = {
    id: `${NO}-02`,
    itemId: "food-licence",
    name: text("食品经营许可新办", "Food business licence"),
    code: "11370783MB0000115K4000131024001",
    department: organ.name,
    legalDays: 10,
    promisedDays: 10,
    legalDue: "2026-03-16",
    promisedDue: "2026-03-16",
    acceptMode: text("材料齐全", "Complete"),
    acceptedOn: "2026-03-02",
    receivedOn: "2026-03-02",
    result: null,
  };
  return {
    document: {
      number: "寿审批受字〔2026〕第000123号",
      title: "name" in about ? about.name : about.title,
      date: "2026-03-02",
      kind: about.id,
      organ,
      seal: text("受理专用章", "Acceptance seal"),
      basis: "basis" in about ? about.basis : text("依据", "Basis"),
      qr: "data:image/svg+xml;base64,PHN2Zy8+",
      verifyUrl: "http://127.0.0.1:3000/v/1",
      replaces: "寿审批受字〔2026〕第000122号",
      sample: true,
    },
    case: {
      no: NO,
      packageName: text("开办餐饮店", "Open a restaurant"),
      submittedAt: "2026-03-02T09:12:00+08:00",
      delivery: "electronic",
      queryCode: "123456",
    },
    applicant: {
      name: "寿光市小满家常菜馆（示例）",
      kind: "enterprise",
      idType: text("统一社会信用代码", "Unified social credit code"),
      idNumber: "92370783MA0000000X",
      legalRepresentative: "张某某",
      phone: "13800000002",
      address: "山东省寿光市圣城街道示范路128号1层",
      agent: "李某某",
    },
    items: [item, { ...item, no: `${NO}-03` }],
    item,
    overdue: { name: text("办理", "Handling"), due: "2026-03-16" },
    form: sampleForm(content),
    materials: [
      {
        name: text("营业执照", "Business licence"),
        state: text("系统调取", "Fetched"),
        files: 1,
        trust: "A",
      },
    ],
    decision: {
      content: "餐饮服务经营者；热食类食品制售",
      from: "2026-03-12",
      until: "2031-03-11",
      conditions: "冷食类食品限在专用操作区内加工。",
      facts: "现场没有专间。",
      reasons: "不符合《食品经营许可审查通则》。",
      articles: "《食品安全法》第三十五条",
      publish: "public",
      remedies: "六十日内申请行政复议，或者六个月内提起行政诉讼。",
      competent: "潍坊市市场监督管理局",
      outcome: "grant",
      on: "2026-03-12",
    },
    procedure: {
      name: text("专家评审", "Expert review"),
      law: text("《行政许可法》第四十五条", "Administrative Licensing Law, art. 45"),
      days: 10,
      from: "2026-03-09",
      until: "2026-03-20",
      reason: "须组织专家评审。",
    },
    check: {
      on: "2026-04-10",
      by: "孙某某",
      way: "site",
      result: "疏散通道堆放杂物，与承诺不符。",
      days: 10,
      until: "2026-04-24",
    },
    visit: {
      on: "2026-03-04T09:30:00+08:00",
      place: "山东省寿光市圣城街道示范路128号1层",
      departments: text("行政审批服务局、综合行政执法局", "Approval Bureau, City Management"),
      findings: [
        {
          item: item.name,
          department: organ.name,
          result: text("通过", "Passed"),
          finding: "后厨布局与图纸一致。",
          points: "招牌下沿抬高到 2.5 米。",
          until: "2026-03-06",
        },
      ],
      opinion: "无异议。",
      photos: [
        { at: "2026-03-04T09:40:00+08:00", by: "孙某某", name: "后厨.jpg", place: "36.88000, 118.73000" },
      ],
      signatures: [{ name: "孙某某", department: organ.name, at: "2026-03-04T10:20:00+08:00" }],
    },
    visited: {
      on: "2026-03-04",
      finding: "招牌下沿低于 2.5 米。",
      points: "招牌下沿抬高到 2.5 米。",
      until: "2026-03-06",
    },
    extension: {
      days: 5,
      reason: "需要补充现场核查。",
      from: "2026-03-16",
      until: "2026-03-23",
      approvedBy: "赵某某",
    },
    tolerance: {
      on: "2026-03-02",
      days: 10,
      until: "2026-03-16",
      materials: [{ name: text("食品安全管理制度", "Food safety rules"), what: "缺食品进货查验制度" }],
      agreedOn: "2026-03-02",
      agreedBy: "张某某",
      items: [
        {
          name: text("食品经营许可", "Food licence"),
          on: "2026-03-02",
          days: 10,
          until: "2026-03-16",
          materials: [{ name: text("食品安全管理制度", "Food safety rules"), what: "缺食品进货查验制度" }],
          agreedOn: "2026-03-02",
          agreedBy: "张某某",
        },
      ],
    },
    withdrawal: {
      on: "2026-03-05",
      at: "2026-03-05T10:00:00+08:00",
      reason: "店面另租，不再经营。",
      by: "张某某",
    },
    correction: {
      n: 1,
      count: 2,
      on: "2026-03-04",
      days: 30,
      due: "2026-04-16",
      receivedAt: "2026-03-09T10:00:00+08:00",
      open: 1,
      points: [
        {
          item: text("户外招牌设施设置", "Outdoor shop sign"),
          group: text("招牌", "Sign"),
          label: text("招牌宽度", "Width of the sign"),
          problem: "宽度与效果图不一致。",
          ask: "按效果图改正。",
          basis: "《城市市容和环境卫生管理条例》第十一条",
          sample: "3.6 米",
          page: 3,
        },
      ],
    },
    delivery: {
      way: "direct",
      receivedOn: "2026-03-12",
      receivedBy: "张某某",
      relation: "self",
      idLast4: "002X",
      at: "2026-03-13T10:00:00+08:00",
      place: "综合窗口",
      trackingNumber: "AB123456",
      carrier: "EMS",
      postedOn: "2026-03-11",
      mandate: "2026年3月10日委托书",
      cases: [NO],
      papers: [
        {
          caseNo: NO,
          item: text("食品经营许可", "Food business licence"),
          name: text("准予行政许可决定书", "Decision to grant"),
          code: "寿审批准字〔2026〕第000001号",
        },
      ],
      signed: "screen",
      signedName: "张某某",
      witness: "王某某",
      note: "无",
      by: "陈某某",
    },
    licence: {
      name: "name" in about ? about.name : text("证照", "Licence"),
      number: "JY23707830000179",
      identifier: "1.2.156.3005.2.11100000MB00001741003.11370783MB0000115K.2026000017.001.I",
      issuedOn: "2026-03-12",
      validFrom: "2026-03-12",
      validUntil: "2031-03-11",
      trust: "A",
      elements: ("elements" in about ? about.elements : [{ id: "名称", en: "Name" }]).map(({ id, en }) => ({
        id,
        label: id,
        en,
        value: "示例",
      })),
    },
    county: { name: content.shared.county.name, hotline: content.shared.county.hotline },
  };
}

function sampleForm(content: Content): SampleData {
  const form: SampleData = {};
  for (const source of content.packages.values())
    for (const section of source.definition.form.sections) {
      const definition = content.forms.get(`${source.folder}/${section.form}`)?.definition;
      if (definition) form[section.id] = sampleOf(definition);
    }
  return form;
}

/** A filled form: something believable in every field. */
export function sampleOf(definition: FormDefinition): SampleData {
  const data: SampleData = {};
  for (const { path, component } of fieldsOf(definition)) {
    if (path.includes("[]")) continue;
    const steps = path.split(".");
    let at = data;
    for (const step of steps.slice(0, -1)) at = (at[step] ??= {}) as SampleData;
    const last = steps.at(-1) ?? path;
    at[last] ??= sampleValue(component);
  }
  return data;
}

function sampleValue(component: FormComponent): unknown {
  const first = optionsOf(component)[0]?.value ?? "";
  switch (componentTypes[component.type]) {
    case "number":
      return 10;
    case "boolean":
      return true;
    case "choice":
      return first;
    case "choices":
      return Object.fromEntries(optionsOf(component).map((option, index) => [option.value, index === 0]));
    case "date-time":
      return "2026-03-12";
    case "rows":
      return [
        Object.fromEntries((component.components ?? []).map((inner) => [inner.key, sampleValue(inner)])),
      ];
    case "object":
      return {};
    case "files":
      return [];
    default:
      return "示例";
  }
}
