import assert from "node:assert/strict";
import { test } from "node:test";
import { loadContent } from "./content/load-content.ts";
import { home } from "./content/testing.ts";
import { createSearch } from "./search.ts";
import type { SearchIndex } from "./search.ts";

const others = [
  {
    id: "newborn",
    names: [{ zh: "新生儿出生", en: "Birth of a child" }],
    keywords: ["上户口"],
    pinyin: ["xin sheng er chu sheng"],
  },
  { id: "retire", names: [{ zh: "退休", en: "Retirement" }], keywords: ["养老金"], pinyin: ["tui xiu"] },
  {
    id: "transport",
    names: [{ zh: "开办运输企业", en: "Open a transport company" }],
    keywords: ["货运"],
    pinyin: ["kai ban yun shu qi ye"],
  },
  {
    id: "deregister",
    names: [{ zh: "企业注销", en: "Close a company" }],
    keywords: ["注销公司"],
    pinyin: ["qi ye zhu xiao"],
  },
];

async function index(): Promise<SearchIndex> {
  const content = await loadContent(home);
  const packages = [...content.packages.values()].map(({ definition }) => ({
    id: definition.id,
    names: [definition.name, definition.summary, ...definition.items.map((item) => item.name)],
    keywords: definition.keywords,
    pinyin: [definition.pinyin ?? "", ...definition.items.map((item) => item.pinyin ?? "")],
  }));
  return createSearch([...others, ...packages], content.shared.synonyms);
}

const queries = [
  "开饭店",
  "开个小饭店",
  "我想开个饭馆",
  "开餐馆",
  "餐馆",
  "小吃店怎么办手续",
  "开面馆",
  "烧烤店",
  "火锅店开业",
  "早餐店",
  "包子铺",
  "奶茶店",
  "开奶茶店要什么手续",
  "咖啡馆",
  "咖啡店",
  "蛋糕店",
  "面包店",
  "烘焙店",
  "单位食堂",
  "职工食堂",
  "快餐店",
  "酒楼",
  "餐厅",
  "饭馆",
  "卫生许可证",
  "卫生证",
  "餐饮许可证",
  "食品证怎么办",
  "食品经营许可",
  "食品经营许可证",
  "门头招牌",
  "店招",
  "牌匾",
  "发光字",
  "灯箱",
  "户外招牌",
  "消防检查",
  "消防验收",
  "消防证",
  "开业消防",
  "烟草证",
  "烟证",
  "卖烟",
  "香烟零售",
  "预包装食品备案",
  "小卖部",
  "营业执照核验",
  "kbcyd",
  "canyin",
  "kaibancanyindian",
  "开办餐引店",
  "restaurant",
  "restuarant",
  "tea shop",
  "food licence",
  "shop sign",
  "tobacco",
];

test("what people say finds the restaurant package among the first three", async () => {
  const search = await index();
  assert.ok(queries.length >= 50);
  const missed = queries.filter((query) => {
    const first = search
      .find(query)
      .slice(0, 3)
      .map((hit) => hit.id);
    return !first.includes("catering-shop");
  });
  assert.deepEqual(missed, []);
});

test("other services are found by their own words, before the restaurant", async () => {
  const search = await index();
  for (const [query, id] of [
    ["上户口", "newborn"],
    ["退休", "retire"],
    ["tuixiu", "retire"],
    ["注销公司", "deregister"],
    ["货运", "transport"],
  ] as const)
    assert.equal(search.find(query)[0]?.id, id, query);
});

test("nonsense finds nothing, and the nearest are offered", async () => {
  const search = await index();
  assert.deepEqual(search.find("量子引力"), []);
  assert.equal(search.nearest("餐饮", 3)[0], "catering-shop");
});

test("an empty query lists everything", async () => {
  assert.equal((await index()).find("  ").length, others.length + 1);
});
