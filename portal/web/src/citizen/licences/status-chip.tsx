import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import CloseCircleFilled from "@ant-design/icons/es/icons/CloseCircleFilled";
import type { LicenceCard } from "@onewindow/server/api";
import { useServerText } from "../../shared/i18n/use-text.ts";
import { Chip } from "../../shared/ui/chip.tsx";

/** Status by word and shape: 01 is valid, everything else is not. */
export function LicenceStatus({ licence }: { licence: Pick<LicenceCard, "status" | "statusLabel"> }) {
  const s = useServerText();
  const valid = licence.status === "01";
  return (
    <Chip
      tone={valid ? "green" : "red"}
      icon={valid ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />}
    >
      {s(licence.statusLabel)}
    </Chip>
  );
}
