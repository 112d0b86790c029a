/** Pages that the palette opens, by shell and by what the capacity may do. */
import type { ShellName } from "../../shared/theme/themes.ts";
import type { Named } from "./match.ts";

export interface PalettePage extends Named {
  to: string;
  shell: ShellName;
  /** Beginning of an ability; absent: everybody. */
  needs?: string;
}

const page = (
  shell: ShellName,
  to: string,
  [zh, en, pinyin]: [string, string, string],
  needs?: string,
): PalettePage => ({ shell, to, zh, en, pinyin, ...(needs === undefined ? {} : { needs }) });

export const PAGES: readonly PalettePage[] = [
  page("citizen", "/", ["首页", "Home", "shou ye"]),
  page("citizen", "/services", ["服务", "Services", "fu wu"]),
  page("citizen", "/cases", ["办件", "Cases", "ban jian"]),
  page("citizen", "/licences", ["证照", "Licences", "zheng zhao"]),
  page("citizen", "/messages", ["消息", "Messages", "xiao xi"]),
  page("citizen", "/messages?view=settings", ["消息设置", "Message settings", "xiao xi she zhi"]),
  page("citizen", "/verify", ["验证证照", "Verify a licence", "yan zheng zheng zhao"]),
  page("workbench", "/w/inbox", ["待办", "Inbox", "dai ban"], "tasks."),
  page("workbench", "/w/desk", ["出件", "Delivery desk", "chu jian"], "deliveries."),
  page("workbench", "/w/search", ["查询", "Search", "cha xun"], "cases.trace"),
  page("workbench", "/w/ratings", ["评价", "Ratings", "ping jia"], "ratings.report"),
  page("workbench", "/w/credit", ["信用", "Credit", "xin yong"], "credit."),
  page("workbench", "/a/users", ["人员", "People and posts", "ren yuan"], "people."),
  page("workbench", "/a/audit", ["审计", "Audit", "shen ji"], "audit."),
  page("workbench", "/a/why", ["权限说明", "Why can X see this?", "quan xian shuo ming"], "audit."),
  page("workbench", "/a/calendars", ["日历", "Calendar", "ri li"], "calendar."),
  page("workbench", "/a/incidents", ["修复", "Repair", "xiu fu"], "health."),
  page("workbench", "/a/outbox", ["发件箱", "Outbox", "fa jian xiang"], "outbox."),
  page("workbench", "/a/health", ["运行", "Health", "yun xing"], "health."),
];
