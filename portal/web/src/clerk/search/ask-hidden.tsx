import LockOutlined from "@ant-design/icons/es/icons/LockOutlined";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { searchTexts } from "./texts.ts";

/** Says that there is something one may not see, and nothing of it; asks those in charge. */
export function AskHidden({ q, n }: { q: string; n: number }) {
  const t = useText(searchTexts);
  const id = useId();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const ask = useMutation({
    mutationFn: () => api.post("/search/asks", { q, reason }),
    onSettled: () => setOpen(false),
  });
  return (
    <section className="card se-hidden">
      <LockOutlined aria-hidden /> {t("hidden", { n })}{" "}
      <Button onClick={() => setOpen(true)} disabled={ask.isSuccess}>
        {t("ask")}
      </Button>
      <span role="status">
        {ask.isSuccess ? t("asked") : ask.isError ? t("failed", { why: ask.error.message }) : ""}
      </span>
      {open ? (
        <Dialog title={t("askTitle")} onClose={() => setOpen(false)}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (reason.trim() !== "") ask.mutate();
            }}
          >
            <p className="cf-field">
              <label htmlFor={id}>{t("askReason")}</label>
              <textarea
                id={id}
                rows={3}
                maxLength={200}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </p>
            <div className="actions">
              <Button
                type="primary"
                htmlType="submit"
                loading={ask.isPending}
                disabled={reason.trim() === ""}
              >
                {t("send")}
              </Button>
              <Button onClick={() => setOpen(false)}>{t("cancel")}</Button>
            </div>
          </form>
        </Dialog>
      ) : null}
    </section>
  );
}
