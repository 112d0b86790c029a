import type { MessageSettings } from "@onewindow/server/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../../shared/api/api.ts";
import { ApiError } from "../../shared/api/errors.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { settingsTexts } from "./settings-texts.ts";

function said(error: Error | null): string | null {
  if (error === null) return null;
  const field = error instanceof ApiError ? error.problem.errors?.[0]?.detail : undefined;
  return field ?? error.message;
}

/** One address: what is used now, another one to enter, and the code that proves it. */
export function AddressRow({
  channel,
  settings,
  queryKey,
}: {
  channel: "mail" | "sms";
  settings: MessageSettings;
  queryKey: string[];
}) {
  const t = useText(settingsTexts);
  const client = useQueryClient();
  const [address, setAddress] = useState("");
  const [code, setCode] = useState("");
  const own = settings.addresses[channel];
  const pending = settings.pending?.channel === channel ? settings.pending : null;
  const onSuccess = (now: MessageSettings): void => {
    client.setQueryData(queryKey, now);
    setCode("");
  };
  const ask = useMutation({
    mutationFn: () => api.post<MessageSettings>("/messages/addresses", { channel, address }),
    onSuccess,
  });
  const verify = useMutation({
    mutationFn: () => api.post<MessageSettings>("/messages/addresses/verify", { code }),
    onSuccess: (now: MessageSettings) => {
      onSuccess(now);
      setAddress("");
    },
  });
  const forget = useMutation({
    mutationFn: () => api.delete<MessageSettings>(`/messages/addresses/${channel}`),
    onSuccess,
  });
  const askError = said(ask.error);
  const codeError = said(verify.error);
  const id = `address-${channel}`;
  return (
    <div className="message-address">
      <h3>{t(channel)}</h3>
      <p>
        {own === null ? t("noAddress") : own.masked}{" "}
        {own === null ? null : (
          <span className="caption muted">{own.account ? t("ofAccount") : t("proved")}</span>
        )}
        {own !== null && !own.account ? (
          <button type="button" className="link-button" onClick={() => forget.mutate()}>
            {t("forget", { address: own.masked })}
          </button>
        ) : null}
      </p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        <label htmlFor={id}>{channel === "mail" ? t("newMail") : t("newPhone")}</label>
        {askError === null ? null : (
          <p className="wrong-text" id={`${id}-error`} role="alert">
            {askError}
          </p>
        )}
        <div className="message-entry">
          <input
            id={id}
            type={channel === "mail" ? "email" : "tel"}
            autoComplete={channel === "mail" ? "email" : "tel"}
            value={address}
            maxLength={200}
            aria-invalid={askError !== null}
            aria-describedby={askError === null ? undefined : `${id}-error`}
            onChange={({ target }) => setAddress(target.value)}
          />
          <Button htmlType="submit" loading={ask.isPending}>
            {t("askCode")}
          </Button>
        </div>
      </form>
      {pending === null ? null : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            verify.mutate();
          }}
        >
          <label htmlFor={`${id}-code`}>{t("code", { address: pending.masked })}</label>
          {codeError === null ? null : (
            <p className="wrong-text" id={`${id}-code-error`} role="alert">
              {codeError}
            </p>
          )}
          <div className="message-entry">
            <input
              id={`${id}-code`}
              type="text"
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              maxLength={6}
              aria-invalid={codeError !== null}
              aria-describedby={codeError === null ? undefined : `${id}-code-error`}
              onChange={({ target }) => setCode(target.value)}
            />
            <Button type="primary" htmlType="submit" loading={verify.isPending}>
              {t("verify")}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
