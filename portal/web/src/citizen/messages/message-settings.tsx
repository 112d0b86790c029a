import type { MessageSettings, SettingsRequest } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { api } from "../../shared/api/api.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { AddressRow } from "./address-row.tsx";
import { settingsTexts } from "./settings-texts.ts";

const KEY = ["message-settings"];
const channels = ["sms", "mail"] as const;
const events = ["act", "progress"] as const;

/** Which events reach the person by which channel: a table whose boxes save at once. */
function Choices({ settings }: { settings: MessageSettings }) {
  const t = useText(settingsTexts);
  const s = useServerText();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (request: SettingsRequest) => api.put<MessageSettings>("/messages/settings", request),
    onSuccess: (saved) => client.setQueryData(KEY, saved),
  });
  const now: SettingsRequest = save.isPending && save.variables ? save.variables : settings;
  const change = (part: Partial<SettingsRequest>): void =>
    save.mutate({ choices: now.choices, quiet: now.quiet, digest: now.digest, ...part });
  const box = (event: (typeof events)[number], channel: (typeof channels)[number]) => (
    <input
      type="checkbox"
      aria-label={t("choice", { event: t(event), channel: t(channel) })}
      checked={now.choices[channel][event]}
      onChange={({ target }) =>
        change({
          choices: { ...now.choices, [channel]: { ...now.choices[channel], [event]: target.checked } },
        })
      }
    />
  );
  const fixed = (channel: "portal" | "sms" | "mail", event: "act" | "progress" | "service") => (
    <input
      type="checkbox"
      checked
      disabled
      aria-label={t("choice", { event: t(event), channel: t(channel) })}
      aria-describedby={event === "service" ? "service-reason" : "portal-reason"}
    />
  );
  return (
    <section className="card" aria-labelledby="choices-title">
      <h2 id="choices-title">{t("choices")}</h2>
      <table className="message-choices">
        <thead>
          <tr>
            <th scope="col">{t("event")}</th>
            <th scope="col">{t("portal")}</th>
            {channels.map((channel) => (
              <th key={channel} scope="col">
                {t(channel)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event}>
              <th scope="row">{t(event)}</th>
              <td>{fixed("portal", event)}</td>
              {channels.map((channel) => (
                <td key={channel}>{box(event, channel)}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t("service")}</th>
            <td>{fixed("portal", "service")}</td>
            {channels.map((channel) => (
              <td key={channel}>{fixed(channel, "service")}</td>
            ))}
          </tr>
        </tbody>
      </table>
      <p className="caption muted">{t("capacity")}</p>
      <p id="service-reason" className="caption muted">
        {s(settings.serviceReason)}
      </p>
      <p id="portal-reason" className="caption muted">
        {t("portalReason")}
      </p>
      <label className="message-pace">
        <input
          type="checkbox"
          checked={now.quiet}
          onChange={({ target }) => change({ quiet: target.checked })}
        />
        <span>{t("quiet")}</span>
      </label>
      <label className="message-pace">
        <input
          type="checkbox"
          checked={now.digest}
          onChange={({ target }) => change({ digest: target.checked })}
        />
        <span>{t("digest")}</span>
      </label>
      <p role="status" className="caption">
        {save.isSuccess ? t("saved") : ""}
      </p>
      {save.isError ? (
        <p role="alert" className="slot-error">
          {save.error.message} <Button onClick={() => save.mutate(save.variables)}>{t("again")}</Button>
        </p>
      ) : null}
    </section>
  );
}

/** C18, the settings: event by channel, pace, and the addresses that a code has proved. */
export function MessageSettingsView() {
  const t = useText(settingsTexts);
  const query = useQuery({
    queryKey: KEY,
    queryFn: () => api.get<MessageSettings>("/messages/settings"),
  });
  return (
    <Async query={query}>
      {(settings) => (
        <div className="message-settings">
          <Choices settings={settings} />
          <section className="card" aria-labelledby="addresses-title">
            <h2 id="addresses-title">{t("addresses")}</h2>
            <p className="muted">{t("addressesNote")}</p>
            {channels.map((channel) => (
              <AddressRow key={channel} channel={channel} settings={settings} queryKey={KEY} />
            ))}
          </section>
        </div>
      )}
    </Async>
  );
}
