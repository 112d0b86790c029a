import { AppLink } from "../shared/i18n/link.tsx";
import { useText } from "../shared/i18n/use-text.ts";
import { appTexts } from "./texts.ts";

export interface Crumb {
  name: string;
  to?: string;
}

/** Where the page stands; the last one is the page itself. Home comes first by itself. */
export function Crumbs({ trail }: { trail: Crumb[] }) {
  const t = useText(appTexts);
  return (
    <nav className="crumbs" aria-label={t("crumbs")}>
      <ol>
        <li>
          <AppLink to="/">{t("navHome")}</AppLink>
        </li>
        {trail.map((crumb) => (
          <li key={crumb.name}>
            {crumb.to === undefined ? (
              <span aria-current="page">{crumb.name}</span>
            ) : (
              <AppLink to={crumb.to}>{crumb.name}</AppLink>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
