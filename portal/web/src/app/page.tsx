import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useLocation } from "react-router";
import { useText } from "../shared/i18n/use-text.ts";
import { announce } from "../shared/ui/announcer.tsx";
import { appTexts } from "./texts.ts";

/** Sets the window's title: `<page> - <site>`. */
export function useDocumentTitle(title: string): void {
  const t = useText(appTexts);
  const site = t("brand");
  useEffect(() => {
    if (title !== "") document.title = `${title} - ${site}`;
  }, [title, site]);
}

let firstPage = true;

/**
 * The h1 of a page: it names the window, takes the focus after a navigation (not on the first page of a visit, not when
 * only query or language changed) and is read out.
 */
export function PageTitle({
  children,
  title,
  className,
}: {
  children?: ReactNode;
  title: string;
  className?: string;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { state } = useLocation();
  const keepFocus = (state as { keepFocus?: boolean } | null)?.keepFocus === true;
  useDocumentTitle(title);
  useEffect(() => {
    if (firstPage) {
      firstPage = false;
      return;
    }
    if (keepFocus) return;
    heading.current?.focus({ preventScroll: true });
    announce(title);
    // The focus moves once per page, whatever its title becomes later.
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children ?? title}
    </h1>
  );
}
