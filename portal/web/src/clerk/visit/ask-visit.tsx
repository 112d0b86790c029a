/** A reviewer asks for a site visit (W3); while it is under way, the way to its page and why the item cannot be passed. */
import EnvironmentOutlined from "@ant-design/icons/es/icons/EnvironmentOutlined";
import type { TaskDetail, VisitPage } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../../shared/api/api.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { announce } from "../../shared/ui/announcer.tsx";
import { useRefreshTask } from "../queries.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
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
  const refresh = useRefreshTask();
  const [along, setAlong] = useState<string[]>([]);
  const caseItemId = task.visit?.caseItemId;
  const others = task.visit?.along ?? [];
  const send = useMutation({
    mutationFn: (purpose: string) =>
      api.post<VisitPage>("/visits", { no: task.caseNo, caseItemId, purpose, along }),
    onSuccess: async () => {
      announce(t("askTitle"));
      await refresh(task.id);
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={t("askTitle")}
      note={t("askNote")}
      label={t("purpose")}
      need={t("needText")}
      send={t("send")}
      busy={send.isPending}
      error={send.error}
      onClose={onClose}
      onSend={send.mutate}
      fields={() =>
        others.length === 0 ? null : (
          <fieldset className="visit-choices">
            <legend>{t("along")}</legend>
            {others.map((department) => (
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
        )
      }
    />
  );
}
