import type { Message, MessageList } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { SESSION_KEY } from "../../shared/session/session.ts";
import { Async } from "../../shared/states/async.tsx";
import { Empty } from "../../shared/states/states.tsx";
import "./messages.css";
import { MessageSettingsView } from "./message-settings.tsx";
import { messageTexts } from "./texts.ts";

function Row({ message }: { message: Message }) {
  const t = useText(messageTexts);
  const s = useServerText();
  const format = useFormat();
  const client = useQueryClient();
  const read = useMutation({
    mutationFn: () => api.post<Message>(`/messages/${message.id}/read`),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["messages"] });
      void client.invalidateQueries({ queryKey: SESSION_KEY });
    },
  });
  return (
    <li>
      <AppLink
        to={message.href}
        className={`message-row${message.read ? " read" : ""}`}
        onClick={() => !message.read && read.mutate()}
      >
        <span className={message.read ? "" : "dot"}>
          {message.read ? null : <span className="visually-hidden">{t("unread")}</span>}
        </span>
        <span>
          <strong>{s(message.title)}</strong>
          <span className="caption muted message-body">{s(message.body)}</span>
        </span>
        <time dateTime={message.at} className="caption muted">
          {t("served", { at: format.dayTime(message.at) })}
        </time>
      </AppLink>
    </li>
  );
}

function List({ view }: { view: "todo" | "news" }) {
  const t = useText(messageTexts);
  const query = useQuery({
    queryKey: ["messages", view],
    queryFn: () => api.get<MessageList>("/messages", { query: { view } }),
  });
  return (
    <Async query={query}>
      {(list) =>
        list.rows.length === 0 ? (
          <Empty title={t("empty")}>
            <p>{view === "todo" ? t("emptyTodo") : t("emptyNews")}</p>
          </Empty>
        ) : (
          <ul className="card flush message-list">
            {list.rows.map((message) => (
              <Row key={message.id} message={message} />
            ))}
          </ul>
        )
      }
    </Async>
  );
}

/** C18: what must be done, and news, a row opens the exact place; what reaches the person by which channel. */
export function MessagesPage() {
  const t = useText(messageTexts);
  const [params] = useSearchParams();
  const asked = params.get("view");
  const view = asked === "news" || asked === "settings" ? asked : "todo";
  return (
    <>
      <PageTitle title={t("title")} />
      <nav className="tabs" aria-label={t("views")}>
        <AppLink to="/messages" aria-current={view === "todo" ? "page" : undefined}>
          {t("todo")}
        </AppLink>
        <AppLink to="/messages?view=news" aria-current={view === "news" ? "page" : undefined}>
          {t("news")}
        </AppLink>
        <AppLink to="/messages?view=settings" aria-current={view === "settings" ? "page" : undefined}>
          {t("settings")}
        </AppLink>
      </nav>
      {view === "settings" ? <MessageSettingsView /> : <List view={view} />}
    </>
  );
}
