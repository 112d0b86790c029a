import CloudOutlined from "@ant-design/icons/es/icons/CloudOutlined";
import DeleteOutlined from "@ant-design/icons/es/icons/DeleteOutlined";
import PhoneOutlined from "@ant-design/icons/es/icons/PhoneOutlined";
import type { Draft, DraftPart } from "@onewindow/server/api";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useParams } from "react-router";
import { Crumbs } from "../../app/crumbs.tsx";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useGo, useServerText, useText } from "../../shared/i18n/use-text.ts";
import { useServerInfo } from "../../shared/session/session.ts";
import { Async } from "../../shared/states/async.tsx";
import { PresenceChip } from "../../shared/presence/presence-chip.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { Chip } from "../../shared/ui/chip.tsx";
import { UndoToast } from "../../shared/ui/undo-toast.tsx";
import { partHref } from "../draft/part-head.tsx";
import { PartStateChip } from "../draft/part-state.tsx";
import { useDraft } from "../draft/queries.ts";
import { draftTexts } from "../draft/texts.ts";
import "./task-list.css";
import { applyTexts } from "./texts.ts";

/** The part to go on with: the first that is neither done nor locked. */
function nextPart(draft: Draft): DraftPart | undefined {
  return draft.parts.find((part) => part.state !== "completed" && part.state !== "locked");
}

function PartRow({
  draft,
  part,
  number,
  next,
}: {
  draft: Draft;
  part: DraftPart;
  number: number;
  next: boolean;
}) {
  const t = useText(applyTexts);
  const s = useServerText();
  const readers = part.readers.length > 0 ? t("readBy", { n: part.readers.length }) : "";
  const hint = {
    situation: () => t("situationHint"),
    form: () =>
      part.total > 0 ? [t("formHint", { n: part.total }), readers].filter(Boolean).join(" · ") : readers,
    materials: () => t("materialsHint", { done: part.done, total: part.total }),
    signatures: () =>
      `${part.state === "completed" ? "" : `${t("signFirst")} · `}${t("signaturesHint", { done: part.done, total: part.total })}`,
    check: () => t("checkHint"),
  }[part.kind]();
  const row = (
    <>
      <span className="number tnum">{number}</span>
      <span>
        <strong>{s(part.name)}</strong>
        <span className="caption muted">{hint}</span>
      </span>
      <span className="caption muted who">
        {t(part.kind === "check" ? "youSubmit" : part.kind === "signatures" ? "othersSign" : "youFill")}
      </span>
      <PartStateChip parts={draft.parts} part={part} />
    </>
  );
  return (
    <li className={next ? "next" : undefined}>
      {part.state === "locked" ? (
        <div className="task-row">{row}</div>
      ) : (
        <AppLink className="task-row" to={partHref(draft, part.id)}>
          {row}
        </AppLink>
      )}
    </li>
  );
}

