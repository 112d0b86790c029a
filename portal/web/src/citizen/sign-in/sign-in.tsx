import { Button } from "antd";
import { useState } from "react";
import type { FormEvent } from "react";
import { useSearchParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { ApiError } from "../../shared/api/errors.ts";
import { useGo, useServerText, useText } from "../../shared/i18n/use-text.ts";
import { useServerInfo, useSession, useSignIn } from "../../shared/session/session.ts";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { ErrorSummary } from "../../shared/ui/error-summary.tsx";
import type { SummaryError } from "../../shared/ui/error-summary.tsx";
import { safeNext } from "./safe-next.ts";
import "./sign-in.css";
import { signInTexts } from "./texts.ts";

/** C20: user name and password; returns to `next`. Errors do not tell which half is wrong. */
export function SignInPage() {
  const t = useText(signInTexts);
  const s = useServerText();
  const go = useGo();
  const [params] = useSearchParams();
  const next = safeNext(params.get("next"));
  const info = useServerInfo();
  const session = useSession();
  const signIn = useSignIn();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [newPassword, setNewPassword] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);

  const enter = (input: { username: string; password: string; newPassword?: string }): void => {
    signIn.mutate(input, {
      onSuccess: (opened) => go(next ?? opened.actingAs.landing, { replace: true }),
      onError: (error) => {
        const choose = error instanceof ApiError && error.code === "choose-password";
        if (choose) setChoosing(true);
        const wanted = choose || (error instanceof ApiError && error.status === 422);
        setErrors([{ target: wanted ? "new-password" : "username", text: error.message }]);
        setAttempt((count) => count + 1);
      },
    });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing: SummaryError[] = [];
    if (username.trim() === "") missing.push({ target: "username", text: t("usernameMissing") });
    if (password === "") missing.push({ target: "password", text: t("passwordMissing") });
    setErrors(missing);
    setAttempt(attempt + 1);
    if (missing.length === 0)
      enter({ username: username.trim(), password, ...(choosing ? { newPassword } : {}) });
  };
  const wrong = (target: string): string | undefined => errors.find((error) => error.target === target)?.text;

  if (session && !signIn.isPending && !signIn.isSuccess) {
    return (
      <>
        <PageTitle title={t("title")} />
        <p style={{ margin: "1rem 0" }}>{t("already", { name: session.person.name })}</p>
        <ButtonLink type="primary" to={next ?? session.actingAs.landing}>
          {t("goOn")}
        </ButtonLink>
      </>
    );
  }
  return (
    <>
      <PageTitle title={t("title")} />
      <div className="sign-in">
        <form className="card" onSubmit={submit} noValidate>
          <ErrorSummary errors={errors} attempt={attempt} />
          <label className="plain-field">
            {t("username")}
            {wrong("username") !== undefined ? <span className="wrong-text">{wrong("username")}</span> : null}
            <input
              id="username"
              className="plain-input"
              autoComplete="username"
              autoCapitalize="none"
              aria-invalid={wrong("username") !== undefined}
              value={username}
              onChange={(event) => setUsername(event.target.value)}
            />
          </label>
          <label className="plain-field">
            {t("password")}
            {wrong("password") !== undefined ? <span className="wrong-text">{wrong("password")}</span> : null}
            <input
              id="password"
              className="plain-input"
              type={shown ? "text" : "password"}
              autoComplete="current-password"
              aria-invalid={wrong("password") !== undefined}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </label>
          {choosing ? (
            <label className="plain-field">
              {t("newPassword")}
              {wrong("new-password") !== undefined ? (
                <span className="wrong-text">{wrong("new-password")}</span>
              ) : null}
              <input
                id="new-password"
                className="plain-input"
                type={shown ? "text" : "password"}
                autoComplete="new-password"
                aria-invalid={wrong("new-password") !== undefined}
                value={newPassword}
                onChange={(event) => setNewPassword(event.target.value)}
              />
            </label>
          ) : null}
          <p className="reveal">
            <label>
              <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />{" "}
              {t("showPassword")}
            </label>
          </p>
          <Button type="primary" size="large" block htmlType="submit" loading={signIn.isPending}>
            {t("signIn")}
          </Button>
          <p className="caption muted" style={{ marginTop: "0.75rem" }}>
            {t("paste")}
          </p>
        </form>
        {info !== undefined && info.demoAccounts.length > 0 ? (
          <section className="card">
            <h2>{t("demo")}</h2>
            <p className="caption muted">
              {t("demoHint")} {t("demoPassword")} <code>{info.demoAccounts[0]?.password}</code>
            </p>
            <ul className="demo-list">
              {info.demoAccounts.map((account) => (
                <li key={account.username}>
                  <button type="button" disabled={signIn.isPending} onClick={() => enter(account)}>
                    <code>{account.username}</code> <span>{s(account.who)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </>
  );
}
