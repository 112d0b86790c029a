/** The outbox: what goes out by mail and text message, what was given up; in a demo the place where it can be read. */
import type { OutboxMessage, OutboxPage as Outbox, OutboxText } from "@onewindow/server/api";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useSearchParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Empty } from "../../shared/states/states.tsx";
import "./outbox.css";
import { outboxTexts } from "./texts.ts";

const states = ["waiting", "sent", "outbox", "dead"] as const;
type State = (typeof states)[number];

function Row({ message, readable }: { message: OutboxMessage; readable: boolean }) {
  const t = useText(outboxTexts);
  const format = useFormat();
  const client = useQueryClient();
  const { to, subject } = message;
  const text = useMutation({ mutationFn: () => api.get<OutboxText>(`/outbox/${message.id}`) });
  const retry = useMutation({
    mutationFn: () => api.post<OutboxMessage>(`/outbox/${message.id}/retry`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["outbox"] }),
  });
  const error = text.error ?? retry.error;
  return (
    <tr>
      <td>
        <time dateTime={message.at}>{format.dayTime(message.at)}</time>
      </td>
      <td>
        {t(message.channel)} <span className="ob-to">{to}</span>
      </td>
      <td>
        <span lang={message.language === "zh" ? "zh-CN" : "en"}>{subject}</span>
        {text.data === undefined ? null : (
          <p className="ob-text" lang={message.language === "zh" ? "zh-CN" : "en"}>
            {text.data.text}
          </p>
        )}
      </td>
      <td>
        {t(message.state)}
        <span className="caption muted">
          {message.state === "waiting" && message.nextAt !== null
            ? ` ${t("next", { when: format.dayTime(message.nextAt) })}`
            : ""}
          {message.error === null ? "" : ` ${t("tries", { n: message.tries })}: ${message.error}`}
        </span>
      </td>
      <td>
        {message.state === "dead" ? (
          <Button
            size="small"
            loading={retry.isPending}
            aria-label={t("retryNamed", { to, subject })}
            onClick={() => retry.mutate()}
          >
            {t("retry")}
          </Button>
        ) : readable && message.state === "outbox" && text.data === undefined ? (
          <Button
            size="small"
            loading={text.isPending}
            aria-label={t("showNamed", { to, subject })}
            onClick={() => text.mutate()}
          >
            {t("show")}
          </Button>
        ) : null}
        {error === null ? null : <p role="alert">{error.message}</p>}
      </td>
    </tr>
  );
}

export function OutboxPage() {
  const t = useText(outboxTexts);
  const [params] = useSearchParams();
  const asked = params.get("state");
  const state: State | undefined = states.find((one) => one === asked);
  const query = useInfiniteQuery({
    queryKey: ["outbox", state],
    queryFn: ({ pageParam }) =>
      api.get<Outbox>("/outbox", {
        query: {
          ...(state === undefined ? {} : { state }),
          ...(pageParam === null ? {} : { after: pageParam }),
        },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  return (
    <div className="ad-page">
      <PageTitle title={t("title")} />
      <nav className="ob-states" aria-label={t("states")}>
        <AppLink to="/a/outbox" aria-current={state === undefined ? "page" : undefined}>
          {t("all")}
        </AppLink>
        {states.map((one) => (
          <AppLink key={one} to={`/a/outbox?state=${one}`} aria-current={state === one ? "page" : undefined}>
            {t(one)}
          </AppLink>
        ))}
      </nav>
      <Async query={query}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows);
          const { channels, readable } = pages[0] ?? { channels: { mail: true, sms: true }, readable: false };
          const missing =
            channels.mail && channels.sms
              ? null
              : t(channels.mail ? "noSms" : channels.sms ? "noMail" : "noBoth");
          return (
            <>
              {missing === null ? null : <p className="card">{t("demo", { channels: missing })}</p>}
              {rows.length === 0 ? (
                <Empty title={t("none")}>
                  <p>{t("noneNote")}</p>
                </Empty>
              ) : (
                <div className="ad-scroll" tabIndex={0} role="group" aria-label={t("title")}>
                  <table className="ad-table">
                    <thead>
                      <tr>
                        {(["colAt", "colTo", "colWhat", "colState", "colAct"] as const).map((column) => (
                          <th key={column} scope="col">
                            {t(column)}
                          </th>
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {rows.map((message) => (
                        <Row key={message.id} message={message} readable={readable} />
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
    </div>
  );
}
