import type { AskRequest, SignaturePage } from "@onewindow/server/api";
import { Button } from "antd";
import { useId, useState } from "react";
import { ApiError } from "../../shared/api/errors.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { signatureTexts } from "./texts.ts";

export type Asking = Omit<AskRequest, "signer">;
type Signer = SignaturePage["signers"][number];

/** Who is asked, and how. Faults of the server stand at their fields. */
export function AskForm({
  signer,
  pending,
  error,
  onSend,
  onCancel,
}: {
  signer: Signer;
  pending: boolean;
  error: Error | null;
  onSend: (asking: Asking) => void;
  onCancel: () => void;
}) {
  const t = useText(signatureTexts);
  const id = useId();
  const known = signer.person.name !== null && !signer.several ? signer.person.name : null;
  const [name, setName] = useState(
    signer.seats.length === 0 || known !== null ? (signer.person.name ?? "") : "",
  );
  const [phone, setPhone] = useState(signer.person.phone ?? "");
  const [way, setWay] = useState(signer.ways[0] ?? "link");
  const problems = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  const fault = (pointer: string): string | undefined =>
    problems.find((problem) => problem.pointer === pointer)?.detail;
  const field = (key: "name" | "phone", hint: string, value: string, set: (value: string) => void) => {
    const wrong = fault(`/${key}`);
    return (
      <label htmlFor={`${id}-${key}`}>
        <strong>{t(key)}</strong> <span className="caption muted">{hint}</span>
        {wrong === undefined ? null : <span className="wrong-text">{wrong}</span>}
        <input
          id={`${id}-${key}`}
          type={key === "phone" ? "tel" : "text"}
          value={value}
          maxLength={key === "phone" ? 20 : 100}
          autoComplete="off"
          aria-invalid={wrong !== undefined}
          onChange={(event) => set(event.target.value)}
        />
      </label>
    );
  };
  return (
    <form
      className="sign-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSend({ name, phone: way === "link" ? phone : "", way });
      }}
    >
      {field("name", t("nameHint"), name, setName)}
      {signer.ways.length > 1 ? (
        <fieldset>
          <legend className="visually-hidden">{t("way")}</legend>
          {signer.ways.map((entry) => (
            <label key={entry} className="inline">
              <input type="radio" name={`${id}-way`} checked={way === entry} onChange={() => setWay(entry)} />
              {t(`choose_${entry}`)}
            </label>
          ))}
        </fieldset>
      ) : null}
      {way === "link" ? field("phone", t("phoneHint"), phone, setPhone) : null}
      {error !== null && problems.length === 0 ? (
        <p className="slot-error" role="alert">
          {error.message}
        </p>
      ) : null}
      <div className="sign-actions">
        <Button type="primary" htmlType="submit" loading={pending}>
          {way === "link" ? t("send") : t("add")}
        </Button>
        <Button onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
