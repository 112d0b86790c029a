import ExclamationCircleFilled from "@ant-design/icons/es/icons/ExclamationCircleFilled";
import InboxOutlined from "@ant-design/icons/es/icons/InboxOutlined";
import PrinterOutlined from "@ant-design/icons/es/icons/PrinterOutlined";
import ProfileOutlined from "@ant-design/icons/es/icons/ProfileOutlined";
import RollbackOutlined from "@ant-design/icons/es/icons/RollbackOutlined";
import StarOutlined from "@ant-design/icons/es/icons/StarOutlined";
import RightOutlined from "@ant-design/icons/es/icons/RightOutlined";
import type { CaseProgress } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useParams } from "react-router";
import { Crumbs } from "../../app/crumbs.tsx";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { useServerInfo } from "../../shared/session/session.ts";
import { Async } from "../../shared/states/async.tsx";
import { announce } from "../../shared/ui/announcer.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { Chip } from "../../shared/ui/chip.tsx";
import { CopyButton } from "../../shared/ui/copy-button.tsx";
import { LightMark } from "../../shared/ui/light.tsx";
import { CaseRatingPrompt } from "../rating/rating-prompt.tsx";
import { CaseTabs } from "./case-tabs.tsx";
import { DaysBar } from "./days-bar.tsx";
import { Lane } from "./lane.tsx";
import "./progress.css";
import { useReadResults } from "../delivery/use-read-results.ts";
import { progressTexts } from "./texts.ts";

function Head({ progress }: { progress: CaseProgress }) {
  const t = useText(progressTexts);
  const s = useServerText();
  const format = useFormat();
  const title = s(progress.title);
  return (
    <>
      <div className="progress-head">
        <PageTitle title={title}>
          {title} <Chip tone={progress.status.tone}>{s(progress.status.label)}</Chip>
        </PageTitle>
        {progress.worst !== null ? (
          <p className="caption">
            <span className="muted">{t("worst")}</span> <LightMark light={progress.worst} />{" "}
            {progress.due !== null ? t("allBy", { date: format.due(progress.due) }) : ""}
          </p>
        ) : null}
      </div>
      <p className="caption muted">
        {t("number")} <strong className="tnum">{groupCaseNumber(progress.no)}</strong>{" "}
        <CopyButton value={progress.no} what={t("number")} /> ·{" "}
        {t("submitted", { who: s(progress.applicant), at: format.dayTime(progress.submittedAt) })}
      </p>
    </>
  );
}

function Rail({ progress }: { progress: CaseProgress }) {
  const t = useText(progressTexts);
  const hotline = useServerInfo()?.hotline ?? "12345";
  return (
    <aside className="stack no-print">
      <section className="card">
        <h2 className="aside-title">{t("actions")}</h2>
        <ul className="action-list">
          <li>
            <AppLink to={`/cases/${progress.no}/receipt`}>
              <ProfileOutlined aria-hidden /> {t("receipt")} <RightOutlined aria-hidden />
            </AppLink>
          </li>
          <li>
            <AppLink to={`/cases/${progress.no}/delivery`}>
              <InboxOutlined aria-hidden /> {t("delivery")} <RightOutlined aria-hidden />
            </AppLink>
          </li>
          {progress.outcome !== null ? (
            <li>
              <AppLink to={`/cases/${progress.no}/rating`}>
                <StarOutlined aria-hidden /> {t("rating")} <RightOutlined aria-hidden />
              </AppLink>
            </li>
          ) : null}
          {progress.outcome === null ? (
            <li>
              <AppLink to={`/cases/${progress.no}/withdraw`}>
                <RollbackOutlined aria-hidden /> {t("withdraw")} <RightOutlined aria-hidden />
              </AppLink>
            </li>
          ) : null}
          <li>
            <button type="button" onClick={() => window.print()}>
              <PrinterOutlined aria-hidden /> {t("print")} <RightOutlined aria-hidden />
            </button>
          </li>
        </ul>
      </section>
      <p className="caption muted">{t("sameTruth", { hotline })}</p>
    </aside>
  );
}

/** Says politely that something changed, without moving anything. */
function useChangeNotice(progress: CaseProgress | undefined): void {
  const t = useText(progressTexts);
  const seen = useRef<number | undefined>(undefined);
  const version = progress?.version;
  useEffect(() => {
    if (seen.current !== undefined && version !== undefined && version !== seen.current)
      announce(t("changed"));
    seen.current = version;
  }, [version, t]);
}

/** C12: whose turn, until when; a lane for each item; live. */
export function ProgressPage() {
  const t = useText(progressTexts);
  const s = useServerText();
  const format = useFormat();
  const { no = "" } = useParams();
  const query = useQuery({ queryKey: ["case", no], queryFn: () => api.get<CaseProgress>(`/cases/${no}`) });
  useChangeNotice(query.data);
  useReadResults(no, query.data?.unread ?? []);
  return (
    <Async query={query}>
      {(progress) => (
        <>
          <Crumbs trail={[{ name: t("cases"), to: "/cases" }, { name: s(progress.title) }]} />
          <Head progress={progress} />
          {progress.needsYou.map((need) => (
            <section key={need.href + need.text.zh} className="needs-banner">
              <ExclamationCircleFilled aria-hidden />
              <div>
                <strong>{s(need.text)}</strong>
                <p>{s(need.detail)}</p>
              </div>
              {need.href !== "" && need.href !== `/cases/${progress.no}` ? (
                <ButtonLink type="primary" size="large" to={need.href}>
                  {t("fix")}
                </ButtonLink>
              ) : null}
            </section>
          ))}
          <CaseRatingPrompt progress={progress} />
          <div className="two-columns">
            <div>
              <div className="lanes-head">
                <h2>{t("lanes", { n: progress.lanes.length })}</h2>
                <span className="caption muted">
                  {t("updated", { at: format.dayTime(progress.updatedAt) })}
                </span>
              </div>
              <ul className="card flush">
                {progress.lanes.map((lane) => (
                  <Lane key={lane.caseItemId} lane={lane} />
                ))}
              </ul>
              <DaysBar days={progress.days} />
              <CaseTabs progress={progress} />
            </div>
            <Rail progress={progress} />
          </div>
        </>
      )}
    </Async>
  );
}
