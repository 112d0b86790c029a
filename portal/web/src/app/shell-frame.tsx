import { Suspense, useEffect } from "react";
import type { ReactNode } from "react";
import { useLocation, useNavigationType } from "react-router";
import { langTag } from "../shared/i18n/language.ts";
import { useLanguage, useText } from "../shared/i18n/use-text.ts";
import { useLiveUpdates } from "../shared/live/live.ts";
import { useOwnDisplay } from "../shared/session/display.ts";
import { useSession } from "../shared/session/session.ts";
import { Loading } from "../shared/states/states.tsx";
import "../shared/ui/ui.css";
import { Announcer } from "../shared/ui/announcer.tsx";
import { SessionMoved } from "./session-moved.tsx";
import { Overlays } from "./overlay.tsx";
import { SessionWatch } from "./session-watch.tsx";
import "./shell.css";
import { appTexts } from "./texts.ts";

/** What every shell has: skip link, announcer, session warning, live updates, language of the document, scroll to the top. */
export function ShellFrame({ children }: { children: ReactNode }) {
  const t = useText(appTexts);
  const language = useLanguage();
  const session = useSession();
  const { pathname, state } = useLocation();
  const how = useNavigationType();
  const keepFocus = (state as { keepFocus?: boolean } | null)?.keepFocus === true;
  useOwnDisplay();
  useLiveUpdates(session !== null && session !== undefined);
  useEffect(() => {
    document.documentElement.lang = langTag(language);
  }, [language]);
  useEffect(() => {
    if (how !== "POP" && !keepFocus) window.scrollTo(0, 0);
  }, [pathname, how, keepFocus]);
  return (
    <>
      <a className="skip-link" href="#main">
        {t("skip")}
      </a>
      <SessionWatch />
      <SessionMoved />
      <Suspense fallback={<Loading />}>{children}</Suspense>
      <Overlays />
      <Announcer />
    </>
  );
}
