import CloseCircleFilled from "@ant-design/icons/es/icons/CloseCircleFilled";
import LoadingOutlined from "@ant-design/icons/es/icons/LoadingOutlined";
import { useText } from "../i18n/use-text.ts";
import { uploadTexts } from "./texts.ts";
import "./upload.css";
import type { Upload } from "./use-uploads.ts";

/** A file on its way: how far it is, or why it failed and what can be done. */
export function UploadRow({
  upload,
  onRetry,
  onCancel,
}: {
  upload: Upload;
  onRetry: () => void;
  onCancel: () => void;
}) {
  const t = useText(uploadTexts);
  const failed = upload.error !== null;
  return (
    <li className="file-row">
      {failed ? <CloseCircleFilled className="bad" aria-hidden /> : <LoadingOutlined aria-hidden />}
      <span>{upload.file.name}</span>
      {failed ? (
        <span className="bad" role="alert">
          {upload.error}
        </span>
      ) : (
        <span>
          <progress max={100} value={upload.percent} aria-label={upload.file.name} />
          {upload.percent < 100 ? t("uploading", { n: upload.percent }) : t("checking")}
        </span>
      )}
      <span className="actions">
        {failed ? (
          <button type="button" className="link-button" onClick={onRetry}>
            {t("retry")}
          </button>
        ) : null}
        <button type="button" className="link-button" onClick={onCancel}>
          {t("cancel")}
        </button>
      </span>
    </li>
  );
}
