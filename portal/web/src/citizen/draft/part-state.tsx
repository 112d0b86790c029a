import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import EditOutlined from "@ant-design/icons/es/icons/EditOutlined";
import ExclamationCircleFilled from "@ant-design/icons/es/icons/ExclamationCircleFilled";
import LockOutlined from "@ant-design/icons/es/icons/LockOutlined";
import MinusOutlined from "@ant-design/icons/es/icons/MinusOutlined";
import type { DraftPart } from "@onewindow/server/api";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Chip } from "../../shared/ui/chip.tsx";
import type { ChipTone } from "../../shared/ui/chip.tsx";
import { draftTexts } from "./texts.ts";

type State = DraftPart["state"];

export const partIcons = {
  completed: CheckCircleFilled,
  incomplete: EditOutlined,
  "not-started": MinusOutlined,
  problem: ExclamationCircleFilled,
  locked: LockOutlined,
} as const;

const tones: Record<State, ChipTone> = {
  completed: "green",
  incomplete: "blue",
  "not-started": "default",
  problem: "red",
  locked: "line",
};

/** Numbers of the parts that must be completed first, e.g. 2、3. */
function openBefore(parts: readonly DraftPart[], part: DraftPart): number[] {
  const at = parts.findIndex((entry) => entry.id === part.id);
  return parts.slice(0, at).flatMap((entry, index) => (entry.state === "completed" ? [] : [index + 1]));
}

/** State of a part in words: begun looks different from untouched, a lock says what opens it. */
export function usePartWords(parts: readonly DraftPart[]): (part: DraftPart) => string {
  const t = useText(draftTexts);
  const s = useServerText();
  return (part) => {
    const note = s(part.note);
    switch (part.state) {
      case "completed":
        return t("completed");
      case "not-started":
        return t("notStarted");
      case "incomplete":
        if (note !== "") return note;
        return part.total > part.done ? t("incompleteLeft", { n: part.total - part.done }) : t("incomplete");
      case "problem":
        return note === "" ? t("problem") : note;
      case "locked": {
        const open = openBefore(parts, part);
        if (open.length > 0) return t("finishFirst", { parts: open.join(t("joiner")) });
        return note === "" ? t("locked") : note;
      }
    }
  };
}

export function PartStateChip({ parts, part }: { parts: readonly DraftPart[]; part: DraftPart }) {
  const words = usePartWords(parts);
  const Icon = partIcons[part.state];
  return (
    <Chip tone={tones[part.state]} icon={<Icon aria-hidden />}>
      {words(part)}
    </Chip>
  );
}
