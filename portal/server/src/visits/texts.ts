import type { Text } from "../platform/text.ts";

const of = (zh: string, en: string): Text => ({ zh, en });

export const resultTexts = {
  pass: of("通过", "Passed"),
  rectify: of("整改后再次核查", "To be put right, then visited again"),
  fail: of("不符合", "Not met"),
} as const;
export const stateTexts = {
  gathering: of("等约定时间", "To be appointed"),
  appointed: of("已约定", "Appointed"),
  done: of("已完成", "Done"),
  cancelled: of("已取消", "Cancelled"),
} as const;

export const visitTexts = {
  none: of("没有这次核查，或不在您的办理范围。", "There is no such visit, or it is not within your post."),
  ownCase: of(
    "这是您本人（或您的企业）的办件，须由他人办理。",
    "This is your own case (or your enterprise's); somebody else must handle it.",
  ),
  notInReview: of("只有审查中的事项可以提出现场核查。", "Only an item in review can ask for a site visit."),
  already: of("这个事项的现场核查已在进行。", "A site visit for this item is under way already."),
  purpose: of("写明要核查什么。", "Say what is to be looked at."),
  along: of("只能请本办件涉及的部门一起去。", "Only departments of this case can be asked along."),
  changed: of(
    "内容已被别人更改，请刷新后再试。",
    "Somebody changed this meanwhile; load it again and repeat.",
  ),
  over: of("这次核查已经结束。", "This visit is over."),
  recorded: of(
    "已经开始记录，不能再改约定。",
    "The record has been begun; the appointment can no longer change.",
  ),
  notAppointed: of("先约定时间和人员。", "Appoint the time and the inspectors first."),
  tooEarly: of("还没到约定的时间，不能记录。", "It cannot be recorded before the time appointed."),
  workingDay: of("请选工作日。", "Choose a working day."),
  notice: (earliest: string): Text =>
    of(
      `最早约在 ${earliest}，要提前告知申请人。`,
      `${earliest} at the earliest: the applicant is told in advance.`,
    ),
  times: of("结束时间要晚于开始时间。", "The end must be later than the beginning."),
  place: of("写明核查地点。", "Say where."),
  two: of(
    "现场核查须有两名以上工作人员（《行政许可法》第三十四条）。",
    "A site visit needs at least two officials (Administrative Licensing Law, art. 34).",
  ),
  inspector: of("只能派涉及部门的人员。", "Only staff of the departments concerned can be sent."),
  eachDepartment: (name: Text): Text =>
    of(`${name.zh}至少要有一人到场。`, `At least one of ${name.en} must be there.`),
  findingMissing: (name: Text): Text => of(`${name.zh}还没有核查结论。`, `${name.en} has no result yet.`),
  findingWords: of("写明核查情况。", "Say what was found."),
  points: of("写明要整改什么。", "Say what is to be put right."),
  until: of("整改期限要在核查日之后。", "The time to put it right must end after the visit."),
  notInspector: of("只有到场的核查人员能签名。", "Only inspectors who were there can sign."),
  signedAlready: of("您已经签过名。", "You have signed already."),
  signChanged: of(
    "记录在您看过以后有改动，请重新看过再签名。",
    "The record changed after you read it; read it again, then sign.",
  ),
  reason: of("请写明原因。", "Give the reason."),
  photoLimit: of("最多 40 张照片。", "At most 40 photos."),
  photoBad: of(
    "照片打不开，请重新拍摄或选择 JPG、PNG 图片。",
    "The photo cannot be opened; take it again or choose a JPG or PNG.",
  ),
  noPhoto: of("没有这张照片。", "There is no such photo."),
  moveWanted: of("写明您方便的时间。", "Say when it suits you."),
  moveLate: (until: string): Text =>
    of(
      `改时间最迟要在 ${until} 提出；有急事请打电话。`,
      `Another time can be asked for until ${until}; if it is urgent, telephone.`,
    ),
  moveOnce: (n: number): Text =>
    of(`最多请求改 ${n} 次。`, `Another time can be asked for ${n === 1 ? "once" : `${n} times`}.`),

  event: {
    asked: (name: Text): Text => of(`${name.zh}：提出现场核查`, `${name.en}: a site visit is asked for`),
    appointed: (when: Text, n: number): Text =>
      of(`现场核查约在 ${when.zh}，${n} 个部门`, `Site visit on ${when.en}, ${n} departments`),
    move: (wanted: string): Text =>
      of(`申请人请求改核查时间：${wanted}`, `The applicant asks for another time: ${wanted}`),
    signed: (name: string): Text =>
      of(`${name}在现场核查记录上签名`, `${name} signed the record of the visit`),
    done: (name: Text, result: Text): Text =>
      of(`${name.zh} 现场核查：${result.zh}`, `${name.en}, site visit: ${result.en}`),
    cancelled: of("现场核查已取消", "The site visit was cancelled"),
  },
  askedTitle: (title: Text): Text => of(`现场核查待约定：${title.zh}`, `Site visit to appoint: ${title.en}`),
  alongTitle: (title: Text): Text =>
    of(`请一起现场核查：${title.zh}`, `Asked along to a site visit: ${title.en}`),
  appointedTitle: (when: Text): Text => of(`现场核查：${when.zh}`, `Site visit: ${when.en}`),
  appointedBody: (place: string, who: Text, prepare: string): Text =>
    of(
      `地点：${place}。来的人：${who.zh}。${prepare === "" ? "" : `请准备：${prepare}。`}办理期限照常计算；时间不方便可以请求改一次。`,
      `Place: ${place}. Who comes: ${who.en}. ${prepare === "" ? "" : `Please prepare: ${prepare}. `}The time limit runs on; you may ask for another time.`,
    ),
  moveTitle: of("申请人请求改核查时间", "The applicant asks for another time"),
  moveBody: (wanted: string, reason: string): Text => of(`${wanted}。${reason}`, `${wanted}. ${reason}`),
  keptTitle: (when: Text): Text => of(`核查时间不变：${when.zh}`, `The visit stays on ${when.en}`),
  system: of("系统", "System"),
  itemsEnded: of(
    "要现场核查的事项都已结束，不再上门。",
    "All items that the visit was for have ended; nobody will come.",
  ),
  cancelledTitle: of("现场核查已取消", "The site visit is cancelled"),
} as const;
