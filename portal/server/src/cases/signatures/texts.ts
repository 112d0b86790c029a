import type { Text } from "../../platform/text.ts";

export const signatureTexts = {
  part: { zh: "签名", en: "Signatures" },
  missing: (roles: Text[]): Text => ({
    zh: `还要签名：${roles.map((role) => role.zh).join("、")}`,
    en: `Still to be signed by: ${roles.map((role) => role.en).join(", ")}`,
  }),
  lacks: {
    none: (role: Text): Text => ({
      zh: `还没有请${role.zh}签名。先完成签名才能提交。`,
      en: `${role.en} has not been asked to sign. Sign before you submit.`,
    }),
    again: (role: Text, name: string): Text => ({
      zh: `更正后的内容还要${role.zh} ${name} 重新签名。`,
      en: `${role.en} ${name} has to sign the corrected content anew.`,
    }),
    asked: (role: Text, name: string): Text => ({
      zh: `${role.zh} ${name} 还没有签名。`,
      en: `${role.en} ${name} has not signed yet.`,
    }),
    void: (role: Text, name: string): Text => ({
      zh: `签名后内容有更改，${role.zh} ${name} 的签名已失效，要重新签。`,
      en: `The content changed after ${role.en} ${name} signed: the signature is void and must be given again.`,
    }),
    declined: (role: Text, name: string): Text => ({
      zh: `${role.zh} ${name} 拒绝签名。请与其沟通，或换一位签名人。`,
      en: `${role.en} ${name} declined to sign. Talk to them, or ask somebody else.`,
    }),
    disputed: (role: Text, name: string): Text => ({
      zh: `${role.zh} ${name} 认为内容有误，还没有签名。`,
      en: `${role.en} ${name} says that something is wrong and has not signed.`,
    }),
    expired: (role: Text, name: string): Text => ({
      zh: `给${role.zh} ${name} 的签名链接已过期，请提醒一次重新发送。`,
      en: `The link for ${role.en} ${name} has expired; remind them to send a new one.`,
    }),
  },
  finishFirst: (names: Text[]): Text => ({
    zh: `先完成：${names.map((name) => name.zh).join("、")}`,
    en: `Finish first: ${names.map((name) => name.en).join(", ")}`,
  }),
  together: (role: Text): Text => ({
    zh: `${role.zh}签的内容有更正：先重新签名，签过的更正要一起提交。`,
    en: `What ${role.en} signed is corrected: it is signed anew first, and what was signed is handed in together.`,
  }),
  unknownSigner: { zh: "这份申报不需要这种签名。", en: "This application needs no such signature." },
  noSeat: { zh: "没有这位签名人。", en: "There is no such signatory." },
  taken: {
    zh: "这个身份只要一人签名。要换人请用“换人”。",
    en: "One person signs in this role. Use “replace” to ask somebody else.",
  },
  tooMany: (most: number): Text => ({
    zh: `一份申报最多请 ${most} 次签名，请联系窗口。`,
    en: `At most ${most} requests to sign per application: contact the window.`,
  }),
  remindedJustNow: {
    zh: "刚刚提醒过，10 分钟后可以再提醒。",
    en: "Reminded just now; you can remind again in ten minutes.",
  },
  twice: { zh: "已经请过这个人。", en: "This person has been asked already." },
  nameMissing: { zh: "请填写签名人姓名。", en: "Enter the name of the person." },
  nameDiffers: (name: string): Text => ({
    zh: `应与表单中填写的一致：${name}`,
    en: `It must be as entered in the form: ${name}`,
  }),
  phone: { zh: "请填写 11 位手机号码。", en: "Enter a mobile number of 11 digits." },
  way: { zh: "这里不能用这种方式签名。", en: "This way of signing is not offered here." },
  notSignable: { zh: "现在不能签名。", en: "It cannot be signed now." },
  alreadySigned: { zh: "已经签名。", en: "It is signed already." },
  changed: {
    zh: "内容刚刚有更改，没有签名。请看新的一版再签。",
    en: "The content has just changed; nothing was signed. Read the new version, then sign.",
  },
  wrongName: (name: string): Text => ({
    zh: `请输入您的姓名作为签名，应为：${name}`,
    en: `Type your name to sign; it should be: ${name}`,
  }),
  otherAccount: (name: string): Text => ({
    zh: `“在此签名”须由 ${name} 用自己的账号登录后签；别的人请改用链接。`,
    en: `“Here” means signed by ${name} in their own account; for others use a link.`,
  }),
  reason: { zh: "请写明原因。", en: "Say why." },
  noLink: {
    zh: "这个链接无效：可能已换人、已撤回，或抄写不全。请与申请人联系。",
    en: "This link is not valid: somebody else was asked, it was taken back, or it is incomplete. Ask the applicant.",
  },
  expired: {
    zh: "这个链接已过期。请申请人重新发送。",
    en: "This link has expired. Ask the applicant to send a new one.",
  },
  over: {
    zh: "这份申报已经提交，签名不能再改。",
    en: "The application is filed; signatures can no longer change.",
  },
  noFile: { zh: "没有这个文件。", en: "There is no such file." },
  event: (role: Text, name: string, version: number, hash: string): Text => ({
    zh: `${role.zh} ${name} 签名：第 ${version} 版，内容指纹 ${hash}`,
    en: `Signed by ${role.en} ${name}: version ${version}, content hash ${hash}`,
  }),
  ask: {
    title: (role: Text): Text => ({
      zh: `请您以${role.zh}身份签名`,
      en: `You are asked to sign as ${role.en}`,
    }),
    body: (applicant: Text, title: Text, until: string): Text => ({
      zh: `${applicant.zh} 办理“${title.zh}”，请您阅读并签名。链接 ${until} 前有效，不用注册。`,
      en: `${applicant.en} applies for “${title.en}” and asks you to read and sign. The link is good until ${until}; no account is needed.`,
    }),
  },
  voidParty: {
    title: { zh: "您签名的内容有更改", en: "What you signed has changed" } satisfies Text,
    body: (applicant: Text, title: Text): Text => ({
      zh: `${applicant.zh} 更改了“${title.zh}”的内容，您原来的签名已失效。请看新的一版，重新签名。`,
      en: `${applicant.en} changed “${title.en}”: your signature is void. Please read the new version and sign again.`,
    }),
  },
  told: {
    signed: (role: Text, name: string): Text => ({
      zh: `${role.zh} ${name} 已签名`,
      en: `${role.en} ${name} has signed`,
    }),
    declined: (role: Text, name: string): Text => ({
      zh: `${role.zh} ${name} 拒绝签名`,
      en: `${role.en} ${name} declined to sign`,
    }),
    disputed: (role: Text, name: string): Text => ({
      zh: `${role.zh} ${name} 说内容有误`,
      en: `${role.en} ${name} says that something is wrong`,
    }),
    void: (role: Text, name: string): Text => ({
      zh: `${role.zh} ${name} 的签名已失效`,
      en: `The signature of ${role.en} ${name} is void`,
    }),
    voidBody: {
      zh: "签名后内容有更改。已通知对方看新的一版重新签名。",
      en: "The content changed after it was signed. They were asked to read the new version and sign again.",
    } satisfies Text,
    signedBody: (n: number): Text => ({ zh: `签的是第 ${n} 版。`, en: `They signed version ${n}.` }),
  },
} as const;
