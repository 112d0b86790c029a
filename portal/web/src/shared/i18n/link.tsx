import { Link as RouterLink } from "react-router";
import type { LinkProps } from "react-router";
import { localPath } from "./language.ts";
import { useLanguage } from "./use-text.ts";

type Local<T extends { to: unknown }> = Omit<T, "to"> & { to: string };

/** A link inside the app that keeps the page's language. */
export function AppLink({ to, ...rest }: Local<LinkProps>) {
  return <RouterLink to={localPath(useLanguage(), to)} {...rest} />;
}
