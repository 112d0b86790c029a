import { useEffect, useId, useRef } from "react";
import { useText } from "../i18n/use-text.ts";
import { uiTexts } from "./texts.ts";

export interface SummaryError {
  /** Id of the element to focus. */
  target: string;
  text: string;
}

/**
 * "有 3 处需要修改": takes the focus whenever `attempt` grows, links to the fields with the words shown there, and puts
 * "错误：" before the page's title.
 */
export function ErrorSummary({ errors, attempt }: { errors: SummaryError[]; attempt: number }) {
  const t = useText(uiTexts);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const any = errors.length > 0;
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  useEffect(() => {
    if (!any) return undefined;
    const prefix = t("errorPrefix");
    if (!document.title.startsWith(prefix)) document.title = prefix + document.title;
    return () => {
      if (document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length);
    };
  }, [any, t]);
  if (!any) return null;
  return (
    <div className="error-summary" role="group" aria-labelledby={id} tabIndex={-1} ref={box}>
      <h2 id={id}>{t("thingsToFix", { n: errors.length })}</h2>
      <ul>
        {errors.map((error) => (
          <li key={error.target}>
            <a
              href={`#${error.target}`}
              onClick={(event) => {
                event.preventDefault();
                const field = document.getElementById(error.target);
                field?.scrollIntoView({ block: "center" });
                field?.focus();
              }}
            >
              {error.text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
