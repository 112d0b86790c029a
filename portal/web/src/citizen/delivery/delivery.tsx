/** How results come: changed until they are sent; what has been served, when and how. */
import type { DeliveryPage as Page } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import { useParams } from "react-router";
import { Crumbs } from "../../app/crumbs.tsx";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { announce } from "../../shared/ui/announcer.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import "../correction/correction.css";
import { deliveryTexts } from "./texts.ts";

function Choice({ page }: { page: Page }) {
  const t = useText(deliveryTexts);
  const id = useId();
  const client = useQueryClient();
  const [way, setWay] = useState(page.way);
  const [address, setAddress] = useState(page.address);
  const [said, setSaid] = useState(false);
  const save = useMutation({
    mutationFn: () => api.put<Page>(`/cases/${page.no}/delivery`, { way, address }),
    onSuccess: (next) => {
      client.setQueryData(["delivery", page.no], next);
      void client.invalidateQueries({ queryKey: ["case", page.no] });
      setSaid(true);
      announce(t("saved"));
    },
  });
  return (
    <form
      className="card stack clarification"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <fieldset>
        <legend>
          <h2>{t("way")}</h2>
        </legend>
        {page.ways.map((option) => (
          <label key={option} className="correction-choice">
            <input
              type="radio"
              name={`${id}way`}
              checked={way === option}
              onChange={() => {
                setWay(option);
                setSaid(false);
              }}
            />
            {t(option)}
          </label>
        ))}
      </fieldset>
      {way === "post" ? (
        <>
          <label htmlFor={`${id}address`}>{t("address")}</label>
          <input
            id={`${id}address`}
            autoComplete="street-address"
            maxLength={300}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        </>
      ) : null}
      {save.error === null ? null : (
        <p className="slot-error" role="alert">
          {save.error.message}
        </p>
      )}
      {said ? <p role="status">{t("saved")}</p> : null}
      <div>
        <Button type="primary" size="large" htmlType="submit" loading={save.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

function Delivery({ page }: { page: Page }) {
  const t = useText(deliveryTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <>
      <Crumbs
        trail={[
          { name: t("cases"), to: "/cases" },
          { name: s(page.title), to: `/cases/${page.no}` },
          { name: t("title") },
        ]}
      />
      <PageTitle title={t("title")}>{t("title")}</PageTitle>
      <p>{page.bar === null ? t("lead") : s(page.bar)}</p>
      <div className="correction-points">
        <section className="card stack clarification">
          <h2>{t("items")}</h2>
          <ul className="stack">
            {page.items.map((item) => (
              <li key={item.caseItemId}>
                <b>{s(item.name)}</b>
                <br />
                {s(item.how)} {item.at === null ? "" : format.dayTime(item.at)}
              </li>
            ))}
          </ul>
        </section>
        {page.bar === null ? <Choice page={page} /> : null}
      </div>
      <div className="correction-actions">
        <ButtonLink size="large" to={`/cases/${page.no}`}>
          {t("back")}
        </ButtonLink>
      </div>
    </>
  );
}

export function DeliveryPage() {
  const { no = "" } = useParams();
  const query = useQuery({
    queryKey: ["delivery", no],
    queryFn: () => api.get<Page>(`/cases/${no}/delivery`),
  });
  return <Async query={query}>{(page) => <Delivery page={page} />}</Async>;
}
