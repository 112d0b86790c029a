import type { Text } from "../platform/text.ts";

const w = (zh: string, en: string): Text => ({ zh, en });

export const peopleTexts = {
  nobody: w("没有这个人。", "There is no such person."),
  noPost: w("没有这个岗位任期。", "There is no such post."),
  taken: w("这个用户名已被使用，请换一个。", "This user name is taken; choose another."),
  unknownDepartment: w("没有这个部门。", "There is no such department."),
  unknownRole: w(
    "权限文件里这个部门没有这个岗位。",
    "The policy file knows no such role in this department.",
  ),
  order: w("结束日期早于开始日期或今天。", "The last day is before the first one, or past."),
  held: w("此人已有这个岗位。", "They hold this post already."),
  self: w("不能给自己岗位，请另一位管理员给。", "Nobody gives themselves a post: ask another administrator."),
  last: w(
    "这是最后一位管理员，不能结束：先让另一人成为管理员。",
    "This is the last administrator and cannot end: make somebody else administrator first.",
  ),
  lastHolder: (tasks: number): Text =>
    w(
      `${tasks} 件待办只有此人的岗位能办：先把岗位给另一个人。要立即停用此人，请重置登录。`,
      `${tasks} open tasks belong to a team that would have nobody: give the post to somebody else first. To shut the person out at once, reset the sign-in.`,
    ),
  over: w("这个岗位已经结束。", "This post has ended already."),
  notWaiting: w("这个岗位不在等待确认。", "This post does not wait for a confirmation."),
  second: w(
    "须由另一位管理员确认；提出的人和本人都不能确认。",
    "Another administrator must confirm it: neither who proposed it nor who gets it.",
  ),
  alone: w(
    "只有一位管理员，没有人能确认：请在服务器上用 onewindow admin create 建立第二位。",
    "There is one administrator only and nobody to confirm: make the second at the server with onewindow admin create.",
  ),
  overtaken: w("管理员岗位刚被改过，请重新查看。", "An administrator's post has just changed: look again."),
};

/** Conditions of rules in words, by the field they ask. */
const conditionTexts: Readonly<Record<string, Text>> = {
  departments: w("本部门参与的", "in which the department takes part"),
  department: w("本部门承办的", "that the department handles"),
  groups: w("本岗位组的", "of the own group of posts"),
  assignee: w("由本人经办的", "held by oneself"),
  ownerKey: w("本身份自己的", "of the capacity itself"),
  to: w("发给本身份的", "sent to the capacity"),
};
export const conditionWord = (field: string): Text => conditionTexts[field] ?? w(field, field);
