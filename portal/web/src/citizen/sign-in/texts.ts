import { defineTexts } from "../../shared/i18n/texts.ts";

export const signInTexts = defineTexts({
  title: { zh: "登录", en: "Sign in" },
  username: { zh: "用户名", en: "User name" },
  password: { zh: "密码", en: "Password" },
  showPassword: { zh: "显示密码", en: "Show the password" },
  signIn: { zh: "登录", en: "Sign in" },
  usernameMissing: { zh: "填用户名", en: "Enter your user name" },
  newPassword: { zh: "自己的新密码（至少 12 个字符）", en: "Your own new password (12 characters or more)" },
  passwordMissing: { zh: "填密码", en: "Enter your password" },
  demo: { zh: "演示账号", en: "Demo accounts" },
  demoHint: {
    zh: "这是示范县，点一个账号直接登录。",
    en: "This is a demo county: choose an account to sign in.",
  },
  demoPassword: { zh: "密码都是", en: "Password of all:" },
  already: { zh: "您已登录：{name}", en: "You are signed in: {name}" },
  goOn: { zh: "继续", en: "Go on" },
  paste: { zh: "可以粘贴；不用验证码拼图。", en: "You may paste; there are no puzzles." },
});
