import type { Text } from "../platform/text.ts";

const w = (zh: string, en: string): Text => ({ zh, en });

export const kindTexts: Readonly<Record<string, Text>> = {
  draft: w("草稿", "draft"),
  case: w("办件档案", "case file"),
  caseItem: w("子办件", "item of a case"),
  task: w("任务", "task"),
  document: w("文书", "document"),
  file: w("材料文件", "file"),
  licence: w("证照", "licence"),
  message: w("消息", "message"),
  health: w("运行状况", "health"),
  audit: w("审计", "audit"),
  catalogue: w("服务目录", "catalogue"),
  calendar: w("日历", "calendar"),
  visit: w("现场核查", "site visit"),
  outbox: w("发件箱", "outbox"),
  person: w("人员和岗位", "people and posts"),
  credit: w("承诺信用", "broken promises"),
};
export const actionTexts: Readonly<Record<string, Text>> = {
  record: w("登记", "record"),
  approve: w("审核", "approve"),
  assign: w("分派", "assign"),
  change: w("修改", "change"),
  claim: w("取件", "take"),
  clarify: w("请求或作出说明", "ask to explain or explain"),
  complete: w("办理", "complete"),
  correct: w("补正", "correct"),
  create: w("新建", "create"),
  decide: w("决定", "decide"),
  export: w("导出", "export"),
  extend: w("请求延期", "ask for an extension"),
  link: w("关联重复办件", "link a duplicate"),
  attest: w("核原件", "attest the original"),
  mark: w("标记", "mark"),
  note: w("写备注", "write a note"),
  pause: w("停计时", "stop the clock"),
  print: w("打印档案", "print the file"),
  read: w("查看", "read"),
  release: w("退回本组", "give back"),
  remove: w("删除", "remove"),
  retry: w("重试", "retry"),
  repair: w("修复", "repair"),
  review: w("审查", "review"),
  save: w("存意见", "save an opinion"),
  submit: w("提交", "submit"),
  supply: w("补交", "supply"),
  trace: w("看审计", "see its audit"),
  update: w("修改", "update"),
  upload: w("上传", "upload"),
  urge: w("催办", "urge"),
  use: w("使用", "use"),
  verify: w("校验", "verify"),
  view: w("查看", "view"),
  withdraw: w("撤回", "withdraw"),
};
export const fieldTexts: Readonly<Record<string, Text>> = {
  ownerKey: w("申请人", "applicant"),
  departments: w("参与部门", "departments that take part"),
  department: w("承办部门", "department in charge"),
  groups: w("岗位组", "groups of posts"),
  assignee: w("经办人", "holder"),
  to: w("收信人", "addressee"),
};
export const partTexts: Readonly<Record<string, Text>> = {
  summary: w("概况", "outline"),
  applicant: w("申请人名称", "applicant's name"),
  contact: w("联系方式", "contact details"),
  identity: w("证件号码", "identity numbers"),
  data: w("表单内容", "form"),
  materials: w("材料", "documents supplied"),
  documents: w("文书和消息", "notices and messages"),
};
/** An unknown one shows its id. */
export const wordOf = (words: Readonly<Record<string, Text>>, id: string): Text => words[id] ?? w(id, id);

export const whyTexts = {
  yes: (action: Text, thing: Text, as: Text): Text => ({
    zh: `可以${action.zh}${thing.zh}：以“${as.zh}”身份`,
    en: `Yes, ${action.en} the ${thing.en}: as ${as.en}`,
  }),
  no: (reason: Text): Text => ({ zh: `不可以：${reason.zh}`, en: `No: ${reason.en}` }),
  allowed: w("有一条规则允许", "a rule allows it"),
  noRule: w("没有规则给这个身份这项权限", "no rule gives this capacity this right"),
  outside: w("不在您的辖区（部门没有参与）", "outside your area: the department takes no part"),
  notYours: w("不是这个身份自己的", "it does not belong to this capacity"),
  notGroup: w("不属于这个身份的岗位组", "it is for another group of posts"),
  notHolder: w("经办人是别人", "somebody else holds it"),
  condition: w("规则的条件不满足", "the condition of the rule is not met"),
  own: w("本人或本企业的办件须回避", "one keeps out of one's own or one's enterprise's case"),
  nobody: w("没有这个人，或已停用。", "There is no such person, or no longer."),
  onlyOwn: w("只能查自己的权限。", "You may ask about yourself only."),
  badThing: (kinds: string): Text => ({
    zh: `要查的事物写作“类别:编号”，类别可用 ${kinds}。`,
    en: `Name the thing as kind:id; kinds are ${kinds}.`,
  }),
  pastRules: w(
    "岗位是那一天的；规则是现在的：以前的规则文件没有保存，当时的规则可能不同。",
    "The posts are those of that day, the rules today's: earlier policy files are not kept and may have differed.",
  ),
  pastThings: w(
    "事物按现在的状态问：当时由谁承办、在谁手里，请看它的审计。",
    "The thing is asked as it stands now: who handled and held it then stands in its audit.",
  ),
  pastPosts: w(
    "有岗位或委托没有记录起始日，按“一直有”计，不能证明那一天确实有。",
    "Some posts or mandates have no recorded first day and count as always held: that is no proof for that day.",
  ),
  future: w("按已知的岗位起止日期预计。", "By the first and last days of posts as they are known now."),
  change: w(
    "岗位由系统管理岗给予和收回；规则写在权限文件 policy.yaml，由部署人员改。",
    "Posts are given and taken by the administrator; rules stand in policy.yaml and are changed by whoever deploys.",
  ),
};
