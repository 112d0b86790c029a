import { useState } from "react";
import { serverNow } from "../format/now.ts";
import { useFormat } from "../format/use-format.ts";
import { useText } from "../i18n/use-text.ts";
import { useSession } from "../session/session.ts";
import { viewerTexts } from "./texts.ts";

/** Who looks, and since when: laid over the documents that officials read. */
export function useWatermark(): string {
  const t = useText(viewerTexts);
  const format = useFormat();
  const session = useSession();
  const [since] = useState(serverNow);
  return t("watermark", { name: session?.person.name ?? "", at: format.dayTime(since) });
}
