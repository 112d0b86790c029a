import type { Text } from "../platform/text.ts";

export const texts = {
  noPackage: (id: string): Text => ({ zh: `没有服务“${id}”`, en: `There is no service “${id}”` }),
  noForm: (id: string): Text => ({ zh: `没有表单“${id}”`, en: `There is no form “${id}”` }),
  noDecision: (id: string): Text => ({ zh: `没有决策“${id}”`, en: `There is no decision “${id}”` }),
  noDepartment: (id: string): Text => ({ zh: `没有部门“${id}”`, en: `There is no department “${id}”` }),
  decisionFailed: (id: string): Text => ({
    zh: `决策“${id}”没有得出结果，请联系管理员查看内容`,
    en: `The decision “${id}” gave no result; ask an administrator to look at the content`,
  }),
  brokenContent: {
    zh: "内容有误，服务器没有启动（onewindow check 可以单独检查）：",
    en: "The content is broken, so the server has not started (onewindow check looks at it alone):",
  } satisfies Text,
  noFee: { zh: "不收费", en: "No fee" } satisfies Text,
  fee: (amount: number): Text => ({ zh: `${amount} 元`, en: `${amount} yuan` }),
  sources: {
    applicant: { zh: "您上传", en: "You upload it" },
    form: { zh: "在线生成", en: "Made online" },
    licence: { zh: "系统调取，没有再上传", en: "Fetched; uploaded only when not found" },
    item: { zh: "办理途中生成", en: "Made on the way" },
    department: { zh: "由部门提供", en: "Supplied by the department" },
  } satisfies Record<string, Text>,
  inputsUnknown: { zh: "没有可看的内容", en: "Nothing to look at" } satisfies Text,
  fromRegister: { zh: "登记信息", en: "Register" } satisfies Text,
  fromLicence: (name: Text): Text => ({ zh: `来自${name.zh}`, en: `From ${name.en}` }),
} as const;
