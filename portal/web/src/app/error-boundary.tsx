import { Button } from "antd";
import { Component } from "react";
import type { ReactNode } from "react";
import { useLocation } from "react-router";
import { useText } from "../shared/i18n/use-text.ts";
import { ButtonLink } from "../shared/ui/button-link.tsx";
import { uiTexts } from "../shared/ui/texts.ts";
import { PageTitle } from "./page.tsx";

interface Props {
  /** A new page starts without the old page's failure. */
  place: string;
  children: ReactNode;
}

class Boundary extends Component<Props, { failedAt: string | null }> {
  override state: { failedAt: string | null } = { failedAt: null };

  static getDerivedStateFromError(): { failedAt: string } {
    return { failedAt: "" };
  }

  override componentDidUpdate(before: Props): void {
    if (before.place !== this.props.place && this.state.failedAt !== null) this.setState({ failedAt: null });
  }

  override render(): ReactNode {
    return this.state.failedAt === null ? this.props.children : <Crashed />;
  }
}

function Crashed() {
  const t = useText(uiTexts);
  return (
    <div className="card state" role="alert">
      <PageTitle title={t("crashTitle")} />
      <p>{t("crashBody")}</p>
      <div className="actions">
        <Button type="primary" onClick={() => location.reload()}>
          {t("reload")}
        </Button>
        <ButtonLink to="/">{t("home")}</ButtonLink>
      </div>
    </div>
  );
}

/** Catches what a page throws and offers the next step. */
export function ErrorBoundary({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return <Boundary place={pathname}>{children}</Boundary>;
}
