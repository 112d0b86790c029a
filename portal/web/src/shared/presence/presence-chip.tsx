import EyeOutlined from "@ant-design/icons/es/icons/EyeOutlined";
import type { PresenceKind } from "@onewindow/server/api";
import { useFormat } from "../format/use-format.ts";
import { useText } from "../i18n/use-text.ts";
import { Chip } from "../ui/chip.tsx";
import { uiTexts } from "../ui/texts.ts";
import { usePresence } from "./use-presence.ts";

/** “Somebody else is looking”: warns before two write the same; ends by itself. */
export function PresenceChip({ kind, id }: { kind: PresenceKind; id: string }) {
  const t = useText(uiTexts);
  const format = useFormat();
  const others = usePresence(kind, id);
  const names = [...new Set(others.filter((other) => !other.me).map((other) => other.name))];
  const words = [
    ...(names.length > 0 ? [t("alsoLooking", { names: names.join(t("alsoJoiner")) })] : []),
    ...(others.some((other) => other.me) ? [t("alsoYou")] : []),
  ];
  const since = others.map((other) => other.since).toSorted()[0];
  return (
    <span role="status" className="presence">
      {words.map((word) => (
        <Chip key={word} tone="yellow" icon={<EyeOutlined aria-hidden />}>
          {word}
          {since === undefined ? null : (
            <span className="visually-hidden"> {t("alsoSince", { at: format.dayTime(since) })}</span>
          )}
        </Chip>
      ))}
    </span>
  );
}
