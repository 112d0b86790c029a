import AppstoreOutlined from "@ant-design/icons/es/icons/AppstoreOutlined";
import BellOutlined from "@ant-design/icons/es/icons/BellOutlined";
import FolderOpenOutlined from "@ant-design/icons/es/icons/FolderOpenOutlined";
import HomeOutlined from "@ant-design/icons/es/icons/HomeOutlined";
import IdcardOutlined from "@ant-design/icons/es/icons/IdcardOutlined";
import { Outlet, useLocation } from "react-router";
import { barePath } from "../shared/i18n/language.ts";
import { AppLink } from "../shared/i18n/link.tsx";
import { useServerText, useText } from "../shared/i18n/use-text.ts";
import { useServerInfo, useSession } from "../shared/session/session.ts";
import { ShellProvider } from "../shared/theme/shell-provider.tsx";
import "./citizen-shell.css";
import { ErrorBoundary } from "./error-boundary.tsx";
import { ShellFrame } from "./shell-frame.tsx";
import {
  AccountMenu,
  ActingAs,
  HelpLink,
  LanguageLink,
  MessagesLink,
  PaletteButton,
} from "./strip-parts.tsx";
import { TextSize } from "./text-size.tsx";
import { appTexts } from "./texts.ts";

const places = [
  { to: "/", name: "navHome", icon: HomeOutlined, owns: /^\/$/ },
  { to: "/services", name: "navServices", icon: AppstoreOutlined, owns: /^\/(services|packages)/ },
  { to: "/cases", name: "navCases", icon: FolderOpenOutlined, owns: /^\/(cases|apply)/ },
  { to: "/licences", name: "navLicences", icon: IdcardOutlined, owns: /^\/licences/ },
  { to: "/messages", name: "navMessages", icon: BellOutlined, owns: /^\/messages/ },
] as const;

/** Name of the site, e.g. 寿光市政务服务. */
export function useSiteName(): string {
  const t = useText(appTexts);
  const s = useServerText();
  const info = useServerInfo();
  return info === undefined ? t("brand") : t("siteName", { county: s(info.county) });
}

function TopStrip() {
  const t = useText(appTexts);
  const session = useSession();
  const site = useSiteName();
  return (
    <header className="strip">
      <div className="page-width">
        <AppLink to="/" className="brand">
          <i aria-hidden lang="zh-CN">
            一窗
          </i>
          <span>{site}</span>
          <span className="visually-hidden"> {t("navHome")}</span>
        </AppLink>
        {session ? <ActingAs session={session} /> : null}
        <PaletteButton />
        {session ? <MessagesLink session={session} /> : null}
        <HelpLink className="strip-item wide" />
        <LanguageLink className="strip-item wide" />
        <div className="wide">
          <TextSize shell="citizen" />
        </div>
        <AccountMenu session={session} shell="citizen" />
      </div>
    </header>
  );
}

function Places({ className }: { className: string }) {
  const t = useText(appTexts);
  const here = barePath(useLocation().pathname);
  const bar = className === "bottombar";
  return (
    <nav className={className} aria-label={t("navMain")}>
      <ul>
        {places.map(({ to, name, icon: Icon, owns }) => (
          <li key={to}>
            <AppLink to={to} aria-current={owns.test(here) ? "page" : undefined}>
              {bar ? <Icon aria-hidden /> : null}
              {t(name)}
            </AppLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Foot() {
  const t = useText(appTexts);
  const s = useServerText();
  const info = useServerInfo();
  return (
    <footer className="foot">
      <div className="page-width">
        <AppLink to="/verify">{t("footVerify")}</AppLink>
        <p>
          <span>{t("footCode")}</span>
          <span>{t("footIcp")}</span>
          <br />
          {info !== undefined ? <span>{t("footHost", { county: s(info.county) })}</span> : null}
          <span>{t("footZone")}</span>
        </p>
      </div>
    </footer>
  );
}

/** The citizen's frame: strip, places, page, footer; a bottom bar on phones. */
export function CitizenShell() {
  return (
    <ShellProvider shell="citizen">
      <ShellFrame>
        <div className="citizen">
          <TopStrip />
          <Places className="mainnav" />
          <main id="main" tabIndex={-1}>
            <div className="page-width">
              <ErrorBoundary>
                <Outlet />
              </ErrorBoundary>
            </div>
          </main>
          <Foot />
          <Places className="bottombar" />
        </div>
      </ShellFrame>
    </ShellProvider>
  );
}
