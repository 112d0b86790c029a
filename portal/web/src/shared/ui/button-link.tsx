import { Button } from "antd";
import type { ButtonProps } from "antd";
import { useHref, useNavigate } from "react-router";
import { localPath } from "../i18n/language.ts";
import { useLanguage } from "../i18n/use-text.ts";

export type ButtonLinkProps = Omit<ButtonProps, "href" | "onClick"> & { to: string; state?: unknown };

/** A link that looks like a button; opens inside the app, in a new tab when asked. */
export function ButtonLink({ to, state, ...rest }: ButtonLinkProps) {
  const target = localPath(useLanguage(), to);
  const href = useHref(target);
  const navigate = useNavigate();
  return (
    <Button
      {...rest}
      href={href}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        void navigate(target, { state });
      }}
    />
  );
}
