/** A2: person, thing, action → yes or no → capacity → rule → condition with its values → parts → who may change it. */
import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import CloseCircleFilled from "@ant-design/icons/es/icons/CloseCircleFilled";
import type { Why, WhyCapacity, WhyOptions } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import type { FormEvent } from "react";
import { useSearchParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { readTypedDay } from "../../shared/format/calendar-days.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { DayInput } from "../../shared/forms/day-input.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { whyPageTexts } from "./texts.ts";
import "./why.css";

function Verdict({ ok, words }: { ok: boolean; words: string }) {
  return (
    <b className={ok ? "why-yes" : "why-no"}>
      {ok ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />} {words}
    </b>
  );
}

function Rules({ capacity, actionName }: { capacity: WhyCapacity; actionName: (id: string) => string }) {
  const t = useText(whyPageTexts);
  const s = useServerText();
  const joined = (values: readonly string[]): string =>
    values.length === 0 ? t("empty") : values.join(t("joiner"));
  if (capacity.rules.length === 0) return <p className="muted">{t("noRules")}</p>;
  return (
    <ol className="why-rules">
      {capacity.rules.map((rule, index) => (
        <li key={index}>
          {t("rule", { actions: rule.actions.map(actionName).join(t("joiner")) })}
          {rule.conditions.length === 0 ? ` · ${t("ruleAll")}` : null}
          <ul>
            {rule.conditions.map((condition) => (
              <li key={condition.field}>
                {t("wanted", { name: s(condition.name), wanted: joined(condition.wanted) })} ·{" "}
                {condition.actual === null ? t("notTold") : t("actual", { actual: joined(condition.actual) })}{" "}
                <Verdict
                  ok={condition.holds}
                  words={t(condition.holds ? "met" : condition.actual === null ? "untold" : "notMet")}
                />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Answer({ answer, actionName }: { answer: Why; actionName: (id: string) => string }) {
  const t = useText(whyPageTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <section aria-live="polite" className="why-answer">
      <h2>
        {answer.allowed ? (
          <CheckCircleFilled className="why-yes" aria-hidden />
        ) : (
          <CloseCircleFilled className="why-no" aria-hidden />
        )}{" "}
        {s(answer.sentence)}
      </h2>
      <p className="muted">
        {answer.person.name} · {s(answer.what.name)} {answer.what.id} · {s(answer.action.name)} ·{" "}
        {t("on", { date: format.date(answer.on) })}
      </p>
      {answer.notes.map((note) => (
        <p key={note.en}>{s(note)}</p>
      ))}
      {answer.capacities.map((capacity) => (
        <section key={capacity.id} className="card">
          <h3>
            {t("asCapacity", { label: s(capacity.label) })}{" "}
            <Verdict ok={capacity.allowed} words={t(capacity.allowed ? "yes" : "no")} />
          </h3>
          <p>{s(capacity.because)}</p>
          <Rules capacity={capacity} actionName={actionName} />
          {capacity.masks.length === 0 ? null : (
            <>
              <h4>{t("masks")}</h4>
              <ul className="why-masks">
                {capacity.masks.map((mask) => (
                  <li key={mask.part}>
                    {s(mask.name)} <Verdict ok={mask.open} words={t(mask.open ? "open" : "closed")} />
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      ))}
      <section className="card">
        <h3>{t("change")}</h3>
        <p>{s(answer.change.where)}</p>
        <p className="muted">{t("holders", { names: answer.change.holders.join(t("joiner")) })}</p>
      </section>
    </section>
  );
}

function Question({
  options,
  params,
  onAsk,
}: {
  options: WhyOptions;
  params: URLSearchParams;
  onAsk: (values: Record<string, string>) => void;
}) {
  const t = useText(whyPageTexts);
  const s = useServerText();
  const [givenKind = "case", ...rest] = (params.get("what") ?? "case").split(":");
  const [kind, setKind] = useState(givenKind);
  const [day, setDay] = useState(params.get("on") ?? "");
  const dayId = useId();
  const chosen = options.kinds.find((one) => one.id === kind) ?? options.kinds[0];
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string): string => {
      const value = form.get(name);
      return typeof value === "string" ? value.trim() : "";
    };
    const id = read("id").replace(/\s/g, "");
    const who = read("who");
    onAsk({
      ...(who === "" ? {} : { who }),
      what: id === "" ? kind : `${kind}:${id}`,
      action: read("action"),
      ...(day === "" ? {} : { on: readTypedDay(day) ?? day }),
    });
  };
  return (
    <form className="au-filters" onSubmit={submit} key={params.toString()}>
      {options.others ? (
        <label>
          {t("who")}
          <input name="who" defaultValue={params.get("who") ?? ""} />
        </label>
      ) : null}
      <label>
        {t("kind")}
        <select name="kind" value={chosen?.id} onChange={(event) => setKind(event.target.value)}>
          {options.kinds.map((one) => (
            <option key={one.id} value={one.id}>
              {s(one.name)}
            </option>
          ))}
        </select>
      </label>
      {chosen?.hasId === true ? (
        <label>
          {t("id")}
          <input name="id" defaultValue={rest.join(":")} />
        </label>
      ) : null}
      <label>
        {t("action")}
        <select name="action" key={chosen?.id} defaultValue={params.get("action") ?? "read"}>
          {(chosen?.actions ?? []).map((one) => (
            <option key={one.id} value={one.id}>
              {s(one.name)}
            </option>
          ))}
        </select>
      </label>
      <span className="au-day">
        <label htmlFor={dayId}>{t("day")}</label>
        <DayInput id={dayId} label={t("day")} value={day} onDay={(next) => setDay(next ?? "")} />
      </span>
      <Button type="primary" htmlType="submit">
        {t("ask")}
      </Button>
    </form>
  );
}

export function WhyPage() {
  const t = useText(whyPageTexts);
  const s = useServerText();
  const [params, setParams] = useSearchParams();
  const query = {
    who: params.get("who") ?? "",
    what: params.get("what") ?? "",
    action: params.get("action") ?? "",
    on: params.get("on") ?? "",
  };
  const options = useQuery({
    queryKey: ["why", "options"],
    queryFn: ({ signal }) => api.get<WhyOptions>("/why/options", { signal }),
  });
  const answer = useQuery({
    queryKey: ["why", query],
    enabled: query.what !== "",
    queryFn: ({ signal }) => api.get<Why>("/why", { query, signal }),
    refetchOnWindowFocus: false,
  });
  const actionName = (id: string): string =>
    s(options.data?.kinds.flatMap((kind) => kind.actions).find((action) => action.id === id)?.name) || id;
  return (
    <div className="ad-page">
      <PageTitle title={t("title")} />
      <p className="muted">
        {t("intro")} {options.data?.others === false ? t("introOwn") : ""}
      </p>
      <Async query={options}>
        {(given) => (
          <Question
            options={given}
            params={params}
            onAsk={(values) => setParams(values, { state: { keepFocus: true } })}
          />
        )}
      </Async>
      {query.what === "" ? (
        <p className="muted">{t("nothing")}</p>
      ) : (
        <Async query={answer}>{(given) => <Answer answer={given} actionName={actionName} />}</Async>
      )}
    </div>
  );
}
