/** Procedures whose time is not counted (行政许可法 art. 45). */
import type { Text } from "../platform/text.ts";

export interface ProcedureKind {
  id: string;
  name: Text;
  law: Text;
}

const ART_45: Text = { zh: "《行政许可法》第四十五条", en: "Administrative Licensing Law, article 45" };

const kind = (id: string, zh: string, en: string): ProcedureKind => ({ id, name: { zh, en }, law: ART_45 });

export const procedureKinds: readonly ProcedureKind[] = [
  kind("hearing", "听证", "Hearing"),
  kind("tender", "招标", "Tender"),
  kind("auction", "拍卖", "Auction"),
  kind("inspection", "检验", "Inspection"),
  kind("testing", "检测", "Testing"),
  kind("quarantine", "检疫", "Quarantine"),
  kind("appraisal", "鉴定", "Appraisal"),
  kind("expert-review", "专家评审", "Expert review"),
];

/** The kind by id, or undefined when the law does not know it. */
export function procedureKind(id: string): ProcedureKind | undefined {
  return procedureKinds.find((entry) => entry.id === id);
}
