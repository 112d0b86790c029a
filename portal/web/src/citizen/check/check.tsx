import type { CheckPage as CheckData, SubmitRequest, Submitted } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useRef, useState } from "react";
import { useParams } from "react-router";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useGo, useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { ErrorState } from "../../shared/states/states.tsx";
import { ErrorSummary } from "../../shared/ui/error-summary.tsx";
import type { SummaryError } from "../../shared/ui/error-summary.tsx";
import "../draft/draft.css";
import { PartCrumbs, PartTitle, PartsRail, partHref } from "../draft/part-head.tsx";
import { SlotState } from "../materials/slot-row.tsx";
import "../materials/materials.css";
import "./check.css";
import { Declarations, Delivery, Undertakings } from "./choices.tsx";
import { Promises } from "./promises.tsx";
import { ReviewRows } from "./review-rows.tsx";
import { checkTexts } from "./texts.ts";

function toggled(set: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}

/** Undertakings that the answers already chose: what they replace is no longer asked for. */
function chosenBefore(page: CheckData): ReadonlySet<string> {
  const asked = new Set(page.materials.map((slot) => slot.name.zh));
  return new Set(
    page.undertakings
      .filter((offer) => offer.replaces.length > 0 && offer.replaces.every((name) => !asked.has(name.zh)))
      .map((offer) => offer.itemId),
  );
}

