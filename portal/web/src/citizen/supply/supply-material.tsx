import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import UploadOutlined from "@ant-design/icons/es/icons/UploadOutlined";
import type { MaterialSlot, TolerancePage } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useRef, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { formatBytes } from "../../shared/format/numbers.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Chip } from "../../shared/ui/chip.tsx";
import { acceptedTypes, refusal, typeNames } from "../../shared/upload/file-rules.ts";
import { UploadRow } from "../../shared/upload/upload-row.tsx";
import { materialTexts } from "../materials/texts.ts";
import { useUploads } from "../../shared/upload/use-uploads.ts";
import { supplyTexts } from "./texts.ts";

const tones = { open: "orange", supplied: "blue", confirmed: "green" } as const;

/** One material that was to follow: what is missing, its files, its state. */
export function SupplyMaterial({
  material,
  path,
  closed,
  onChanged,
}: {
  material: TolerancePage["materials"][number];
  /** Of its files. */
  path: string;
  closed: boolean;
  onChanged: () => void;
}) {
  const t = useText(supplyTexts);
  const m = useText(materialTexts);
  const s = useServerText();
  const input = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState("");
  const { uploads, start, retry, cancel } = useUploads(path, onChanged);
  const remove = useMutation({
    mutationFn: (fileId: string) => api.delete<MaterialSlot>(`${path}/${fileId}`),
    onSuccess: onChanged,
  });
  const { slot } = material;
  const types = typeNames(slot.accept);
  const max = formatBytes(slot.maxBytes);
  const open = material.state === "open" && !closed;
  const files = slot.files.filter((file) => material.state !== "open" || material.fresh.includes(file.id));
  const take = (list: Iterable<File>): void => {
    setRefused("");
    for (const file of list) {
      const why = refusal(slot, file);
      if (why === null) start(file);
      else
        setRefused(
          why === "size"
            ? m("tooBig", { name: file.name, size: formatBytes(file.size), max })
            : m("wrongType", { name: file.name, types }),
        );
    }
  };
  return (
    <li className="card check-part" id={`material-${material.id}`} tabIndex={-1}>
      <h2 className="supply-name">
        {s(material.name)} <Chip tone={tones[material.state]}>{t(material.state)}</Chip>
      </h2>
      <p className="muted">{material.what === "" ? t("whole") : t("what", { what: material.what })}</p>
      {material.note !== null ? (
        <p className="withdraw-wrong">{t("returned", { note: material.note })}</p>
      ) : null}
      {files.length + uploads.length > 0 ? (
        <ul className="file-list">
          {files.map((file) => (
            <li key={file.id} className="file-row">
              <CheckCircleFilled className="good" aria-hidden />
              <span>{file.name}</span>
              <span className="muted">{`${formatBytes(file.size)} · ${m("pages", { n: file.pages })}`}</span>
              <span className="actions">
                {open ? (
                  <button
                    type="button"
                    className="link-button"
                    disabled={remove.isPending}
                    onClick={() => remove.mutate(file.id)}
                  >
                    {t("remove")}
                    <span className="visually-hidden"> {file.name}</span>
                  </button>
                ) : null}
              </span>
            </li>
          ))}
          {uploads.map((upload) => (
            <UploadRow
              key={upload.key}
              upload={upload}
              onRetry={() => retry(upload)}
              onCancel={() => cancel(upload)}
            />
          ))}
        </ul>
      ) : null}
      {refused !== "" || remove.isError ? (
        <p className="withdraw-wrong" role="alert">
          {refused === "" ? remove.error?.message : refused}
        </p>
      ) : null}
      {open ? (
        <p className="supply-upload">
          <input
            ref={input}
            type="file"
            hidden
            multiple
            accept={acceptedTypes(slot.accept).join(",")}
            onChange={(event) => {
              take([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
          <Button icon={<UploadOutlined aria-hidden />} onClick={() => input.current?.click()}>
            {t("upload")}
            <span className="visually-hidden"> {s(material.name)}</span>
          </Button>{" "}
          <span className="caption muted">{m("accept", { types, max })}</span>
        </p>
      ) : null}
    </li>
  );
}
