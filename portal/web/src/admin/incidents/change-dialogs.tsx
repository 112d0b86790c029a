import type { IncidentDetail, RepairChange } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { api } from "../../shared/api/api.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { incidentTexts } from "./texts.ts";
import { useStaleIncidents } from "./use-incidents.ts";

interface Common {
  incident: IncidentDetail;
  onClose: () => void;
}

function ChangeDialog({
  incident,
  title,
  body,
  ready,
  onClose,
  children,
}: Common & { title: string; body: object; ready: boolean; children: ReactNode }) {
  const t = useText(incidentTexts);
  const id = useId();
  const stale = useStaleIncidents();
  const [reason, setReason] = useState("");
  const propose = useMutation({
    mutationFn: () => api.post<RepairChange>(`/incidents/${incident.key}/changes`, { ...body, reason }),
    onSuccess: async () => {
      onClose();
      await stale();
    },
  });
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="in-form"
        onSubmit={(event) => {
          event.preventDefault();
          propose.mutate();
        }}
      >
        {children}
        <p>
          <label htmlFor={id}>{t("reason")}</label>
          <textarea
            id={id}
            rows={2}
            required
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </p>
        <p className="muted">{t("secondNote")}</p>
        {propose.error === null ? null : (
          <p role="alert" className="in-error">
            {propose.error.message}
          </p>
        )}
        <div className="actions">
          <Button
            type="primary"
            htmlType="submit"
            loading={propose.isPending}
            disabled={!ready || reason.trim() === ""}
          >
            {t("propose")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

export function ValueDialog({ variable, ...common }: Common & { variable: { name: string; value: string } }) {
  const t = useText(incidentTexts);
  const id = useId();
  const [value, setValue] = useState(variable.value);
  return (
    <ChangeDialog
      {...common}
      title={t("editTitle", { name: variable.name })}
      body={{ kind: "value", name: variable.name, value }}
      ready={value.trim() !== "" && value !== variable.value}
    >
      <dl className="in-diff">
        <dt>{t("was")}</dt>
        <dd>
          <code>{variable.value}</code>
        </dd>
      </dl>
      <p>
        <label htmlFor={id}>{t("newValue")}</label>
        <textarea id={id} rows={3} value={value} onChange={(event) => setValue(event.target.value)} />
      </p>
    </ChangeDialog>
  );
}

export function MoveDialog(common: Common) {
  const t = useText(incidentTexts);
  const id = useId();
  const { targets } = common.incident;
  const [to, setTo] = useState(targets[0]?.id ?? "");
  return (
    <ChangeDialog {...common} title={t("moveTitle")} body={{ kind: "move", to }} ready={to !== ""}>
      <p>
        <label htmlFor={id}>{t("step")}</label>
        <select id={id} value={to} onChange={(event) => setTo(event.target.value)}>
          {targets.map((target) => (
            <option key={target.id} value={target.id}>
              {target.name === target.id ? target.id : `${target.name} (${target.id})`}
            </option>
          ))}
        </select>
      </p>
    </ChangeDialog>
  );
}
