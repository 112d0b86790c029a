import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import CloseCircleFilled from "@ant-design/icons/es/icons/CloseCircleFilled";
import type { Verification } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useGo, useServerText, useText } from "../../shared/i18n/use-text.ts";
import { ErrorState, Loading } from "../../shared/states/states.tsx";
import { verifyTexts } from "./texts.ts";
import "./verify.css";

const words = {
  valid: "valid",
  "not-valid": "notValid",
  "not-found": "notFound",
  "bad-check-digit": "badDigit",
  foreign: "foreign",
} as const;

function Verdict({ verdict }: { verdict: Verification }) {
  const t = useText(verifyTexts);
  const s = useServerText();
  const format = useFormat();
  const valid = verdict.result === "valid";
  const word = t(words[verdict.result]);
  const { licence } = verdict;
  const from = licence === null ? "" : format.date(licence.validFrom);
  return (
    <section className={`card verdict${valid ? " valid" : ""}`} role="status">
      <h2>
        {valid ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />} {word}
      </h2>
      {s(verdict.message).toLowerCase() === word.toLowerCase() ? null : <p>{s(verdict.message)}</p>}
      <p className="caption muted">{t("checkedAt", { at: format.dateTime(verdict.checkedAt) })}</p>
      {licence !== null ? (
        <dl>
          {(
            [
              ["name", s(licence.name)],
              ["identifier", licence.identifier],
              ["number", licence.number],
              ["holder", licence.holderMasked],
              ["issuer", s(licence.issuer)],
              ["issuedOn", format.date(licence.issuedOn)],
              [
                "period",
                licence.validUntil === null
                  ? t("from", { from })
                  : t("fromTo", { from, to: format.date(licence.validUntil) }),
              ],
              [
                "status",
                [s(licence.statusLabel), s(licence.statusReason)].filter((part) => part !== "").join(" · "),
              ],
            ] as const
          ).map(([key, value]) => (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd className="tnum">{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </section>
  );
}

/** C16: a licence by its identifier, for anyone. */
export function VerifyPage() {
  const t = useText(verifyTexts);
  const go = useGo();
  const [params] = useSearchParams();
  const identifier = params.get("id") ?? "";
  const [typed, setTyped] = useState(identifier);
  const [missing, setMissing] = useState(false);
  useEffect(() => setTyped(identifier), [identifier]);
  const query = useQuery({
    queryKey: ["verify", identifier],
    queryFn: () => api.get<Verification>(`/verify/${encodeURIComponent(identifier)}`),
    enabled: identifier !== "",
    staleTime: 0,
  });
  return (
    <>
      <PageTitle title={t("title")} />
      <p className="muted">{t("lead")}</p>
      <form
        className="verify-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = typed.normalize("NFKC").replace(/\s/g, "");
          setMissing(wanted === "");
          if (wanted === "") return document.getElementById("identifier")?.focus();
          if (wanted === identifier) void query.refetch();
          else go(`/verify?id=${encodeURIComponent(wanted)}`, { state: { keepFocus: true } });
        }}
      >
        <label>
          <strong>{t("identifier")}</strong> <span className="caption muted">{t("hint")}</span>
          {missing ? <span className="wrong-text">{t("missing")}</span> : null}
          <input
            id="identifier"
            value={typed}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={missing}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <Button type="primary" size="large" htmlType="submit">
          {t("verify")}
        </Button>
      </form>
      {identifier !== "" && query.isPending ? <Loading lines={3} /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data !== undefined ? <Verdict verdict={query.data} /> : null}
    </>
  );
}
