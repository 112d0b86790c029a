import type { Text } from "../platform/text.ts";

export const identityTexts = {
  wrongCredentials: {
    zh: "用户名或密码不正确。",
    en: "The user name or the password is not right.",
  },
  noCapacity: { zh: "您没有这个身份。", en: "You do not have this capacity." },
  signedOut: { zh: "您已退出登录，请重新登录。", en: "You are signed out. Sign in again." },
} satisfies Record<string, Text>;

export function waitText(seconds: number): Text {
  return {
    zh: `登录失败次数过多，请在 ${seconds} 秒后重试。`,
    en: `Too many failed sign-ins. Try again in ${seconds} seconds.`,
  };
}

export const roleNames: Readonly<Record<string, Text>> = {
  clerk: { zh: "窗口岗", en: "window clerk" },
  reviewer: { zh: "审查岗", en: "reviewer" },
  approver: { zh: "审核岗", en: "approver" },
  decider: { zh: "决定岗", en: "decider" },
  admin: { zh: "系统管理岗", en: "administrator" },
};

/** Names used until the content says otherwise (processes/shared/departments.yaml). */
export const departmentNames: Readonly<Record<string, Text>> = {
  window: { zh: "综合窗口", en: "Common Window" },
  "approval-bureau": { zh: "行政审批服务局", en: "Administrative Approval Bureau" },
  "market-supervision": { zh: "市场监督管理局", en: "Market Supervision Bureau" },
  "city-management": { zh: "综合行政执法局", en: "City Management Bureau" },
  "fire-brigade": { zh: "消防救援大队", en: "Fire and Rescue Brigade" },
  tobacco: { zh: "烟草专卖局", en: "Tobacco Monopoly Bureau" },
  county: { zh: "县（市）政务服务管理办公室", en: "County Government Service Office" },
};

/** A name that is missing everywhere shows its id. */
export const named = (names: Readonly<Record<string, Text>>, id: string): Text =>
  names[id] ?? { zh: id, en: id };

export const selfLabel = (name: string): Text => ({ zh: `${name}·本人`, en: `${name}, myself` });
export const enterpriseLabel = (name: Text): Text => ({
  zh: `企业·${name.zh}`,
  en: `Enterprise: ${name.en}`,
});
export const postLabel = (department: Text, role: Text): Text => ({
  zh: `${department.zh}·${role.zh}`,
  en: `${department.en}, ${role.en}`,
});
