/** Parts of the top strip that both shells show, in one fixed order (WCAG 3.2.6). */
import BellOutlined from "@ant-design/icons/es/icons/BellOutlined";
import CustomerServiceOutlined from "@ant-design/icons/es/icons/CustomerServiceOutlined";
import DownOutlined from "@ant-design/icons/es/icons/DownOutlined";
import SearchOutlined from "@ant-design/icons/es/icons/SearchOutlined";
import UserOutlined from "@ant-design/icons/es/icons/UserOutlined";
import type { Session } from "@onewindow/server/api";
import { Link, useLocation } from "react-router";
import { useFormat } from "../shared/format/use-format.ts";
import { barePath, languageOf, localPath } from "../shared/i18n/language.ts";
import { AppLink } from "../shared/i18n/link.tsx";
import { useGo, useServerText, useText } from "../shared/i18n/use-text.ts";
import { useActAs, useServerInfo, useSignOut } from "../shared/session/session.ts";
import type { ShellName } from "../shared/theme/themes.ts";
import { Disclosure } from "../shared/ui/disclosure.tsx";
import { setOverlay } from "./overlay.tsx";
import { DisplayChoices } from "./text-size.tsx";
import { appTexts } from "./texts.ts";

/** What an agent's mandate allows, and the last day of it or of a post. */
function Bounds({ capacity }: { capacity: Session["actingAs"] }) {
  const t = useText(appTexts);
  const s = useServerText();
  const format = useFormat();
  const parts = [
    ...(capacity.scope === null ? [] : [s(capacity.scope)]),
    ...(capacity.until === null ? [] : [t("until", { date: format.date(capacity.until) })]),
  ];
  return parts.length === 0 ? null : <span className="capacity-bounds">{parts.join(" · ")}</span>;
}

/** List of capacities; choosing one switches and opens where it starts. */
export function CapacityList({ session, done }: { session: Session; done: () => void }) {
  const t = useText(appTexts);
  const s = useServerText();
  const go = useGo();
  const actAs = useActAs();
  return (
    <ul className="menu-list">
      {session.capacities.map((capacity) => {
        const current = capacity.id === session.actingAs.id;
        return (
          <li key={capacity.id}>
            <button
              type="button"
              aria-current={current ? "true" : undefined}
              disabled={actAs.isPending}
              onClick={() => {
                if (current) return done();
                actAs.mutate(capacity.id, {
                  onSuccess: () => {
                    done();
                    go(capacity.landing);
                  },
                });
              }}
            >
              {t("actingAs", { who: s(capacity.label) })}
              {current ? ` ${t("currentCapacity")}` : ""}
              <Bounds capacity={capacity} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

export function ActingAs({ session }: { session: Session }) {
  const t = useText(appTexts);
  const s = useServerText();
  return (
    <Disclosure
      className="strip-capacity"
      label={
        <>
          <span>{t("actingAs", { who: s(session.actingAs.label) })}</span> <DownOutlined aria-hidden />
        </>
      }
    >
      {(close) => (
        <>
          <h2 className="menu-title">{t("chooseCapacity")}</h2>
          <CapacityList session={session} done={close} />
        </>
      )}
    </Disclosure>
  );
}

export function MessagesLink({ session }: { session: Session }) {
  const t = useText(appTexts);
  return (
    <AppLink to="/messages" className="strip-item">
      <BellOutlined aria-hidden /> <span className="wide-text">{t("messages")}</span>
      {session.unreadMessages > 0 ? (
        <span className="strip-count">
          {session.unreadMessages}
          <span className="visually-hidden"> {t("unread", { n: session.unreadMessages })}</span>
        </span>
      ) : null}
    </AppLink>
  );
}

/** Pages, cases, services and acts by name. */
export function PaletteButton() {
  const t = useText(appTexts);
  return (
    <button type="button" className="strip-item wide" onClick={() => setOverlay("palette")}>
      <SearchOutlined aria-hidden /> {t("search")} <kbd>Ctrl+K</kbd>
    </button>
  );
}

/** The guide of the page, with the phone number of the hotline. */
export function HelpLink({ className = "strip-item" }: { className?: string }) {
  const t = useText(appTexts);
  const hotline = useServerInfo()?.hotline ?? "12345";
  return (
    <button type="button" className={className} onClick={() => setOverlay("help")}>
      <CustomerServiceOutlined aria-hidden /> {t("help", { hotline })}
    </button>
  );
}

/** The same page in the other language; what was typed stays because the page is not left. */
export function LanguageLink({ className = "strip-item" }: { className?: string }) {
  const t = useText(appTexts);
  const here = useLocation();
  const other = languageOf(here.pathname) === "zh" ? "en" : "zh";
  return (
    <Link
      to={localPath(other, barePath(here.pathname)) + here.search + here.hash}
      state={{ ...(here.state as object | null), keepFocus: true }}
      preventScrollReset
      lang={other === "en" ? "en" : "zh-CN"}
      className={className}
    >
      {t("otherLanguage")}
    </Link>
  );
}

export function SignOutButton({ done }: { done?: () => void }) {
  const t = useText(appTexts);
  const go = useGo();
  const signOut = useSignOut();
  return (
    <button
      type="button"
      disabled={signOut.isPending}
      onClick={() =>
        signOut.mutate(undefined, {
          onSuccess: () => {
            done?.();
            go("/");
          },
        })
      }
    >
      {t("signOut")}
    </button>
  );
}

/** Account menu. At 390 it also holds what the strip has no room for. */
export function AccountMenu({ session, shell }: { session: Session | null | undefined; shell: ShellName }) {
  const t = useText(appTexts);
  const here = useLocation();
  if (session === undefined) return null;
  const next = encodeURIComponent(barePath(here.pathname) + here.search);
  return (
    <>
      {session === null ? (
        <AppLink to={`/login?next=${next}`} className="strip-item">
          <UserOutlined aria-hidden /> {t("signIn")}
        </AppLink>
      ) : null}
      <div className={session === null ? "narrow" : ""}>
        <Disclosure
          className="strip-item"
          align="end"
          name={session === null ? t("account") : `${t("account")} ${session.person.name}`}
          label={
            <>
              <UserOutlined aria-hidden />{" "}
              {session !== null ? <span className="wide-text">{session.person.name}</span> : null}
            </>
          }
        >
          {(close) => (
            <>
              {session !== null ? <p className="menu-title">{session.person.name}</p> : null}
              {session !== null ? (
                <div className="narrow">
                  <CapacityList session={session} done={close} />
                </div>
              ) : null}
              <ul className="menu-list narrow">
                <li>
                  <HelpLink className="" />
                </li>
                <li>
                  <LanguageLink className="" />
                </li>
              </ul>
              <div className="narrow">
                <DisplayChoices shell={shell} />
              </div>
              {session !== null ? (
                <ul className="menu-list">
                  <li>
                    <SignOutButton done={close} />
                  </li>
                </ul>
              ) : null}
            </>
          )}
        </Disclosure>
      </div>
    </>
  );
}
