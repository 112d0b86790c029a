import { NavLink, Link as RouterLink } from "react-router";
import type { LinkProps, NavLinkProps } from "react-router";
import { localPath } from "./language.ts";
import { useLanguage } from "./use-text.ts";

type Local<T extends { to: unknown }> = Omit<T, "to"> & { to: string };

/** A link inside the app that keeps the page's language. */
export function AppLink({ to, ...rest }: Local<LinkProps>) {
  return <RouterLink to={localPath(useLanguage(), to)} {...rest} />;
}

/** The same, marking the current page with aria-current. */
export function AppNavLink({ to, ...rest }: Local<NavLinkProps>) {
  return <NavLink to={localPath(useLanguage(), to)} {...rest} />;
}
