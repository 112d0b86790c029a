import AuditOutlined from "@ant-design/icons/es/icons/AuditOutlined";
import CalendarOutlined from "@ant-design/icons/es/icons/CalendarOutlined";
import HeartOutlined from "@ant-design/icons/es/icons/HeartOutlined";
import InboxOutlined from "@ant-design/icons/es/icons/InboxOutlined";
import SafetyCertificateOutlined from "@ant-design/icons/es/icons/SafetyCertificateOutlined";
import TeamOutlined from "@ant-design/icons/es/icons/TeamOutlined";
import SearchOutlined from "@ant-design/icons/es/icons/SearchOutlined";
import SolutionOutlined from "@ant-design/icons/es/icons/SolutionOutlined";
import StarOutlined from "@ant-design/icons/es/icons/StarOutlined";
import ToolOutlined from "@ant-design/icons/es/icons/ToolOutlined";
import SendOutlined from "@ant-design/icons/es/icons/SendOutlined";
import { Outlet, useLocation } from "react-router";
import { barePath } from "../shared/i18n/language.ts";
import { AppLink } from "../shared/i18n/link.tsx";
import { useText } from "../shared/i18n/use-text.ts";
import { useSession } from "../shared/session/session.ts";
import { SignInNeeded } from "../shared/states/states.tsx";
import { ShellProvider } from "../shared/theme/shell-provider.tsx";
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
import "./workbench-shell.css";

const places = [
  {
    to: "/w/inbox",
    name: "railInbox",
    icon: InboxOutlined,
    owns: /^\/w\/(inbox|tasks)/,
    needs: "tasks.",
  },
  {
    to: "/w/desk",
    name: "railDesk",
    icon: SolutionOutlined,
    owns: /^\/w\/desk/,
    needs: "deliveries.",
  },
  {
    to: "/w/search",
    name: "railSearch",
    icon: SearchOutlined,
    owns: /^\/w\/(search|cases)/,
    needs: "cases.trace",
  },
  { to: "/a/users", name: "railPeople", icon: TeamOutlined, owns: /^\/a\/users/, needs: "people." },
  {
    to: "/w/credit",
    name: "railCredit",
    icon: SafetyCertificateOutlined,
    owns: /^\/w\/credit/,
    needs: "credit.",
  },
  {
    to: "/w/ratings",
    name: "railRatings",
    icon: StarOutlined,
    owns: /^\/w\/ratings/,
    needs: "ratings.report",
  },
  {
    to: "/a/audit",
    name: "railAudit",
    icon: AuditOutlined,
    owns: /^\/a\/(audit|why)/,
    needs: "audit.",
  },
  {
    to: "/a/calendars",
    name: "railCalendars",
    icon: CalendarOutlined,
    owns: /^\/a\/calendars/,
    needs: "calendar.",
  },
  {
    to: "/a/incidents",
    name: "railIncidents",
    icon: ToolOutlined,
    owns: /^\/a\/incidents/,
    needs: "health.",
  },
  { to: "/a/outbox", name: "railOutbox", icon: SendOutlined, owns: /^\/a\/outbox/, needs: "outbox." },
  { to: "/a/health", name: "railHealth", icon: HeartOutlined, owns: /^\/a\/health/, needs: "health." },
] as const;

/** Frame of workbench and admin: rail of places, one top line in the order of every shell, the page below. */
export function WorkbenchShell() {
  const t = useText(appTexts);
  const session = useSession();
  const here = barePath(useLocation().pathname);
  const abilities = session?.abilities ?? [];
  return (
    <ShellProvider shell="workbench">
      <ShellFrame>
        <div className="workbench">
          <nav className="rail" aria-label={t("navMain")}>
            <AppLink to="/" className="rail-brand">
              <span lang="zh-CN">一窗</span>
              <span className="visually-hidden"> {t("navHome")}</span>
            </AppLink>
            {places
              .filter((place) => abilities.some((ability) => ability.startsWith(place.needs)))
              .map(({ to, name, icon: Icon, owns }) => (
                <AppLink
                  key={to}
                  to={to}
                  className="rail-item"
                  aria-current={owns.test(here) ? "page" : undefined}
                >
                  <Icon aria-hidden />
                  {t(name)}
                </AppLink>
              ))}
          </nav>
          <header className="topbar">
            {session ? <ActingAs session={session} /> : null}
            <span className="spacer" />
            <PaletteButton />
            {session ? <MessagesLink session={session} /> : null}
            <HelpLink className="strip-item wide" />
            <LanguageLink className="strip-item wide" />
            <div className="wide">
              <TextSize shell="workbench" />
            </div>
            <AccountMenu session={session} shell="workbench" />
          </header>
          <main id="main" tabIndex={-1}>
            <ErrorBoundary>{session === null ? <SignInNeeded /> : <Outlet />}</ErrorBoundary>
          </main>
        </div>
      </ShellFrame>
    </ShellProvider>
  );
}
