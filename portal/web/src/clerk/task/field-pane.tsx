import type { TaskDetail, TaskField } from "@onewindow/server/api";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { FileLinks } from "../../shared/forms/file-links.tsx";
import type { ProvenanceKind } from "../../shared/ui/provenance-badge.tsx";
import { ProvenanceBadge } from "../../shared/ui/provenance-badge.tsx";
import { taskTexts } from "../texts.ts";

const kinds: readonly string[] = ["licence", "register", "last", "counter"];

function grouped(fields: TaskField[], name: (field: TaskField) => string): [string, TaskField[]][] {
  const groups = new Map<string, TaskField[]>();
  for (const field of fields) groups.set(name(field), [...(groups.get(name(field)) ?? []), field]);
  return [...groups];
}

interface FieldPaneProps {
  task: TaskDetail;
  /** Path of the field in focus. */
  focus: string | null;
  onFocus: (field: TaskField) => void;
  flagged: ReadonlySet<string>;
}

/** The fields that this item may read, grouped as in the form; focusing one opens the document that proves it. */
export function FieldPane({ task, focus, onFocus, flagged }: FieldPaneProps) {
  const t = useText(taskTexts);
  const s = useServerText();
  return (
    <section className="wb-pane wb-fields" aria-label={t("myFields", { n: task.fields.length })}>
      <div className="wb-panehead">
        <h2>{t("myFields", { n: task.fields.length })}</h2>
        <span className="muted caption" title={t("ofAll", { n: task.allFieldCount })}>
          {task.fields.length} / {task.allFieldCount}
        </span>
      </div>
      <div className="wb-panebody" tabIndex={0}>
        {task.fields.length === 0 ? <p className="muted">{t("noFields")}</p> : null}
        {grouped(task.fields, (field) => s(field.group)).map(([group, fields]) => (
          <section key={group}>
            <h3>{group}</h3>
            <ul>
              {fields.map((field) => (
                <li
                  key={field.path}
                  className={[
                    focus === field.path ? "current" : "",
                    flagged.has(field.path) ? "flagged" : "",
                  ].join(" ")}
                >
                  <button type="button" onClick={() => onFocus(field)} onFocus={() => onFocus(field)}>
                    <span className="wb-flabel">{s(field.label)}</span>
                    <span className="wb-fvalue">
                      {s(field.value)}
                      {field.masked ? <span className="visually-hidden"> ({t("masked")})</span> : null}
                    </span>
                    <ProvenanceBadge
                      kind={
                        kinds.includes(field.provenance ?? "")
                          ? (field.provenance as ProvenanceKind)
                          : "typed"
                      }
                    />
                  </button>
                  {field.files.length > 0 ? <FileLinks files={field.files} /> : null}
                </li>
              ))}
            </ul>
          </section>
        ))}
        <p className="muted caption">{t("ofAll", { n: task.allFieldCount })}</p>
      </div>
    </section>
  );
}
