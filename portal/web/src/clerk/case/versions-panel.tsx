/** Each form as it was handed in; what a correction changed, old beside new. */
import type { CaseFile, FormVersion } from "@onewindow/server/api";
import { useState } from "react";
import { apiUrl } from "../../shared/api/client.ts";
import { FieldDiff } from "../../shared/diff/field-diff.tsx";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { caseFileTexts } from "./texts.ts";

type Files = FormVersion["files"][number]["before"];

function FileNames({ files }: { files: Files }) {
  const t = useText(caseFileTexts);
  if (files.length === 0) return <>{t("noFile")}</>;
  return (
    <ul>
      {files.map((one) => (
        <li key={one.id}>
          <a href={apiUrl(`/files/${one.id}`)} target="_blank" rel="noreferrer">
            {one.name}
          </a>
        </li>
      ))}
    </ul>
  );
}

const changesOf = (version: FormVersion): number =>
  version.files.length +
  version.parts.reduce((sum, part) => sum + part.rows.filter((row) => row.was !== null).length, 0);

export function VersionsPanel({ file }: { file: CaseFile }) {
  const t = useText(caseFileTexts);
  const s = useServerText();
  const format = useFormat();
  const [chosen, setChosen] = useState(file.versions.length);
  const [only, setOnly] = useState(file.versions.length > 1);
  const version = file.versions.find((one) => one.n === chosen) ?? file.versions.at(-1);
  if (version === undefined) return <p className="muted">{t("noVersions")}</p>;
  const changed = changesOf(version);
  const first = version.n === 1;
  return (
    <>
      <div className="cf-bar">
        <label>
          {t("showVersion")}{" "}
          <select value={version.n} onChange={(event) => setChosen(Number(event.target.value))}>
            {file.versions.map((one) => (
              <option key={one.n} value={one.n}>
                {t("version", { n: one.n, what: s(one.what) })}
              </option>
            ))}
          </select>
        </label>
        {first ? null : (
          <label>
            <input type="checkbox" checked={only} onChange={(event) => setOnly(event.target.checked)} />{" "}
            {t("onlyChanges")}
          </label>
        )}
        <span className="muted">{t("versionBy", { who: version.by, at: format.dateTime(version.at) })}</span>
        <b>{first ? t("noChanges") : t("changes", { n: changed })}</b>
      </div>
      {version.parts
        .map((part) => ({
          ...part,
          rows: only && !first ? part.rows.filter((row) => row.was !== null) : part.rows,
        }))
        .filter((part) => part.rows.length > 0)
        .map((part) => (
          <section key={part.id}>
            <h2>{s(part.name)}</h2>
            <dl className="cf-rows">
              {part.rows.map((row) => (
                <div key={row.path} className={row.was === null ? undefined : "changed"}>
                  <dt>{s(row.label)}</dt>
                  <dd>
                    {row.was === null ? s(row.value) : <FieldDiff was={s(row.was)} now={s(row.value)} />}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      {version.files.length === 0 ? null : (
        <section>
          <h2>{t("replaced")}</h2>
          <dl className="cf-rows">
            {version.files.map((one) => (
              <div key={one.label.zh} className="changed">
                <dt>{s(one.label)}</dt>
                <dd>
                  <FieldDiff was={<FileNames files={one.before} />} now={<FileNames files={one.after} />} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {version.sealed > 0 ? <p className="muted">{t("sealedFields", { n: version.sealed })}</p> : null}
    </>
  );
}
