import type { Text } from "../platform/text.ts";

export const identityTexts = {
  wrongCredentials: {
    zh: "用户名或密码不正确。",
    en: "The user name or the password is not right.",
  },
  choose: {
    zh: "这是管理员给的临时密码，请设一个自己的密码。",
    en: "An administrator gave this password for one sign-in: choose one of your own.",
  },
  temporaryOver: {
    zh: "临时密码已过期，请管理员再重置一次。",
    en: "The password that was given has run out. Ask an administrator to reset it again.",
  },
  samePassword: { zh: "请换一个与临时密码不同的密码。", en: "Choose another password than the one given." },
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
  feedback: { zh: "好差评岗", en: "ratings officer" },
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

/** What an agent's mandate allows, in words; the actions stand in policy.yaml. */
const mandateNames: Readonly<Record<string, Text>> = {
  look: { zh: "查看", en: "look" },
  file: { zh: "申报", en: "file" },
  receive: { zh: "领取结果", en: "receive" },
};
export const mandateText = (scope: readonly string[] | null): Text => {
  const names = scope?.map((id) => named(mandateNames, id));
  return names === undefined
    ? { zh: "代办：全部事项", en: "agent: everything" }
    : {
        zh: `代办：${names.map(({ zh }) => zh).join("、")}`,
        en: `agent: ${names.map(({ en }) => en).join(", ")}`,
      };
};

/** The terminal's words about the first administrator. */
export const administratorTexts = {
  username: {
    zh: "用户名须为 2 至 40 个小写字母、数字、点、横线，以字母开头，例如 han.guanli",
    en: "A user name has 2 to 40 small letters, digits, dots, dashes and starts with a letter, for example han.guanli",
  },
  name: { zh: "姓名须为 1 至 60 个字", en: "A name has 1 to 60 characters" },
  passwordShort: { zh: "密码至少 12 个字符", en: "A password has at least 12 characters" },
  passwordLong: { zh: "密码最多 200 个字符", en: "A password has at most 200 characters" },
  passwordName: { zh: "密码不能包含用户名", en: "A password must not contain the user name" },
  taken: (username: string): Text => ({
    zh: `用户名 ${username} 已被使用，请换一个`,
    en: `The user name ${username} is taken; choose another`,
  }),
  ask: {
    username: { zh: "用户名", en: "User name" },
    name: { zh: "姓名", en: "Full name" },
    password: {
      zh: "密码（至少 12 个字符，输入时不显示）",
      en: "Password (12 characters or more, not shown)",
    },
    again: { zh: "再输入一次密码", en: "The password once more" },
  },
  differs: { zh: "两次输入的密码不一样，没有建立账号", en: "The passwords differ; no account was made" },
  flagMissing: (flag: string): Text => ({
    zh: `缺少 --${flag}=…，例如 onewindow admin create --username=han.guanli --name=韩管理 < 密码文件`,
    en: `--${flag}=… is missing, for example onewindow admin create --username=han.guanli --name="Han Guanli" < password-file`,
  }),
  noPasswordFlag: {
    zh: "密码不能写在命令行上（别的用户和历史记录会看到）：在提示后输入，或从标准输入给出，例如 … < 密码文件",
    en: "A password does not belong on the command line, where other users and the history see it: type it when asked, or give it on stdin, for example … < password-file",
  },
  unknownFlag: (flag: string): Text => ({
    zh: `没有 ${flag} 这个选项，可用 --username=… 和 --name=…`,
    en: `There is no option ${flag}; there are --username=… and --name=…`,
  }),
  made: (username: string): Text => ({
    zh: `已建立管理员账号 ${username}，启动服务后即可登录`,
    en: `The administrator ${username} is made and can sign in once the server runs`,
  }),
};
