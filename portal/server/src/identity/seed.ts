/** The accounts of the demo county. Names, numbers and addresses are invented; serial 000 marks made-up identity numbers. */
import type { Store } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import { enterprises, persons, posts, type EnterpriseDocument } from "./model.ts";
import { hashPassword } from "./passwords.ts";

/** The one password of all demo accounts, shown on the sign-in page. */
export const DEMO_PASSWORD = "onewindow-demo";

interface Account {
  username: string;
  name: string;
  who: Text;
  citizen?: { idNumber: string; phone: string; address: string };
  posts?: { department: string; roles: string[] }[];
}

const staff = (
  username: string,
  name: string,
  department: string,
  roles: string[],
  zh: string,
  en: string,
): Account => ({
  username,
  name,
  who: { zh, en },
  posts: [{ department, roles }],
});

const accounts: Account[] = [
  {
    username: "zhang",
    name: "张小满",
    who: { zh: "市民，小满家常菜馆（示例）经营者", en: "citizen, owner of Xiaoman Home Cooking (example)" },
    citizen: { idNumber: "370783199001010002", phone: "13800000001", address: "寿光市圣城街道示例路 1 号" },
  },
  {
    username: "li",
    name: "李春和",
    who: { zh: "市民，春和面馆（示例）经营者", en: "citizen, owner of Chunhe Noodles (example)" },
    citizen: { idNumber: "370783197502150004", phone: "13800000002", address: "寿光市文家街道示例路 2 号" },
  },
  staff("window1", "王一窗", "window", ["clerk"], "综合窗口 1 号", "common window 1"),
  staff("window2", "赵二窗", "window", ["clerk"], "综合窗口 2 号", "common window 2"),
  staff(
    "food.review",
    "孙食审",
    "approval-bureau",
    ["reviewer"],
    "行政审批服务局·审查岗",
    "Approval Bureau, reviewer",
  ),
  staff(
    "food.approve",
    "周食核",
    "approval-bureau",
    ["approver"],
    "行政审批服务局·审核岗",
    "Approval Bureau, approver",
  ),
  staff(
    "food.decide",
    "吴食定",
    "approval-bureau",
    ["decider", "approver"],
    "行政审批服务局·决定岗",
    "Approval Bureau, decider",
  ),
  staff(
    "sign.review",
    "郑城审",
    "city-management",
    ["reviewer"],
    "综合行政执法局·审查岗",
    "City Management, reviewer",
  ),
  staff(
    "sign.decide",
    "冯城定",
    "city-management",
    ["decider", "approver"],
    "综合行政执法局·决定岗",
    "City Management, decider",
  ),
  staff(
    "fire.review",
    "陈消审",
    "fire-brigade",
    ["reviewer"],
    "消防救援大队·审查岗",
    "Fire Brigade, reviewer",
  ),
  staff(
    "fire.decide",
    "褚消定",
    "fire-brigade",
    ["decider", "approver"],
    "消防救援大队·决定岗",
    "Fire Brigade, decider",
  ),
  staff(
    "market.review",
    "卫市审",
    "market-supervision",
    ["reviewer"],
    "市场监督管理局·审查岗",
    "Market Supervision, reviewer",
  ),
  staff(
    "tobacco.review",
    "蒋烟审",
    "tobacco",
    ["reviewer"],
    "烟草专卖局·审查岗",
    "Tobacco Monopoly Bureau, reviewer",
  ),
  staff(
    "tobacco.decide",
    "沈烟定",
    "tobacco",
    ["decider", "approver"],
    "烟草专卖局·决定岗",
    "Tobacco Monopoly Bureau, decider",
  ),
  staff(
    "rating1",
    "何评一",
    "county",
    ["feedback"],
    "政务服务管理办公室·好差评岗",
    "Government Service Office, ratings",
  ),
  staff(
    "rating2",
    "吕评二",
    "county",
    ["feedback"],
    "政务服务管理办公室·好差评岗 2",
    "Government Service Office, ratings 2",
  ),
  staff("admin", "韩管理", "county", ["admin"], "系统管理", "system administrator"),
  staff(
    "admin2",
    "许复核",
    "county",
    ["admin"],
    "系统管理，第二人",
    "system administrator, the second person",
  ),
  {
    username: "both",
    name: "何双岗",
    who: {
      zh: "两个岗位：行政审批服务局·审查岗，市场监督管理局·决定岗",
      en: "two posts: Approval Bureau, reviewer; Market Supervision, decider",
    },
    posts: [
      { department: "approval-bureau", roles: ["reviewer"] },
      { department: "market-supervision", roles: ["decider", "approver"] },
    ],
  },
  {
    username: "agent",
    name: "秦代办",
    who: {
      zh: "小满家常菜馆（示例）的代办人：申报，有期限",
      en: "agent of Xiaoman Home Cooking (example): may file, for a time",
    },
    citizen: { idNumber: "370783198805060009", phone: "13800000003", address: "寿光市洛城街道示例路 3 号" },
  },
];
const firstDay = "2026-01-01";

const firms: (EnterpriseDocument & { id: string })[] = [
  {
    id: "xiaoman",
    name: { zh: "小满家常菜馆（示例）", en: "Xiaoman Home Cooking (example)" },
    uscc: "92370783MACE00001H",
    legalRepresentative: "张小满",
    phone: "13800000001",
    town: "370783001",
    address: "寿光市圣城街道示例路 1 号",
    businessScope: "餐饮服务；烟草制品零售",
    establishedOn: "2025-11-03",
    members: [
      { personId: "zhang", role: "owner" },
      {
        personId: "agent",
        role: "agent",
        scope: ["look", "file"],
        from: "2026-01-01",
        until: "2027-12-31",
      },
    ],
  },
  {
    id: "chunhe",
    name: { zh: "春和面馆（示例）", en: "Chunhe Noodles (example)" },
    uscc: "92370783MACE00002L",
    legalRepresentative: "李春和",
    phone: "13800000002",
    town: "370783003",
    address: "寿光市文家街道示例路 2 号",
    businessScope: "餐饮服务",
    establishedOn: "2025-12-08",
    members: [{ personId: "li", role: "owner" }],
  },
];

/** Makes the demo accounts in an empty store; does nothing when there is any person. Answers whether it did. */
export async function seedDemo(store: Store): Promise<boolean> {
  if ((await store.collection(persons).count()) > 0) return false;
  // one hash for all: the password is public
  const password = await hashPassword(DEMO_PASSWORD);
  await store.transaction((tx) => {
    accounts.forEach(({ username, name, who, citizen, posts: held = [] }, order) => {
      tx.insert(persons, {
        id: username,
        username,
        name,
        language: "zh",
        password,
        idNumber: citizen?.idNumber ?? null,
        phone: citizen?.phone ?? null,
        address: citizen?.address ?? null,
        active: true,
        demo: { order, who },
      });
      held.forEach(({ department, roles }, at) =>
        tx.insert(posts, {
          id: at === 0 ? username : `${username}.${at + 1}`,
          personId: username,
          department,
          role: roles[0] ?? "",
          roles,
          groups: roles.map((role) => `${department}:${role}`),
          active: true,
          from: firstDay,
        }),
      );
    });
    for (const firm of firms) tx.insert(enterprises, firm);
  });
  return true;
}
