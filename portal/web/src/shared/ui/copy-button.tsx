import CheckOutlined from "@ant-design/icons/es/icons/CheckOutlined";
import CopyOutlined from "@ant-design/icons/es/icons/CopyOutlined";
import { useEffect, useState } from "react";
import { useText } from "../i18n/use-text.ts";
import { uiTexts } from "./texts.ts";

/** Copies `value` (without spaces of display) and says so. `what` names it for screen readers. */
export function CopyButton({
  value,
  what,
  withWord = false,
}: {
  value: string;
  what: string;
  withWord?: boolean;
}) {
  const t = useText(uiTexts);
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(() => setDone(false), 3000);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <>
      <button
        type="button"
        className="link-button nowrap copy-button"
        aria-label={`${t("copy")} ${what}`}
        onClick={() => {
          void navigator.clipboard.writeText(value).then(() => setDone(true));
        }}
      >
        {done ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />}
        {withWord ? ` ${done ? t("copied") : t("copy")}` : ""}
      </button>
      <span role="status" className="visually-hidden">
        {done ? t("copied") : ""}
      </span>
    </>
  );
}
