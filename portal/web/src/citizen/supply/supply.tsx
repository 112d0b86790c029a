import type { TolerancePage } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useRef, useState } from "react";
import { useParams } from "react-router";
import { Crumbs } from "../../app/crumbs.tsx";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { ErrorState } from "../../shared/states/states.tsx";
import { announce } from "../../shared/ui/announcer.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { Light } from "../../shared/ui/light.tsx";
import "../check/check.css";
import "../materials/materials.css";
import "../withdraw/withdraw.css";
import "./supply.css";
import { SupplyMaterial } from "./supply-material.tsx";
import { supplyTexts } from "./texts.ts";

function PromiseCard({ page, onChanged }: { page: TolerancePage; onChanged: (page: TolerancePage) => void }) {
  const t = useText(supplyTexts);
  const s = useServerText();
  const format = useFormat();
  const agree = useMutation({
    mutationFn: () => api.post<TolerancePage>(`/cases/${page.no}/supply/${page.caseItemId}/promise`, {}),
    onSuccess: onChanged,
  });
  return (
    <section className="card check-part">
      <h2>{t("promise")}</h2>
      <p>{s(page.promise)}</p>
      {page.agreedAt !== null ? (
        <p className="muted supply-agreed">{t("agreed", { at: format.dateTime(page.agreedAt) })}</p>
      ) : page.over ? null : (
        <Button
          id="supply-agree"
          className="supply-agreed"
          loading={agree.isPending}
          onClick={() => agree.mutate()}
        >
          {t("agree")}
        </Button>
      )}
      {agree.isError ? <ErrorState error={agree.error} /> : null}
    </section>
  );
}

function Supply({ page }: { page: TolerancePage }) {
  const t = useText(supplyTexts);
  const s = useServerText();
  const format = useFormat();
  const client = useQueryClient();
  const key = useRef(crypto.randomUUID());
  const [why, setWhy] = useState("");
  const queryKey = ["supply", page.no, page.caseItemId];
  const refresh = (): void => void client.invalidateQueries({ queryKey });
  const keep = (next: TolerancePage): void => {
    client.setQueryData(queryKey, next);
  };
  const open = page.materials.filter((material) => material.state === "open");
  const ready = open.filter((material) => material.fresh.length > 0 || material.slot.licenceId !== null);
  const send = useMutation({
    mutationFn: () =>
      api.post<TolerancePage>(
        `/cases/${page.no}/supply/${page.caseItemId}`,
        { materials: ready.map((material) => material.id) },
        { idempotencyKey: key.current },
      ),
    onSuccess: (next) => {
      key.current = crypto.randomUUID();
      keep(next);
      announce(t("done"));
      void client.invalidateQueries({ queryKey: ["case", page.no] });
      void client.invalidateQueries({ queryKey: ["cases"] });
    },
    onError: () => {
      key.current = crypto.randomUUID();
      refresh();
    },
  });
  const handIn = (): void => {
    const hinder = page.agreedAt === null ? t("agreeFirst") : ready.length === 0 ? t("uploadFirst") : "";
    setWhy(hinder);
    if (hinder === "") send.mutate();
  };
  const title = t("title", { item: s(page.item) });
  return (
    <>
      <Crumbs
        trail={[
          { name: t("cases"), to: "/cases" },
          { name: s(page.title), to: `/cases/${page.no}` },
          { name: t("crumb") },
        ]}
      />
      <div className="narrow-column">
        <PageTitle title={title} />
        <p className="muted withdraw-lead">
          {page.over ? t("over") : t("lead", { date: format.due(page.due) })}
        </p>
        {page.light !== null && !page.over && open.length > 0 ? <Light light={page.light} /> : null}
        <PromiseCard page={page} onChanged={keep} />
        <ul>
          {page.materials.map((material) => (
            <SupplyMaterial
              key={material.id}
              material={material}
              path={`/cases/${page.no}/supply/${page.caseItemId}/materials/${material.id}/files`}
              closed={page.over}
              onChanged={refresh}
            />
          ))}
        </ul>
        {send.isError ? <ErrorState error={send.error} /> : null}
        <div className="withdraw-actions">
          {!page.over && open.length > 0 ? (
            <Button type="primary" size="large" loading={send.isPending} onClick={handIn}>
              {ready.length === 0 ? t("handInNone") : t("handIn", { n: ready.length })}
            </Button>
          ) : page.over ? null : (
            <p role="status">{t("all")}</p>
          )}
          <ButtonLink size="large" to={`/cases/${page.no}`}>
            {t("progress")}
          </ButtonLink>
        </div>
        {why !== "" ? (
          <p className="withdraw-wrong" role="alert">
            {why}
          </p>
        ) : null}
      </div>
    </>
  );
}

/** What may follow after acceptance: the promise, each material, until when. */
export function SupplyPage() {
  const { no = "", item = "" } = useParams();
  const query = useQuery({
    queryKey: ["supply", no, item],
    queryFn: () => api.get<TolerancePage>(`/cases/${no}/supply/${item}`),
  });
  return <Async query={query}>{(page) => <Supply page={page} />}</Async>;
}
