import type { GivenPassword } from "@onewindow/server/api";
import { Button } from "antd";
import { useFormat } from "../../shared/format/use-format.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { peopleTexts } from "./texts.ts";

/** The password for one sign-in, shown this once. */
export function PasswordDialog({ given, onClose }: { given: GivenPassword; onClose: () => void }) {
  const t = useText(peopleTexts);
  const format = useFormat();
  return (
    <Dialog title={t("passwordTitle")} onClose={onClose}>
      <p>
        <code className="pe-password">{given.password}</code>
      </p>
      <p>{t("passwordNote", { username: given.username, until: format.dayTime(given.until) })}</p>
      <div className="actions">
        <Button type="primary" onClick={onClose}>
          {t("done")}
        </Button>
      </div>
    </Dialog>
  );
}
