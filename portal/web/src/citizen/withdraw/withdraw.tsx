import type { Draft, WithdrawalPage, Withdrawn } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useRef, useState } from "react";
import { useParams } from "react-router";
import { Crumbs } from "../../app/crumbs.tsx";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useGo, useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { ErrorState } from "../../shared/states/states.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { ErrorSummary } from "../../shared/ui/error-summary.tsx";
import type { SummaryError } from "../../shared/ui/error-summary.tsx";
import "../check/check.css";
import { withdrawTexts } from "./texts.ts";
import { WithdrawItems } from "./withdraw-items.tsx";
import "./withdraw.css";
import { WithdrawnAct } from "./withdrawn-act.tsx";

const CONFIRM_DIGITS = 4;

function WithdrawForm({ page, onDone }: { page: WithdrawalPage; onDone: (id: string) => void }) {
  const t = useText(withdrawTexts);
  const client = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState("");
  const [digits, setDigits] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  // One key for one act: a double click, or a retry after a lost answer, withdraws once.
  const key = useRef(crypto.randomUUID());
  const send = useMutation({
    mutationFn: () =>
      api.post<Withdrawn>(
        `/cases/${page.no}/withdraw`,
        { items: [...chosen], reason: reason.trim(), lastDigits: digits.trim() },
        { idempotencyKey: key.current },
      ),
    onSuccess: async ({ id }) => {
      onDone(id);
      await Promise.all(
        [["withdrawal", page.no], ["case", page.no], ["cases"], ["home"]].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      );
    },
    onError: () => {
      key.current = crypto.randomUUID();
      return client.invalidateQueries({ queryKey: ["withdrawal", page.no] });
    },
  });
  const problems = (): SummaryError[] => {
    const list: SummaryError[] = [];
    if (chosen.size === 0) {
      const first = page.items.find((item) => item.bar === null);
      list.push({ target: `item-${first?.caseItemId ?? ""}`, text: t("chooseOne") });
    }
    if (reason.trim() === "") list.push({ target: "withdraw-reason", text: t("giveReason") });
    if (digits.trim() !== page.no.slice(-CONFIRM_DIGITS))
      list.push({ target: "withdraw-digits", text: t("wrongDigits") });
    return list;
  };
  const wrong = (target: string): string | undefined => errors.find((error) => error.target === target)?.text;
  const [reasonWrong, digitsWrong] = [wrong("withdraw-reason"), wrong("withdraw-digits")];
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const list = problems();
        setErrors(list);
        setAttempt(attempt + 1);
        if (list.length === 0) send.mutate();
      }}
    >
      <ErrorSummary errors={errors} attempt={attempt} />
      <WithdrawItems
        page={page}
        chosen={chosen}
        wrong={errors.find((error) => error.target.startsWith("item-"))?.text}
        onChoose={setChosen}
      />
      <section className="card check-part">
        <label className="plain-field" htmlFor="withdraw-reason">
          <strong>{t("reason")}</strong>
        </label>
        <p className="caption muted" id="withdraw-reason-hint">
          {t("reasonHint")}
        </p>
        {reasonWrong !== undefined ? (
          <p className="withdraw-wrong" id="withdraw-reason-wrong">
            {reasonWrong}
          </p>
        ) : null}
        <textarea
          id="withdraw-reason"
          className="plain-input withdraw-reason"
          rows={3}
          maxLength={500}
          value={reason}
          aria-invalid={reasonWrong !== undefined}
          aria-describedby={`withdraw-reason-hint${reasonWrong === undefined ? "" : " withdraw-reason-wrong"}`}
          onChange={(event) => setReason(event.target.value)}
        />
        <label className="plain-field withdraw-digits" htmlFor="withdraw-digits">
          <strong>{t("confirm")}</strong>
        </label>
        <p className="caption muted tnum" id="withdraw-digits-hint">
          {t("confirmHint", { no: groupCaseNumber(page.no) })}
        </p>
        {digitsWrong !== undefined ? (
          <p className="withdraw-wrong" id="withdraw-digits-wrong">
            {digitsWrong}
          </p>
        ) : null}
        <input
          id="withdraw-digits"
          className="plain-input tnum"
          style={{ maxWidth: "8rem" }}
          inputMode="numeric"
          autoComplete="off"
          maxLength={CONFIRM_DIGITS}
          value={digits}
          aria-invalid={digitsWrong !== undefined}
          aria-describedby={`withdraw-digits-hint${digitsWrong === undefined ? "" : " withdraw-digits-wrong"}`}
          onChange={(event) => setDigits(event.target.value)}
        />
      </section>
      {send.isError ? <ErrorState error={send.error} /> : null}
      <div className="withdraw-actions">
        <Button type="primary" danger size="large" htmlType="submit" loading={send.isPending}>
          {chosen.size === 0 ? t("sendNone") : t("send", { n: chosen.size })}
        </Button>
        <ButtonLink size="large" to={`/cases/${page.no}`}>
          {t("back")}
        </ButtonLink>
      </div>
    </form>
  );
}

function Withdraw({ page }: { page: WithdrawalPage }) {
  const t = useText(withdrawTexts);
  const s = useServerText();
  const go = useGo();
  const [doneId, setDoneId] = useState<string | null>(null);
  const again = useMutation({
    mutationFn: () => api.post<Draft>(`/cases/${page.no}/again`, {}),
    onSuccess: (draft) => go(`/apply/${draft.id}`),
  });
  const done = doneId !== null;
  const open = page.items.some((item) => item.bar === null);
  const title = done ? t("done") : t("title");
  return (
    <>
      <Crumbs
        trail={[
          { name: t("cases"), to: "/cases" },
          { name: s(page.title), to: `/cases/${page.no}` },
          { name: t("title") },
        ]}
      />
      <div className="narrow-column">
        <PageTitle key={title} title={title} />
        {done ? null : <p className="muted withdraw-lead">{t("lead")}</p>}
        {page.made.map((act) => (
          <WithdrawnAct
            key={act.id}
            act={act}
            fresh={act.id === doneId}
            again={again.isPending}
            onAgain={() => again.mutate()}
          />
        ))}
        {again.isError ? <ErrorState error={again.error} /> : null}
        {done ? (
          <ButtonLink type="primary" to={`/cases/${page.no}`}>
            {t("progress")}
          </ButtonLink>
        ) : open ? (
          <WithdrawForm page={page} onDone={setDoneId} />
        ) : (
          <>
            <section className="card check-part">
              <h2>{t("none")}</h2>
              <p className="muted">{t("noneWhy")}</p>
            </section>
            <WithdrawItems page={page} chosen={new Set()} wrong={undefined} onChoose={() => undefined} />
            <ButtonLink to={`/cases/${page.no}`}>{t("progress")}</ButtonLink>
          </>
        )}
      </div>
    </>
  );
}

/** C14: what is withdrawn, what falls with it, why; confirmed by the number; nothing of what was entered is lost. */
export function WithdrawPage() {
  const { no = "" } = useParams();
  const query = useQuery({
    queryKey: ["withdrawal", no],
    queryFn: () => api.get<WithdrawalPage>(`/cases/${no}/withdrawal`),
    // The receipt is made a moment after the act.
    refetchInterval: ({ state }) =>
      state.data?.made.some((act) => act.documentId === null) === true && state.dataUpdateCount < 20
        ? 2000
        : false,
  });
  return <Async query={query}>{(page) => <Withdraw page={page} />}</Async>;
}
