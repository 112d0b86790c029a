/** Who may not use 容缺 or 告知承诺 now, why and until when; entering from a credit list, and repair. */
import type { CreditList, CreditRow } from "@onewindow/server/api";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useRef, useState } from "react";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Empty } from "../../shared/states/states.tsx";
import { DayInput } from "../../shared/forms/day-input.tsx";
import { Fault, ReasonDialog } from "../reason-dialog.tsx";
import { creditTexts } from "./texts.ts";

function stateOf(
  row: CreditRow,
  t: ReturnType<typeof useText<typeof creditTexts>>,
  day: (at: string) => string,
) {
  if (row.repaired !== null)
    return t("repaired", { by: row.repaired.by, day: day(row.repaired.at), why: row.repaired.reason });
  if (row.state === "over") return t("over");
  return row.until === null ? t("barred") : t("barredUntil", { day: day(row.until) });
}

function Row({ row, onRepair }: { row: CreditRow; onRepair: () => void }) {
  const t = useText(creditTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <tr>
      <td>{s(row.applicant)}</td>
      <td>
        {t(row.kind)}
        <p className="caption muted">
          {s(row.reason)} · <AppLink to={`/w/cases/${row.caseNo}`}>{row.caseNo}</AppLink>
        </p>
      </td>
      <td>
        <time dateTime={row.at}>{format.day(row.at)}</time>
        <p className="caption muted">
          {s(row.department.name)} · {row.by ?? t("system")}
        </p>
      </td>
      <td>{stateOf(row, t, format.day)}</td>
      <td>
        {row.mayRepair ? (
          <Button size="small" aria-label={t("repairNamed", { name: s(row.applicant) })} onClick={onRepair}>
            {t("repair")}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function Repair({ row, onClose }: { row: CreditRow; onClose: () => void }) {
  const t = useText(creditTexts);
  const s = useServerText();
  const client = useQueryClient();
  const repair = useMutation({
    mutationFn: (reason: string) =>
      api.post<CreditRow>(`/credit/${encodeURIComponent(row.id)}/repair`, { reason }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["credit"] });
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={t("repairNamed", { name: s(row.applicant) })}
      note={t("repairNote")}
      label={t("repairWhy")}
      send={t("repair")}
      least={2}
      busy={repair.isPending}
      error={repair.error}
      onClose={onClose}
      onSend={(reason) => repair.mutate(reason)}
    />
  );
}

function Record({ onClose }: { onClose: () => void }) {
  const t = useText(creditTexts);
  const client = useQueryClient();
  const id = useId();
  const key = useRef(crypto.randomUUID());
  const [caseNo, setCaseNo] = useState("");
  const [until, setUntil] = useState("");
  const record = useMutation({
    mutationFn: (reason: string) =>
      api.post<CreditRow>(
        "/credit",
        { caseNo, reason, ...(until === "" ? {} : { until }) },
        { idempotencyKey: key.current },
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["credit"] });
      onClose();
    },
    onError: () => {
      key.current = crypto.randomUUID();
    },
  });
  return (
    <ReasonDialog
      title={t("record")}
      note={t("recordNote")}
      label={t("why")}
      least={2}
      busy={record.isPending}
      error={record.error}
      ready={caseNo.trim() !== ""}
      fields={(tried) => (
        <>
          <label htmlFor={`${id}case`}>{t("caseNo")}</label>
          <Fault id={`${id}error`} text={tried && caseNo.trim() === "" ? t("needCase") : null} />
          <input
            id={`${id}case`}
            value={caseNo}
            maxLength={40}
            autoComplete="off"
            aria-invalid={tried && caseNo.trim() === ""}
            aria-describedby={tried && caseNo.trim() === "" ? `${id}error` : undefined}
            onChange={(event) => setCaseNo(event.target.value)}
          />
          <label htmlFor={`${id}until`}>{t("until")}</label>
          <DayInput id={`${id}until`} label={t("until")} value={until} onDay={(day) => setUntil(day ?? "")} />
        </>
      )}
      onClose={onClose}
      onSend={(reason) => record.mutate(reason)}
    />
  );
}

export function CreditPage() {
  const t = useText(creditTexts);
  const [repairing, setRepairing] = useState<CreditRow | null>(null);
  const [recording, setRecording] = useState(false);
  const query = useInfiniteQuery({
    queryKey: ["credit"],
    queryFn: ({ pageParam }) =>
      api.get<CreditList>("/credit", { query: pageParam === null ? {} : { after: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  return (
    <div className="ad-page">
      <PageTitle title={t("title")} />
      <p className="muted">{t("lead")}</p>
      <Async query={query}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows);
          return (
            <>
              {pages[0]?.mayRecord === true ? (
                <p>
                  <Button onClick={() => setRecording(true)}>{t("record")}</Button>
                </p>
              ) : null}
              {rows.length === 0 ? (
                <Empty title={t("none")}>
                  <p>{t("noneNote")}</p>
                </Empty>
              ) : (
                <div className="ad-scroll" tabIndex={0} role="group" aria-label={t("title")}>
                  <table className="ad-table">
                    <thead>
                      <tr>
                        {(["colWho", "colWhy", "colFrom", "colState", "colAct"] as const).map((column) => (
                          <th key={column} scope="col">
                            {t(column)}
                          </th>
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {rows.map((row) => (
                        <Row key={row.id} row={row} onRepair={() => setRepairing(row)} />
                      ))}
                    </tbody>
                  </table>
                </div>
              )}
              {query.hasNextPage ? (
                <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t("more")}
                </Button>
              ) : null}
            </>
          );
        }}
      </Async>
      {repairing === null ? null : <Repair row={repairing} onClose={() => setRepairing(null)} />}
      {recording ? <Record onClose={() => setRecording(false)} /> : null}
    </div>
  );
}
