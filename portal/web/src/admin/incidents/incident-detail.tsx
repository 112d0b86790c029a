import type { IncidentDetail } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../../shared/api/api.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { MoveDialog, ValueDialog } from "./change-dialogs.tsx";
import { incidentTexts } from "./texts.ts";

type Editing = { name: string; value: string } | "move" | null;

function Detail({ incident }: { incident: IncidentDetail }) {
  const t = useText(incidentTexts);
  const s = useServerText();
  const [editing, setEditing] = useState<Editing>(null);
  const close = (): void => setEditing(null);
  return (
    <div className="in-detail">
      <h3>{t("effect")}</h3>
      <p>{s(incident.effect)}</p>
      <h3>{t("variables")}</h3>
      <div className="ad-scroll" tabIndex={0} role="group" aria-label={t("variables")}>
        <table className="ad-table in-variables">
          <thead>
            <tr>
              <th scope="col">{t("colName")}</th>
              <th scope="col">{t("colValue")}</th>
              <th scope="col">{t("colAct")}</th>
            </tr>
          </thead>
          <tbody>
            {incident.variables.map((variable) => (
              <tr key={variable.name}>
                <th scope="row">{variable.name}</th>
                <td>
                  <code>{variable.value}</code>
                </td>
                <td>
                  <Button
                    size="small"
                    aria-label={t("editOf", { name: variable.name })}
                    onClick={() => setEditing(variable)}
                  >
                    {t("edit")}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {incident.targets.length === 0 ? null : (
        <p>
          <Button onClick={() => setEditing("move")}>{t("move")}</Button>
        </p>
      )}
      {editing === "move" ? <MoveDialog incident={incident} onClose={close} /> : null}
      {editing !== null && editing !== "move" ? (
        <ValueDialog incident={incident} variable={editing} onClose={close} />
      ) : null}
    </div>
  );
}

/** What is known of one stuck place, and what can be changed about it. */
export function IncidentPanel({ incidentKey }: { incidentKey: string }) {
  const query = useQuery({
    queryKey: ["incident", incidentKey],
    queryFn: ({ signal }) => api.get<IncidentDetail>(`/incidents/${incidentKey}`, { signal }),
    refetchOnWindowFocus: false,
  });
  return <Async query={query}>{(incident) => <Detail incident={incident} />}</Async>;
}
