import type { LookupResult } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { FormEvent } from "react";
import { api } from "../../shared/api/api.ts";
import { groupCaseNumber, plainCaseNumber } from "../../shared/format/numbers.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Chip } from "../../shared/ui/chip.tsx";
import type { ChipTone } from "../../shared/ui/chip.tsx";
import { homeTexts } from "./texts.ts";

/** Signed out: a case by number and query code. */
export function CaseLookup() {
  const t = useText(homeTexts);
  const s = useServerText();
  const [no, setNo] = useState("");
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState(false);
  const lookup = useMutation({
    mutationFn: (input: { no: string; queryCode: string }) => api.post<LookupResult>("/cases/lookup", input),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const input = { no: plainCaseNumber(no), queryCode: plainCaseNumber(code) };
    const incomplete = input.no.length < 17 || input.queryCode.length < 6;
    setMissing(incomplete);
    if (!incomplete) lookup.mutate(input);
  };
  const error = missing ? t("lookupMissing") : (lookup.error?.message ?? "");
  return (
    <section className="card">
      <h2>{t("lookup")}</h2>
      <p className="caption muted">{t("lookupHint")}</p>
      <form onSubmit={submit} noValidate>
        <div className="lookup-grid">
          <label className="plain-field">
            {t("caseNo")}
            <input
              className="plain-input tnum"
              inputMode="numeric"
              value={no}
              onChange={(event) => setNo(event.target.value)}
            />
          </label>
          <label className="plain-field">
            {t("queryCode")}
            <input
              className="plain-input tnum"
              inputMode="numeric"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          </label>
        </div>
        <p
          role="alert"
          className="caption"
          style={{ color: "var(--error)", minHeight: "1.375rem", marginTop: "0.5rem" }}
        >
          {error}
        </p>
        <Button htmlType="submit" loading={lookup.isPending}>
          {t("lookUp")}
        </Button>
      </form>
      {lookup.data !== undefined ? (
        <div role="status" style={{ marginTop: "1rem" }}>
          <p>
            <strong>{s(lookup.data.title)}</strong>{" "}
            <span className="tnum">{groupCaseNumber(lookup.data.no)}</span>{" "}
            <Chip tone={lookup.data.status.tone as ChipTone}>{s(lookup.data.status.label)}</Chip>
          </p>
          <ul>
            {lookup.data.lanes.map((lane) => (
              <li key={lane.name.zh} className="caption">
                {s(lane.name)} · {s(lane.department.name)} · {s(lane.statusLabel)}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}
