/** How far a document can be trusted, and why; the window says that it has seen the original. */
import type { MaterialSlot, OriginalSeen, TaskDetail } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../../shared/api/api.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { useSession } from "../../shared/session/session.ts";
import { announce } from "../../shared/ui/announcer.tsx";
import { useRefreshTask } from "../queries.ts";
import { taskTexts } from "../texts.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";

export function TrustLine({ task, slot }: { task: Pick<TaskDetail, "id" | "caseNo">; slot: MaterialSlot }) {
  const t = useText(taskTexts);
  const s = useServerText();
  const session = useSession();
  const refresh = useRefreshTask();
  const [asking, setAsking] = useState(false);
  const attest = useMutation({
    mutationFn: () => api.post<OriginalSeen>(`/cases/${task.caseNo}/materials/${slot.id}/original-seen`, {}),
    onSuccess: async () => {
      setAsking(false);
      announce(t("attested", { name: s(slot.name) }));
      await refresh(task.id);
    },
  });
  const mayAttest =
    (slot.trust === "C" || slot.trust === "D") && session?.abilities.includes("files.attest") === true;
  return (
    <div className="wb-trust">
      <p className="caption">
        {slot.trust === null ? null : <b>{t("trustLevel", { level: slot.trust })}</b>} {s(slot.trustReason)}{" "}
        {slot.files.some((file) => file.scan === "not-scanned") ? `· ${t("notScanned")}` : null}
      </p>
      {mayAttest ? (
        <Button size="small" onClick={() => setAsking(true)}>
          {t("attest")}
          <span className="visually-hidden"> {s(slot.name)}</span>
        </Button>
      ) : null}
      {asking ? (
        <ConfirmDialog
          title={t("attestTitle", { name: s(slot.name) })}
          verb={t("attestVerb")}
          busy={attest.isPending}
          onConfirm={() => attest.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{t("attestNote")}</p>
          <ul>
            {slot.files.map((file) => (
              <li key={file.id}>{file.name}</li>
            ))}
          </ul>
          {attest.error === null ? null : (
            <p className="wb-error" role="alert">
              {attest.error.message}
            </p>
          )}
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
