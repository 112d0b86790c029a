/** Files of a field: a button first, dropping as well; each one named, opened, taken away; progress and faults in words. */
import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import DeleteOutlined from "@ant-design/icons/es/icons/DeleteOutlined";
import UploadOutlined from "@ant-design/icons/es/icons/UploadOutlined";
import { fieldMaterial, fileRules } from "@onewindow/forms";
import type { HeldFile } from "@onewindow/forms";
import type { MaterialSlot } from "@onewindow/server/api";
import { Button } from "antd";
import { useCallback, useRef, useState } from "react";
import { api } from "../api/api.ts";
import { formatBytes } from "../format/numbers.ts";
import { useText } from "../i18n/use-text.ts";
import { announce } from "../ui/announcer.tsx";
import { acceptedTypes, refusal, typeNames } from "../upload/file-rules.ts";
import { uploadTexts } from "../upload/texts.ts";
import { UploadRow } from "../upload/upload-row.tsx";
import { useUploads } from "../upload/use-uploads.ts";
import { FileLink } from "./file-links.tsx";
import { useFormFacts } from "./form-context.ts";
import { formTexts } from "./texts.ts";
import { useControl } from "./use-control.ts";
import type { ControlProps } from "./use-control.ts";
import { filesOf } from "./wire.ts";

/** @param base API path below which the form's owner keeps its files: `/drafts/<id>`. */
export function FilesControl({ component, path, base }: ControlProps & { base: string }) {
  const t = useText(uploadTexts);
  const f = useText(formTexts);
  const { store, section } = useFormFacts();
  const control = useControl({ component, path });
  const input = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState("");
  const [dragging, setDragging] = useState(false);
  const { multiple, maxBytes, accept } = fileRules(component);
  const address = `${base}/materials/${encodeURIComponent(fieldMaterial(section, path))}/files`;
  const files = filesOf(control.value);

  const forget = useCallback(
    (file: HeldFile) => {
      // what stays behind unnamed is not taken over when the application is submitted
      api.delete(`${address}/${file.id}`).catch(() => undefined);
    },
    [address],
  );
  const taken = useCallback(
    (slot: MaterialSlot) => {
      const found = slot.files.find(({ id }) => id === slot.uploaded);
      if (found === undefined) return;
      const file = { id: found.id, name: found.name };
      const others = filesOf(store.value(path)).filter(({ id }) => id !== file.id);
      if (!multiple) others.forEach(forget);
      store.set(path, multiple ? [...others, file] : [file]);
    },
    [store, path, multiple, forget],
  );
  const { uploads, start, retry, cancel } = useUploads(address, taken);
  const take = (chosen: Iterable<File>): void => {
    setRefused("");
    for (const file of multiple ? chosen : [...chosen].slice(0, 1)) {
      const why = refusal({ accept, maxBytes: maxBytes ?? Infinity }, file);
      if (why === null) start(file);
      else
        setRefused(
          why === "size"
            ? t("tooBig", { name: file.name, size: formatBytes(file.size), max: formatBytes(maxBytes ?? 0) })
            : t("wrongType", { name: file.name, types: typeNames(accept) }),
        );
    }
  };
  const remove = (file: HeldFile): void => {
    store.set(
      path,
      files.filter(({ id }) => id !== file.id),
    );
    forget(file);
    announce(t("removed", { name: file.name }));
    document.getElementById(control.aria.id)?.focus();
  };
  return (
    <div
      className={dragging ? "files-control dragging" : "files-control"}
      onDragOver={(event) => {
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={(event) => {
        event.preventDefault();
        setDragging(false);
        take(event.dataTransfer.files);
      }}
    >
      <input
        ref={input}
        type="file"
        hidden
        multiple={multiple}
        accept={acceptedTypes(accept).join(",")}
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <Button
        id={control.aria.id}
        aria-describedby={control.aria["aria-describedby"]}
        icon={<UploadOutlined aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {files.length === 0 ? f("upload") : multiple ? f("uploadMore") : f("uploadOther")}
        <span className="visually-hidden"> {control.text(component.label)}</span>
      </Button>{" "}
      <span className="caption muted">
        {maxBytes === null
          ? typeNames(accept)
          : t("accept", { types: typeNames(accept), max: formatBytes(maxBytes) })}{" "}
        · {t("drop")}
      </span>
      {refused === "" ? null : (
        <p className="field-error" role="alert">
          {refused}
        </p>
      )}
      {files.length + uploads.length === 0 ? null : (
        <ul className="file-list">
          {files.map((file) => (
            <li key={file.id} className="file-row">
              <CheckCircleFilled className="good" aria-hidden />
              <FileLink file={file} />
              <span />
              <span className="actions">
                <button type="button" className="link-button" onClick={() => remove(file)}>
                  <DeleteOutlined aria-hidden /> {t("remove")}
                  <span className="visually-hidden"> {file.name}</span>
                </button>
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
      )}
    </div>
  );
}
