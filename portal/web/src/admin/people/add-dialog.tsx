import type { GivenPassword } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../../shared/api/api.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { peopleTexts } from "./texts.ts";

export function AddDialog({
  onClose,
  onAdded,
}: {
  onClose: () => void;
  onAdded: (given: GivenPassword) => void;
}) {
  const t = useText(peopleTexts);
  const [username, setUsername] = useState("");
  const [name, setName] = useState("");
  const add = useMutation({
    mutationFn: () => api.post<GivenPassword>("/people", { username, name }),
    onSuccess: onAdded,
  });
  return (
    <Dialog title={t("add")} onClose={onClose}>
      <form
        className="pe-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <p className="muted">{t("addNote")}</p>
        <label>
          {t("username")}
          <span className="caption muted">{t("usernameHint")}</span>
          <input
            value={username}
            autoComplete="off"
            autoCapitalize="none"
            onChange={(event) => setUsername(event.target.value)}
          />
        </label>
        <label>
          {t("name")}
          <input value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </label>
        {add.error === null ? null : (
          <p role="alert" className="pe-error">
            {add.error.message}
          </p>
        )}
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={add.isPending}>
            {t("add")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
