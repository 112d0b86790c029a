import type { Draft } from "@onewindow/server/api";
import { Crumbs } from "../../app/crumbs.tsx";
import { PageTitle } from "../../app/page.tsx";
import { PresenceChip } from "../../shared/presence/presence-chip.tsx";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import "./draft.css";
import { partIcons, usePartWords } from "./part-state.tsx";
import { draftTexts } from "./texts.ts";

/** Address of a part's page. */
export function partHref(draft: Draft, partId: string): string {
  const part = draft.parts.find((entry) => entry.id === partId);
  return part?.kind === "situation"
    ? `/packages/${draft.packageId}/start?draft=${draft.id}`
    : `/apply/${draft.id}/${partId}`;
}

export function PartCrumbs({ draft, part }: { draft: Draft; part: string }) {
  const t = useText(draftTexts);
  const s = useServerText();
  const entry = draft.parts.find((candidate) => candidate.id === part);
  return (
    <Crumbs
      trail={[
        { name: t("myCases"), to: "/cases" },
        { name: t("draftOf", { name: s(draft.packageName) }), to: `/apply/${draft.id}` },
        { name: s(entry?.name) },
      ]}
    />
  );
}

/** "第 3 部分，共 7 部分" and the part's name. */
export function PartTitle({ draft, part }: { draft: Draft; part: string }) {
  const t = useText(draftTexts);
  const s = useServerText();
  const at = draft.parts.findIndex((candidate) => candidate.id === part);
  return (
    <>
      <p className="caption muted">
        {t("partOf", { n: at + 1, total: draft.parts.length })} <PresenceChip kind="draft" id={draft.id} />
      </p>
      <PageTitle title={s(draft.parts[at]?.name)} />
    </>
  );
}

/** The parts with their states, the current one marked. */
export function PartsRail({ draft, part }: { draft: Draft; part: string }) {
  const t = useText(draftTexts);
  const s = useServerText();
  const words = usePartWords(draft.parts);
  return (
    <nav className="card parts-rail" aria-label={t("parts")}>
      <ol>
        {draft.parts.map((entry, index) => {
          const Icon = partIcons[entry.state];
          const text = (
            <>
              <Icon aria-hidden className={`state-${entry.state}`} />
              <span className="tnum">{index + 1}</span>
              <span>
                {s(entry.name)}
                <span className="visually-hidden"> {words(entry)}</span>
              </span>
            </>
          );
          return (
            <li key={entry.id}>
              {entry.state === "locked" ? (
                <span className="parts-row">{text}</span>
              ) : (
                <AppLink
                  className="parts-row"
                  to={partHref(draft, entry.id)}
                  aria-current={entry.id === part ? "step" : undefined}
                >
                  {text}
                </AppLink>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
