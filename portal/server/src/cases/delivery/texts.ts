import type { Text } from "../../platform/text.ts";

const of = (zh: string, en: string): Text => ({ zh, en });

export const deliveryTexts = {
  window: of("窗口领取", "Collected at the window"),
  post: of("邮寄", "By post"),
  electronic: of("电子送达", "Electronic service"),
  /** Ways of a delivery record that nobody chooses beforehand. */
  direct: of("窗口领取", "Collected at the window"),
  retained: of("留置送达", "Left at the address"),
  entrusted: of("委托送达", "Served by another office"),
  announced: of("公告送达", "Served by public notice"),
  open: of("还没有结果", "No result yet"),
  waits: {
    window: of("等您到综合窗口领取", "Waits for you at the Common Window"),
    post: of("等待寄出", "To be posted"),
    electronic: of("正在送达", "Being served"),
  },
  unread: of("已送到您的空间，您查看即为送达", "In your space: served once you read it"),
  read: (item: Text): Text => of(`已查收“${item.zh}”的结果`, `The result of “${item.en}” was read`),
  none: of("没有要送达的结果", "Nothing to deliver"),
  served: (how: Text, who: string): Text =>
    of(
      who === "" ? `已送达：${how.zh}` : `已送达：${how.zh}，签收人 ${who}`,
      who === "" ? `Served: ${how.en}` : `Served: ${how.en}, received by ${who}`,
    ),
  allSent: of("结果都已送出，不能再改。", "Everything has been sent; the way can no longer change."),
  notOffered: of("这项服务没有这种领取方式。", "This service does not offer that way."),
  address: of("写明邮寄地址。", "Say where to post it."),
  changed: (way: Text): Text => of(`领取方式改为：${way.zh}`, `Results now come: ${way.en}`),
} as const;
