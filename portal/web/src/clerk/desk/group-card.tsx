import type { DeliveryAct, DeskGroup, DeskRow } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useGo, useServerText, useText } from "../../shared/i18n/use-text.ts";
import { announce } from "../../shared/ui/announcer.tsx";
import { LightMark } from "../../shared/ui/light.tsx";
import { PostingDialog } from "./posting-dialog.tsx";
import { deskTexts } from "./texts.ts";

function Row({
  row,
  chosen,
  onChoose,
}: {
  row: DeskRow;
  chosen: boolean | null;
  onChoose: (on: boolean) => void;
}) {
  const t = useText(deskTexts);
  const s = useServerText();
  return (
    <tr>
      <td>
        {chosen === null ? null : (
          <input
            type="checkbox"
            aria-label={t("choose", { item: s(row.item) })}
            checked={chosen}
            onChange={(event) => onChoose(event.target.checked)}
          />
        )}
      </td>
      <td>
        {s(row.item)}
        <br />
        <span className="caption muted">{s(row.department.name)}</span>
      </td>
      <td>
        <AppLink to={`/w/cases/${row.caseNo}`} className="tnum">
          {groupCaseNumber(row.caseNo)}
        </AppLink>
      </td>
      <td>{s(row.result)}</td>
      <td>{row.light === null ? "—" : <LightMark light={row.light} dense />}</td>
      <td>{row.waits === 0 ? t("today") : t("waits", { n: row.waits })}</td>
      <td>
        {row.act === null ? null : (
          <>
            {s(row.act.line)}{" "}
            <AppLink className="desk-go" to={`/w/desk/${row.act.id}`}>
              {t("openAct")}
            </AppLink>
          </>
        )}
        {row.way === "electronic" ? t("unread") : null}
        {row.returned === null ? null : <span className="desk-returned">{s(row.returned)}</span>}
      </td>
    </tr>
  );
}

/** What waits for one applicant: chosen together, it is handed over or posted in one act. */
export function GroupCard({ group, way }: { group: DeskGroup; way: string }) {
  const t = useText(deskTexts);
  const s = useServerText();
  const go = useGo();
  const id = useId();
  const free = group.rows.filter((row) => row.act === null && row.way !== "electronic");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [posting, setPosting] = useState(false);
  const [tried, setTried] = useState(false);
  const chosen = free.filter((row) => !left.has(row.caseItemId)).map((row) => row.caseItemId);
  const hand = useMutation({
    mutationFn: () => api.post<DeliveryAct>("/deliveries", { caseItemIds: chosen }),
    onSuccess: (act) => go(`/w/desk/${act.id}`),
  });
  const unread = group.rows.filter((row) => row.way === "electronic").map((row) => row.caseItemId);
  const remind = useMutation({
    mutationFn: () => api.post("/deliveries/reminders", { caseItemIds: unread }),
    onSuccess: () => announce(t("reminded")),
  });
  const act = (run: () => void): void => {
    setTried(chosen.length === 0);
    if (chosen.length > 0) run();
  };
  return (
    <section className="desk-card">
      <h2 id={`${id}h`}>{s(group.applicant)}</h2>
      <div className="cf-wide" role="region" aria-label={s(group.applicant)} tabIndex={0}>
        <table className="wb-table" aria-labelledby={`${id}h`}>
          <thead>
            <tr>
              <td />
              {(["colItem", "colCase", "colResult", "colLimit", "colAge", "colState"] as const).map(
                (column) => (
                  <th key={column} scope="col">
                    {t(column)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {group.rows.map((row) => (
              <Row
                key={row.caseItemId}
                row={row}
                chosen={free.includes(row) ? !left.has(row.caseItemId) : null}
                onChoose={(on) =>
                  setLeft(
                    on
                      ? new Set([...left].filter((one) => one !== row.caseItemId))
                      : new Set([...left, row.caseItemId]),
                  )
                }
              />
            ))}
          </tbody>
        </table>
      </div>
      {tried && chosen.length === 0 ? (
        <p className="wb-error" role="alert">
          {t("chooseOne")}
        </p>
      ) : null}
      {(hand.error ?? remind.error) === null ? null : (
        <p className="wb-error" role="alert">
          {(hand.error ?? remind.error)?.message}
        </p>
      )}
      {unread.length === 0 ? null : (
        <div className="actions">
          <Button loading={remind.isPending} onClick={() => remind.mutate()}>
            {t("remind", { n: unread.length })}
          </Button>
          <span role="status">{remind.isSuccess ? t("reminded") : ""}</span>
        </div>
      )}
      {free.length === 0 ? null : (
        <div className="actions">
          <Button
            type={way === "post" ? "default" : "primary"}
            loading={hand.isPending}
            onClick={() => act(() => hand.mutate())}
          >
            {t("hand", { n: chosen.length })}
          </Button>
          {group.address === "" ? null : (
            <Button type={way === "post" ? "primary" : "default"} onClick={() => act(() => setPosting(true))}>
              {t("postNow", { n: chosen.length })}
            </Button>
          )}
        </div>
      )}
      {posting ? (
        <PostingDialog group={group} caseItemIds={chosen} onClose={() => setPosting(false)} />
      ) : null}
    </section>
  );
}
