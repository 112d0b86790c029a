/** W6: one case with all that happened to it. */
import type { CaseFile } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Suspense, lazy, useMemo } from "react";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Loading } from "../../shared/states/states.tsx";
import { PresenceChip } from "../../shared/presence/presence-chip.tsx";
import { Chip } from "../../shared/ui/chip.tsx";
import { CopyButton } from "../../shared/ui/copy-button.tsx";
import { LightMark } from "../../shared/ui/light.tsx";
import { useSingleKeys } from "../inbox/use-list-keys.ts";
import { AuditPanel } from "./audit-panel.tsx";
import "./case-file.css";
import { ClocksPanel } from "./clocks-panel.tsx";
import { FileRail } from "./file-rail.tsx";
import { DocumentsPanel, MessagesPanel, PartsPanel, TimelinePanel } from "./panels.tsx";
import { FileTabs, LETTERS, TABS, useTab, useTabChords } from "./tabs.tsx";
import type { Tab } from "./tabs.tsx";
import { caseFileTexts } from "./texts.ts";
import { VersionsPanel } from "./versions-panel.tsx";

const DiagramPanel = lazy(async () => ({ default: (await import("./diagram-panel.tsx")).DiagramPanel }));

function Head({ file }: { file: CaseFile }) {
  const t = useText(caseFileTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <header className="cf-head">
      <PageTitle title={t("title", { name: s(file.title) })}>
        {t("title", { name: s(file.title) })} <Chip tone={file.status.tone}>{s(file.status.label)}</Chip>
      </PageTitle>
      <PresenceChip kind="case" id={file.no} />
      <p>
        <span className="muted">{t("number")}</span>{" "}
        <strong className="tnum">{groupCaseNumber(file.no)}</strong>{" "}
        <CopyButton value={file.no} what={t("number")} />{" "}
        <span className="muted">
          {t("submitted", {
            who: file.applicant === null ? t("someone") : s(file.applicant),
            at: format.dayTime(file.submittedAt),
          })}
          {file.closedAt === null ? "" : ` · ${t("closed", { at: format.dayTime(file.closedAt) })}`}
        </span>
        {file.worst === null ? null : (
          <span className="cf-worst">
            <span className="muted">{t("worst")}</span> <LightMark light={file.worst} />
          </span>
        )}
      </p>
    </header>
  );
}

function OpenFile({ file }: { file: CaseFile }) {
  const t = useText(caseFileTexts);
  const mayTrace = file.may.trace;
  const tabs = useMemo(() => TABS.filter((tab) => tab !== "audit" || mayTrace), [mayTrace]);
  const [open, choose] = useTab(tabs);
  const [keysOn] = useSingleKeys();
  useTabChords(tabs, choose, keysOn);
  const panels: Record<Tab, () => ReactNode> = {
    timeline: () => <TimelinePanel file={file} />,
    parts: () => <PartsPanel file={file} />,
    versions: () => <VersionsPanel file={file} />,
    documents: () => <DocumentsPanel file={file} />,
    diagram: () => (
      <Suspense fallback={<Loading />}>
        <DiagramPanel no={file.no} version={file.version} />
      </Suspense>
    ),
    clocks: () => <ClocksPanel file={file} />,
    messages: () => <MessagesPanel file={file} />,
    audit: () => <AuditPanel no={file.no} />,
  };
  return (
    <div className="cf-page">
      <Head file={file} />
      <div className="cf-columns">
        <div>
          <FileTabs
            tabs={tabs}
            open={open}
            onChoose={choose}
            counts={{
              parts: file.lanes.length,
              versions: file.versions.length,
              documents: file.documents.length + file.materials.length,
              messages: file.messages.length,
            }}
          >
            {panels[open]()}
          </FileTabs>
          {keysOn ? (
            <p className="cf-keys caption muted" aria-hidden>
              {t("keys")}
              {tabs.map((tab) => (
                <span key={tab}>
                  <kbd>{LETTERS[tab]}</kbd> {t(`tab_${tab}`)}
                </span>
              ))}
            </p>
          ) : null}
        </div>
        <FileRail file={file} />
      </div>
    </div>
  );
}

export function CaseFilePage() {
  const { no = "" } = useParams();
  const query = useQuery({
    queryKey: ["caseFile", no],
    queryFn: ({ signal }) => api.get<CaseFile>(`/case-files/${no}`, { signal }),
  });
  return <Async query={query}>{(file) => <OpenFile file={file} />}</Async>;
}
