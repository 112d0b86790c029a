import type { AnswersChange, Draft, PackageDetail, Situation } from "@onewindow/server/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { useGo, useServerText, useText } from "../../shared/i18n/use-text.ts";
import { useSession } from "../../shared/session/session.ts";
import { ErrorState, Loading } from "../../shared/states/states.tsx";
import { Chip } from "../../shared/ui/chip.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import type { Answers } from "./answers.ts";
import { forget, keep } from "./kept-answers.ts";
import { ResultCard } from "./result.tsx";
import { questionnaireTexts } from "./texts.ts";

interface DoneProps {
  detail: PackageDetail;
  draft: Draft | null;
  answers: Answers;
  situation: Situation | undefined;
}

/** What drops and what comes in, before anything changes. */
function DropsDialog({
  change,
  onConfirm,
  onClose,
}: {
  change: AnswersChange;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const t = useText(questionnaireTexts);
  const s = useServerText();
  return (
    <Dialog title={t("dropsTitle")} onClose={onClose}>
      <div className="drops">
        {change.drops.length > 0 ? <h3>{t("drops")}</h3> : null}
        <ul>
          {change.drops.map((entry) => (
            <li key={`${entry.kind} ${entry.name.zh}`}>{s(entry.name)}</li>
          ))}
        </ul>
        {change.adds.length > 0 ? <h3>{t("adds")}</h3> : null}
        <ul>
          {change.adds.map((entry) => (
            <li key={`${entry.kind} ${entry.name.zh}`}>{s(entry.name)}</li>
          ))}
        </ul>
        {change.drops.length > 0 ? <p className="caption">{t("dropsHint")}</p> : null}
      </div>
      <div className="actions">
        <Button type="primary" onClick={onConfirm}>
          {t("confirm")}
        </Button>
        <Button onClick={onClose}>{t("keepOld")}</Button>
      </div>
    </Dialog>
  );
}

const nothingMoves = (change: AnswersChange): boolean =>
  change.drops.length === 0 && change.adds.length === 0;

/** The end of the questionnaire: the list, and the way into an application. */
export function Done({ detail, draft, answers, situation }: DoneProps) {
  const t = useText(questionnaireTexts);
  const s = useServerText();
  const go = useGo();
  const client = useQueryClient();
  const session = useSession();
  const [params] = useSearchParams();
  const [change, setChange] = useState<AnswersChange | null>(null);
  const create = useMutation({
    mutationFn: () => api.post<Draft>("/drafts", { packageId: detail.id, answers }),
    onSuccess: (made) => {
      forget(detail.id);
      client.setQueryData(["draft", made.id], made);
      void client.invalidateQueries({ queryKey: ["package", detail.id] });
      go(`/apply/${made.id}`);
    },
  });
  const alter = useMutation({
    mutationFn: (confirm: boolean) =>
      api.put<AnswersChange>(
        `/drafts/${draft?.id}/answers`,
        { answers, confirm },
        { version: draft?.version ?? 0 },
      ),
    onSuccess: (result, confirmed) => {
      if (!confirmed) return nothingMoves(result) ? undefined : setChange(result);
      client.setQueryData(["draft", result.draft.id], result.draft);
      void client.invalidateQueries({ queryKey: ["draft-materials", result.draft.id] });
      go(`/apply/${result.draft.id}`);
    },
  });
  // After the sign-in the address asks to go on: the application is made at once, once.
  const wanted = params.get("apply") === "1" && draft === null && session !== null && session !== undefined;
  const started = useRef(false);
  const begin = create.mutate;
  useEffect(() => {
    if (!wanted || started.current) return;
    started.current = true;
    begin();
  }, [wanted, begin]);

  if (situation === undefined) return <Loading />;
  const apply = (): void => {
    if (draft !== null)
      return alter.mutate(false, { onSuccess: (result) => nothingMoves(result) && alter.mutate(true) });
    if (session) return create.mutate();
    keep(detail.id, answers);
    go(`/login?next=${encodeURIComponent(`/packages/${detail.id}/start?q=result&apply=1`)}`);
  };
  const failed = create.error ?? alter.error;
  return (
    <>
      <PageTitle title={t("doneTitle")} />
      <p className="question-hint muted" style={{ margin: "0.5rem 0 1.5rem" }}>
        {situation.outside === null ? t("doneLead") : t("outside")}
      </p>
      {failed !== null ? <ErrorState error={failed} /> : null}
      <div className="stack">
        <ResultCard situation={situation} />
        {situation.materials.length > 0 ? (
          <section className="card answered">
            <h2>{t("materials")}</h2>
            <dl>
              {situation.materials.map((material) => (
                <div key={material.id}>
                  <dt>{s(material.name)}</dt>
                  <dd>{s(material.reason)}</dd>
                  <dd>
                    <Chip tone={material.found ? "green" : "default"}>
                      {material.found
                        ? t("systemHas")
                        : material.need === "optional"
                          ? t("optional")
                          : t("youBring")}
                    </Chip>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ) : null}
      </div>
      {situation.outside === null && situation.complete ? (
        <div className="question-actions">
          <Button type="primary" size="large" onClick={apply} loading={create.isPending || alter.isPending}>
            {draft !== null ? t("applySave") : t("apply")}
          </Button>
          <span className="muted">
            {session === null
              ? t("signInFirst")
              : situation.promisedDays !== null
                ? t("promised", { n: situation.promisedDays })
                : ""}
          </span>
        </div>
      ) : null}
      {change !== null ? (
        <DropsDialog
          change={change}
          onClose={() => setChange(null)}
          onConfirm={() => {
            setChange(null);
            alter.mutate(true);
          }}
        />
      ) : null}
    </>
  );
}