/** Deleted at once, and can be undone for ten seconds; then the page is left. */
function DeleteDraft({ draft }: { draft: Draft }) {
  const t = useText(applyTexts);
  const go = useGo();
  const client = useQueryClient();
  const [waiting, setWaiting] = useState(false);
  const [failure, setFailure] = useState("");
  const act = async (run: () => Promise<unknown>, after: boolean): Promise<void> => {
    setFailure("");
    try {
      await run();
      setWaiting(after);
      void client.invalidateQueries({ queryKey: ["cases"] });
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  };
  const end = useCallback(() => {
    client.removeQueries({ queryKey: ["draft", draft.id] });
    go("/cases");
  }, [client, draft.id, go]);
  return (
    <p className="draft-delete">
      <button
        type="button"
        className="link-button danger"
        disabled={waiting}
        onClick={() => void act(() => api.delete(`/drafts/${draft.id}`), true)}
      >
        <DeleteOutlined aria-hidden /> {t("remove")}
      </button>
      <span className="caption muted">{t("removeHint")}</span>
      {failure === "" ? null : (
        <span className="slot-error" role="alert">
          {failure}
        </span>
      )}
      {waiting ? (
        <UndoToast
          text={t("removed")}
          onEnd={end}
          onUndo={() => void act(() => api.post(`/drafts/${draft.id}/restore`), false)}
        />
      ) : null}
    </p>
  );
}

function Summary({ draft }: { draft: Draft }) {
  const t = useText(applyTexts);
  const s = useServerText();
  const format = useFormat();
  const hotline = useServerInfo()?.hotline ?? "12345";
  const required = draft.situation.materials.filter((material) => material.need === "required").length;
  return (
    <aside className="stack">
      <section className="card">
        <h2 className="aside-title">{t("about")}</h2>
        <dl className="fact-rows">
          <div>
            <dt>{t("applicant")}</dt>
            <dd>{s(draft.applicant.name)}</dd>
          </div>
          <div>
            <dt>{t("items")}</dt>
            <dd>{t("itemsN", { n: draft.situation.items.length })}</dd>
          </div>
          <div>
            <dt>{t("documents")}</dt>
            <dd>{t("documentsN", { n: required })}</dd>
          </div>
          {draft.situation.promisedDays !== null ? (
            <div>
              <dt>{t("promised")}</dt>
              <dd>{t("promisedN", { n: draft.situation.promisedDays })}</dd>
            </div>
          ) : null}
        </dl>
        {draft.editors.length > 1 ? (
          <>
            <h3 style={{ marginTop: "1rem" }}>{t("editors")}</h3>
            {draft.editors.map((editor) => (
              <p key={editor.name + editor.at} className="caption">
                {editor.name} <span className="muted">{format.dayTime(editor.at)}</span>
              </p>
            ))}
          </>
        ) : null}
      </section>
      <section className="card">
        <h2 className="aside-title">{t("help")}</h2>
        <p className="caption">
          <PhoneOutlined aria-hidden /> <a href={`tel:${hotline}`}>{t("phone", { hotline })}</a>
        </p>
      </section>
    </aside>
  );
}

/** C5: the parts of an application, in any order; Continue opens the first unfinished one. */
export function TaskListPage() {
  const t = useText(applyTexts);
  const d = useText(draftTexts);
  const s = useServerText();
  const format = useFormat();
  const { draft: id = "" } = useParams();
  const query = useDraft(id);
  return (
    <Async query={query}>
      {(draft) => {
        const next = nextPart(draft);
        const name = s(draft.packageName);
        const done = draft.parts.filter((part) => part.state === "completed").length;
        return (
          <>
            <Crumbs trail={[{ name: d("myCases"), to: "/cases" }, { name: d("draftOf", { name }) }]} />
            <div className="two-columns">
              <div>
                <div className="list-head">
                  <div>
                    <PageTitle title={name}>
                      {name} <Chip tone="line">{t("draft")}</Chip>
                    </PageTitle>
                    <PresenceChip kind="draft" id={draft.id} />
                    <p className="caption muted">
                      <CloudOutlined aria-hidden />{" "}
                      {t("saved", { at: format.dayTime(draft.savedAt), until: format.date(draft.keptUntil) })}
                    </p>
                  </div>
                  {next !== undefined ? (
                    <ButtonLink type="primary" size="large" to={partHref(draft, next.id)}>
                      {next.kind === "check" ? t("toSubmit") : t("continue", { part: s(next.name) })}
                    </ButtonLink>
                  ) : null}
                </div>
                {draft.outdated ? <p className="form-note">{t("outdated")}</p> : null}
                <div className="parts-done">
                  <strong>{t("done", { done, total: draft.parts.length })}</strong>
                  <ol aria-hidden>
                    {draft.parts.map((part) => (
                      <li key={part.id} className={part.state} />
                    ))}
                  </ol>
                </div>
                <ol className="card flush task-list">
                  {draft.parts.map((part, index) => (
                    <PartRow
                      key={part.id}
                      draft={draft}
                      part={part}
                      number={index + 1}
                      next={part.id === next?.id}
                    />
                  ))}
                </ol>
                <DeleteDraft draft={draft} />
              </div>
              <Summary draft={draft} />
            </div>
          </>
        );
      }}
    </Async>
  );
}
