/** A1: everybody with an account, found by name, department, post and state. */
import type { GivenPassword, PeoplePage as Page, PostHolders } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { FormEvent } from "react";
import { useSearchParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { formatNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useGo, useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Empty } from "../../shared/states/states.tsx";
import { AddDialog } from "./add-dialog.tsx";
import { PasswordDialog } from "./password-dialog.tsx";
import "./people.css";
import { usePeople } from "./queries.ts";
import { RightsList } from "./rights-list.tsx";
import { peopleTexts } from "./texts.ts";

const FILTERS = ["q", "department", "role", "state"] as const;
const STATES = ["current", "future", "waiting", "ended"] as const;

function Filters({
  params,
  departments,
  onApply,
}: {
  params: URLSearchParams;
  departments: Page["departments"];
  onApply: (values: Record<string, string>) => void;
}) {
  const t = useText(peopleTexts);
  const s = useServerText();
  const [department, setDepartment] = useState(params.get("department") ?? "");
  const chosen = departments.find(({ id }) => id === department);
  const roles = new Map(
    (chosen === undefined ? departments : [chosen])
      .flatMap((one) => one.roles)
      .map((one) => [one.id, one.name]),
  );
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onApply(
      Object.fromEntries(
        FILTERS.map((name): [string, string] => {
          const value = form.get(name);
          return [name, typeof value === "string" ? value.trim() : ""];
        }).filter(([, value]) => value !== ""),
      ),
    );
  };
  return (
    <form className="au-filters" role="search" onSubmit={submit}>
      <label>
        {t("search")}
        <input name="q" type="search" defaultValue={params.get("q") ?? ""} />
      </label>
      <label>
        {t("department")}
        <select name="department" value={department} onChange={(event) => setDepartment(event.target.value)}>
          <option value="">{t("any")}</option>
          {departments.map((one) => (
            <option key={one.id} value={one.id}>
              {s(one.name)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("role")}
        <select name="role" key={department} defaultValue={params.get("role") ?? ""}>
          <option value="">{t("any")}</option>
          {[...roles].map(([id, name]) => (
            <option key={id} value={id}>
              {s(name)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("state")}
        <select name="state" defaultValue={params.get("state") ?? ""}>
          <option value="">{t("any")}</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {t(`state_${state}`)}
            </option>
          ))}
        </select>
      </label>
      <Button type="primary" htmlType="submit">
        {t("find")}
      </Button>
    </form>
  );
}

/** Of one post of one department: who holds it, and what it allows. */
function Holders({ department, role }: { department: string; role: string }) {
  const t = useText(peopleTexts);
  const s = useServerText();
  const query = useQuery({
    queryKey: ["people", "list", "holders", department, role],
    queryFn: ({ signal }) => api.get<PostHolders>("/people/holders", { query: { department, role }, signal }),
    refetchOnWindowFocus: false,
  });
  return (
    <Async query={query}>
      {(post) => (
        <section className="card">
          <h2>{s(post.label)}</h2>
          <p>
            {t("holders")}:{" "}
            {post.holders.length === 0
              ? t("holdersNone")
              : post.holders.map(({ name }) => name).join(t("joiner"))}
          </p>
          <details>
            <summary>{t("rights")}</summary>
            <RightsList rights={post.rights} />
          </details>
        </section>
      )}
    </Async>
  );
}

function Rows({ rows }: { rows: Page["rows"] }) {
  const t = useText(peopleTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <div className="ad-scroll" tabIndex={0} role="group" aria-label={t("title")}>
      <table className="ad-table">
        <thead>
          <tr>
            <th scope="col">{t("colName")}</th>
            <th scope="col">{t("colUser")}</th>
            <th scope="col">{t("colPosts")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <AppLink to={`/a/users/${row.id}`}>{row.name}</AppLink>
                {row.active ? null : <span className="chip red">{t("inactive")}</span>}
              </td>
              <td>
                <code>{row.username}</code>
              </td>
              <td>
                {row.posts.length === 0 ? <span className="muted">{t("noPosts")}</span> : null}
                {row.posts.map((post) => (
                  <div key={s(post.label)}>
                    {s(post.label)}
                    {post.until === null ? null : (
                      <span className="muted"> {t("until", { date: format.date(post.until) })}</span>
                    )}
                    {post.state === "current" ? null : (
                      <span className="chip orange">{t(`state_${post.state}`)}</span>
                    )}
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function PeoplePage() {
  const t = useText(peopleTexts);
  const go = useGo();
  const [params, setParams] = useSearchParams();
  const query = Object.fromEntries(FILTERS.map((name) => [name, params.get(name) ?? ""]));
  const people = usePeople(query);
  const [adding, setAdding] = useState(false);
  const [given, setGiven] = useState<GivenPassword | null>(null);
  const { department = "", role = "" } = query;
  return (
    <div className="ad-page">
      <div className="pe-head">
        <PageTitle title={t("title")} />
        <Button onClick={() => setAdding(true)}>{t("add")}</Button>
      </div>
      <p className="muted">{t("intro")}</p>
      <Async query={people}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows);
          return (
            <>
              <Filters
                key={params.toString()}
                params={params}
                departments={pages[0]?.departments ?? []}
                onApply={(values) => setParams(values, { state: { keepFocus: true } })}
              />
              {department !== "" && role !== "" ? <Holders department={department} role={role} /> : null}
              <p className="muted" role="status">
                {t("count", { n: formatNumber(pages[0]?.total ?? 0) })}
              </p>
              {rows.length === 0 ? <Empty title={t("none")}>{t("noneNote")}</Empty> : <Rows rows={rows} />}
              {people.hasNextPage ? (
                <Button onClick={() => void people.fetchNextPage()} loading={people.isFetchingNextPage}>
                  {t("more")}
                </Button>
              ) : null}
            </>
          );
        }}
      </Async>
      {adding ? (
        <AddDialog
          onClose={() => setAdding(false)}
          onAdded={(made) => {
            setAdding(false);
            setGiven(made);
          }}
        />
      ) : null}
      {given === null ? null : (
        <PasswordDialog
          given={given}
          onClose={() => {
            setGiven(null);
            go(`/a/users/${given.id}`);
          }}
        />
      )}
    </div>
  );
}
