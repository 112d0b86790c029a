import EditOutlined from "@ant-design/icons/es/icons/EditOutlined";
import HistoryOutlined from "@ant-design/icons/es/icons/HistoryOutlined";
import IdcardOutlined from "@ant-design/icons/es/icons/IdcardOutlined";
import ProfileOutlined from "@ant-design/icons/es/icons/ProfileOutlined";
import ShopOutlined from "@ant-design/icons/es/icons/ShopOutlined";
import { useText } from "../i18n/use-text.ts";
import { uiTexts } from "./texts.ts";

export type ProvenanceKind = "licence" | "register" | "last" | "counter" | "typed";

const icons = {
  licence: IdcardOutlined,
  register: ProfileOutlined,
  last: HistoryOutlined,
  counter: ShopOutlined,
  typed: EditOutlined,
} as const;

/** Where a value came from. `label` replaces the short word (e.g. 来自情形回答). */
export function ProvenanceBadge({ kind, label }: { kind: ProvenanceKind; label?: string }) {
  const t = useText(uiTexts);
  const Icon = icons[kind];
  return (
    <span className={`badge-source ${kind}`}>
      <Icon aria-hidden />
      {label ?? t(`source_${kind}`)}
    </span>
  );
}
