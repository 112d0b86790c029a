import ExclamationCircleFilled from "@ant-design/icons/es/icons/ExclamationCircleFilled";
import InboxOutlined from "@ant-design/icons/es/icons/InboxOutlined";
import LockOutlined from "@ant-design/icons/es/icons/LockOutlined";
import { Button } from "antd";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "react-router";
import { ApiError, OfflineError } from "../api/errors.ts";
import { useText } from "../i18n/use-text.ts";
import { useServerInfo } from "../session/session.ts";
import { ButtonLink } from "../ui/button-link.tsx";
import { uiTexts } from "../ui/texts.ts";
import { OtherCapacity } from "./other-capacity.tsx";
import { whyOf } from "./why-link.ts";

interface StateProps {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

/** A state that takes the place of a whole page is that page's heading, and names the window. */
function useLoneHeading(title: string): boolean {
  const t = useText(uiTexts);
  const site = t("site");
  const [lone, setLone] = useState(false);
  useEffect(() => setLone(document.querySelector("main h1") === null), []);
  useEffect(() => {
    if (lone) document.title = `${title} - ${site}`;
  }, [lone, title, site]);
  return lone;
}

function State({ icon, title, children, actions }: StateProps) {
  const Heading = useLoneHeading(title) ? "h1" : "h2";
  return (
    <div className="card state">
      <Heading>
        {icon} {title}
      </Heading>
      {children}
      {actions !== undefined ? <div className="actions">{actions}</div> : null}
    </div>
  );
}

/** What belongs here, why there is none, one action. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <State icon={<InboxOutlined aria-hidden />} title={title} actions={action}>
      {children}
    </State>
  );
}

/** Skeleton after 200 ms, words after five seconds. */
export function Loading({ lines = 5 }: { lines?: number }) {
  const t = useText(uiTexts);
  return (
    <div className="skeleton" role="status" aria-label={t("loading")}>
      {Array.from({ length: lines }, (_, index) => (
        <i key={index} />
      ))}
      <p className="late muted">{t("loadingLong")}</p>
    </div>
  );
}

export function Offline({ onRetry }: { onRetry?: () => void }) {
  const t = useText(uiTexts);
  return (
    <State
      icon={<ExclamationCircleFilled className="dot-icon error" aria-hidden />}
      title={t("offlineTitle")}
      actions={onRetry !== undefined ? <Button onClick={onRetry}>{t("retry")}</Button> : undefined}
    >
      <p>{t("offlineBody")}</p>
    </State>
  );
}

/** Where a refusal is explained, about one's own rights. */
function WhyLink() {
  const t = useText(uiTexts);
  const to = whyOf(useLocation().pathname);
  return to === null ? null : <ButtonLink to={to}>{t("why")}</ButtonLink>;
}

export function NoPermission({ detail }: { detail?: string }) {
  const t = useText(uiTexts);
  const hotline = useServerInfo()?.hotline ?? "12345";
  return (
    <State
      icon={<LockOutlined aria-hidden />}
      title={t("noPermissionTitle")}
      actions={
        <>
          <OtherCapacity /> <ButtonLink to="/">{t("home")}</ButtonLink> <WhyLink />
        </>
      }
    >
      {detail !== undefined && detail !== "" ? <p>{detail}</p> : null}
      <p>{t("noPermissionBody", { hotline })}</p>
    </State>
  );
}

export function SignInNeeded() {
  const t = useText(uiTexts);
  const here = useLocation();
  const next = encodeURIComponent(here.pathname + here.search);
  return (
    <State
      icon={<LockOutlined aria-hidden />}
      title={t("signInTitle")}
      actions={
        <ButtonLink type="primary" to={`/login?next=${next}`}>
          {t("signIn")}
        </ButtonLink>
      }
    >
      <p>{t("signInBody")}</p>
    </State>
  );
}

/** `refused`: the server says so of a thing, which may be there for others. */
export function NotFound({ refused = false }: { refused?: boolean }) {
  const t = useText(uiTexts);
  return (
    <State
      title={t("notFoundTitle")}
      actions={
        <>
          {refused ? <OtherCapacity /> : null} <ButtonLink to="/">{t("home")}</ButtonLink>{" "}
          {refused ? <WhyLink /> : null}
        </>
      }
    >
      <p>{t("notFoundBody")}</p>
    </State>
  );
}

/** The state that fits an error: offline, no permission, sign-in, not found, or what failed with its number. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useText(uiTexts);
  if (error instanceof OfflineError) return <Offline {...(onRetry !== undefined ? { onRetry } : {})} />;
  if (error instanceof ApiError && error.status === 401) return <SignInNeeded />;
  if (error instanceof ApiError && error.status === 403) return <NoPermission detail={error.message} />;
  if (error instanceof ApiError && error.status === 404) return <NotFound refused />;
  const id = error instanceof ApiError ? error.problem.requestId : "";
  return (
    <State
      icon={<ExclamationCircleFilled className="dot-icon error" aria-hidden />}
      title={t("errorTitle")}
      actions={onRetry !== undefined ? <Button onClick={onRetry}>{t("retry")}</Button> : undefined}
    >
      {error instanceof ApiError ? <p>{error.message}</p> : null}
      <p>{t("errorNothingChanged")}</p>
      {id !== "" ? <p className="caption muted">{t("errorNumber", { id })}</p> : null}
    </State>
  );
}