/** Everything that was entered, part by part; Change returns to the field. */
function Parts({ page }: { page: CheckData }) {
  const t = useText(checkTexts);
  const s = useServerText();
  const { draft } = page;
  return (
    <>
      {page.parts.map((part) => (
        <section key={part.id} className="card check-part">
          <h2>{s(part.name)}</h2>
          {part.rows.length === 0 ? (
            <p className="muted">
              {t("empty")}{" "}
              <AppLink to={partHref(draft, part.id)}>{t("fillIn", { part: s(part.name) })}</AppLink>
            </p>
          ) : null}
          <ReviewRows
            rows={part.rows}
            action={(row) => {
              const prefix = `${part.id}.`;
              const path = row.path.startsWith(prefix) ? row.path.slice(prefix.length) : row.path;
              return (
                <AppLink to={`${partHref(draft, part.id)}#${encodeURIComponent(path)}`}>
                  {t("change")}
                  <span className="visually-hidden"> {s(row.label)}</span>
                </AppLink>
              );
            }}
          />
        </section>
      ))}
      <section className="card check-part">
        <h2>{t("materials")}</h2>
        <dl className="review-rows">
          {page.materials.map((slot) => (
            <div key={slot.id}>
              <dt>{s(slot.name)}</dt>
              <dd className="value">
                <SlotState slot={slot} />
                {slot.trust !== null ? (
                  <span className="caption muted">{t("trust", { level: slot.trust })}</span>
                ) : null}
              </dd>
              <dd>
                <AppLink to={`/apply/${draft.id}/materials`}>
                  {t("change")}
                  <span className="visually-hidden"> {s(slot.name)}</span>
                </AppLink>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}

function WhoReads({ page }: { page: CheckData }) {
  const t = useText(checkTexts);
  const s = useServerText();
  const itemName = (id: string): string =>
    s(page.draft.situation.items.find((item) => item.id === id)?.name) || id;
  return (
    <section className="card">
      <h2 className="aside-title">{t("whoReads")}</h2>
      <ul>
        {page.readers.map((reader) => (
          <li key={reader.department.id} style={{ marginTop: "0.5rem" }}>
            <strong>{s(reader.department.name)}</strong>
            <p className="caption muted">
              {t("readsFields", { n: reader.fields, items: reader.items.map(itemName).join(t("joiner")) })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Check({ page }: { page: CheckData }) {
  const t = useText(checkTexts);
  const s = useServerText();
  const format = useFormat();
  const go = useGo();
  const client = useQueryClient();
  const { draft } = page;
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [promised, setPromised] = useState<ReadonlySet<string>>(() => chosenBefore(page));
  const [later, setLater] = useState(false);
  const [way, setWay] = useState(page.delivery[0] ?? "electronic");
  const [address, setAddress] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  // One key for one submission: a double click, or a retry after a lost answer, is the same submission.
  const key = useRef(crypto.randomUUID());
  const submit = useMutation({
    mutationFn: (body: SubmitRequest) =>
      api.post<Submitted>(`/drafts/${draft.id}/submit`, body, {
        version: draft.version,
        idempotencyKey: key.current,
      }),
    onSuccess: (submitted) => {
      void client.invalidateQueries({ queryKey: ["cases"] });
      void client.invalidateQueries({ queryKey: ["home"] });
      go(`/cases/${submitted.no}/receipt`, { replace: true });
    },
  });
  // what an undertaking stands for need not be promised
  const replacedNames = new Set(
    page.undertakings.flatMap((offer) =>
      promised.has(offer.itemId) ? offer.replaces.map((name) => name.zh) : [],
    ),
  );
  const owedTolerances = page.tolerances.filter((one) => !replacedNames.has(one.name.zh));
  const problems = (): SummaryError[] => {
    const list: SummaryError[] = [];
    if (way === "post" && address.trim() === "")
      list.push({ target: "delivery-address", text: t("addressMissing") });
    if (owedTolerances.length > 0 && !later)
      list.push({ target: "promise-later", text: t("promiseMissing") });
    for (const declaration of page.declarations) {
      if (declaration.required && !ticked.has(declaration.id)) {
        list.push({
          target: `declaration-${declaration.id}`,
          text: t("declare", { text: s(declaration.text) }),
        });
      }
    }
    return list;
  };
  const send = (): void => {
    const list = problems();
    setErrors(list);
    setAttempt(attempt + 1);
    if (list.length > 0) return;
    submit.mutate({
      declarations: [...ticked],
      undertakings: [...promised],
      promises: later ? owedTolerances.map((one) => one.materialId) : [],
      delivery: way === "post" ? { way, address: address.trim() } : { way },
    });
  };
  const wrong = (target: string): string | undefined => errors.find((error) => error.target === target)?.text;
  const blocked = page.blockers.length > 0;
  return (
    <>
      <PartCrumbs draft={draft} part="check" />
      <div className="two-columns">
        <div>
          <PartTitle draft={draft} part="check" />
          <p className="muted" style={{ marginBottom: "1.5rem" }}>
            {t("lead")}
          </p>
          <ErrorSummary errors={errors} attempt={attempt} />
          {draft.barred === null ? null : (
            <p className="card" role="note">
              {s(draft.barred)}
            </p>
          )}
          {blocked ? (
            <div className="blockers">
              <strong>{t("blockers")}</strong>
              <ul>
                {page.blockers.map((blocker) => (
                  <li key={blocker.part + blocker.text.zh}>
                    <AppLink className="underlined" to={partHref(draft, blocker.part)}>
                      {s(blocker.text)}
                    </AppLink>
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
          <Parts page={page} />
          <Undertakings
            page={page}
            chosen={promised}
            onChoose={(id, on) => setPromised(toggled(promised, id, on))}
          />
          <Promises
            materials={owedTolerances}
            text={page.promise}
            given={later}
            wrong={wrong("promise-later")}
            onGive={setLater}
          />
          <Delivery
            page={page}
            way={way}
            address={address}
            wrong={wrong("delivery-address")}
            onWay={setWay}
            onAddress={setAddress}
          />
          <Declarations
            page={page}
            ticked={ticked}
            wrong={(id) => wrong(`declaration-${id}`)}
            onTick={(id, on) => setTicked(toggled(ticked, id, on))}
          />
          {submit.isError ? <ErrorState error={submit.error} /> : null}
          {!blocked ? (
            <div className="submit-box">
              <p>
                {t("dates", {
                  accepted: format.day(page.example.accepted),
                  due: format.due(page.example.due),
                })}{" "}
                · {t("legal")}
              </p>
              <Button type="primary" size="large" loading={submit.isPending} onClick={send}>
                {t("submit")}
              </Button>
            </div>
          ) : null}
        </div>
        <aside className="stack">
          <PartsRail draft={draft} part="check" />
          <WhoReads page={page} />
        </aside>
      </div>
    </>
  );
}

/** C9: read through, choose, declare, submit once. */
export function CheckPage() {
  const { draft: id = "" } = useParams();
  const query = useQuery({
    queryKey: ["draft-check", id],
    queryFn: () => api.get<CheckData>(`/drafts/${id}/check`),
    staleTime: 0,
    gcTime: 0,
  });
  return <Async query={query}>{(page) => <Check page={page} />}</Async>;
}
