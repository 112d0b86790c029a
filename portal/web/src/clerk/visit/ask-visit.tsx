/** A reviewer asks for a site visit (W3); while it is under way, the way to its page and why the item cannot be passed. */
import EnvironmentOutlined from "@ant-design/icons/es/icons/EnvironmentOutlined";
import type { TaskDetail, VisitPage } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { announce } from "../../shared/ui/announcer.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { useRefreshTask } from "../queries.ts";
import { visitTexts } from "./texts.ts";

export function AskVisit({ task, mine }: { task: TaskDetail; mine: boolean }) {
  const t = useText(visitTexts);
  const [asking, setAsking] = useState(false);
  if (task.visit === null) return null;
  return (
    <>
      {task.visit.canAsk && mine ? (
        <Button icon={<EnvironmentOutlined aria-hidden />} onClick={() => setAsking(true)}>
          {t("ask")}
        </Button>
      ) : null}
      {asking ? <AskDialog task={task} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

/** Why the item cannot be passed, with the way to the visit. */
export function VisitNote({ task }: { task: TaskDetail }) {
  const t = useText(visitTexts);
  const s = useServerText();
  const visit = task.visit;
  if (visit?.id == null) return null;
  return (
    <p className="wb-supply">
      {visit.bar === null ? "" : `${s(visit.bar)} `}
      <AppLink to={`/w/visits/${visit.id}`}>{t("open")}</AppLink>
    </p>
  );
}

function AskDialog({ task, onClose }: { task: TaskDetail; onClose: () => void }) {
  const t = useText(visitTexts);
  const s = useServerText();
  const id = useId();
  const refresh = useRefreshTask();
  const [purpose, setPurpose] = useState("");
  const [along, setAlong] = useState<string[]>([]);
  const [tried, setTried] = useState(false);
  const caseItemId = task.visit?.caseItemId;
  const send = useMutation({
    mutationFn: () =>
      api.post<VisitPage>("/visits", { no: task.caseNo, caseItemId, purpose: purpose.trim(), along }),
    onSuccess: async () => {
      announce(t("askTitle"));
      await refresh(task.id);
      onClose();
    },
  });
  const bad = tried && purpose.trim() === "";
  return (
    <Dialog title={t("askTitle")} onClose={onClose}>
      <p className="muted">{t("askNote")}</p>
      <form
        className="wb-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (purpose.trim() !== "") send.mutate();
        }}
      >
        <label htmlFor={`${id}purpose`}>{t("purpose")}</label>
        {bad ? (
          <p className="wb-error" id={`${id}error`}>
            {t("needText")}
          </p>
        ) : null}
        <textarea
          id={`${id}purpose`}
          rows={3}
          maxLength={500}
          value={purpose}
          aria-invalid={bad}
          aria-describedby={bad ? `${id}error` : undefined}
          onChange={(event) => setPurpose(event.target.value)}
        />
        {task.visit === null || task.visit.along.length === 0 ? null : (
          <fieldset className="visit-choices">
            <legend>{t("along")}</legend>
            {task.visit.along.map((department) => (
              <label key={department.id}>
                <input
                  type="checkbox"
                  checked={along.includes(department.id)}
                  onChange={(event) =>
                    setAlong(
                      event.target.checked
                        ? [...along, department.id]
                        : along.filter((one) => one !== department.id),
                    )
                  }
                />
                {s(department.name)}
              </label>
            ))}
          </fieldset>
        )}
        {send.error === null ? null : (
          <p className="wb-error" role="alert">
            {send.error.message}
          </p>
        )}
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {t("send")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
