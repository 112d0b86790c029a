import { Button } from "antd";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { useAssignees } from "../queries.ts";
import { inboxTexts } from "../texts.ts";

/** Who may take the tasks, with the work each holds already. */
export function AssignDialog({
  taskId,
  onPick,
  onClose,
}: {
  taskId: string;
  onPick: (personId: string) => void;
  onClose: () => void;
}) {
  const t = useText(inboxTexts);
  const s = useServerText();
  const people = useAssignees(taskId);
  return (
    <Dialog title={t("assignTitle")} onClose={onClose}>
      <Async query={people}>
        {(rows) =>
          rows.length === 0 ? (
            <p>{t("assignNobody")}</p>
          ) : (
            <ul className="wb-people">
              {rows.map((person) => (
                <li key={person.id}>
                  <button type="button" onClick={() => onPick(person.id)}>
                    <span className="wb-initial" aria-hidden>
                      {person.name.slice(0, 1)}
                    </span>
                    <b>{person.name}</b>
                    <span className="muted">{s(person.post)}</span>
                    <span className="muted">{t("assignLoad", { n: person.open })}</span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Async>
      <div className="actions">
        <Button onClick={onClose}>{t("cancel")}</Button>
      </div>
    </Dialog>
  );
}
