import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import CloseCircleFilled from "@ant-design/icons/es/icons/CloseCircleFilled";
import ClockCircleOutlined from "@ant-design/icons/es/icons/ClockCircleOutlined";
import DeleteOutlined from "@ant-design/icons/es/icons/DeleteOutlined";
import UploadOutlined from "@ant-design/icons/es/icons/UploadOutlined";
import type { MaterialSlot, UploadedFile } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useRef, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { formatBytes } from "../../shared/format/numbers.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { announce } from "../../shared/ui/announcer.tsx";
import { acceptedTypes, refusal, typeNames } from "../../shared/upload/file-rules.ts";
import { hintOfFile } from "../../shared/upload/hint-of-file.ts";
import { UploadRow } from "../../shared/upload/upload-row.tsx";
import { useUploads } from "../../shared/upload/use-uploads.ts";
import { PictureHints } from "./picture-hints.tsx";
import type { HintedFile } from "./picture-hints.tsx";
import { materialTexts } from "./texts.ts";

export interface Shown {
  slotId: string;
  fileId: string;
}

interface SlotRowProps {
  /** API path below which the slot lies: `/drafts/<id>`, `/cases/<no>/corrections/<n>`. */
  base: string;
  onChanged: (slot: MaterialSlot) => void;
  slot: MaterialSlot;
  shown: Shown | null;
  onShow: (shown: Shown) => void;
}

const GOOD = new Set<MaterialSlot["state"]>(["uploaded", "reused", "found"]);

export function SlotState({ slot }: { slot: MaterialSlot }) {
  const s = useServerText();
  const good = GOOD.has(slot.state);
  const bad = slot.state === "missing" && slot.need === "required";
  return (
    <span className={`slot-state${good ? " good" : bad ? " bad" : ""}`}>
      {good ? (
        <CheckCircleFilled aria-hidden />
      ) : bad ? (
        <CloseCircleFilled aria-hidden />
      ) : (
        <ClockCircleOutlined aria-hidden />
      )}
      {s(slot.stateLabel)}
    </span>
  );
}

function FileRow({
  base,
  onChanged: changed,
  slot,
  file,
  shown,
  onShow,
}: SlotRowProps & { file: UploadedFile }) {
  const t = useText(materialTexts);
  const remove = useMutation({
    mutationFn: () => api.delete<MaterialSlot>(`${base}/materials/${slot.id}/files/${file.id}`),
    onSuccess: (next) => {
      changed(next);
      announce(t("removed", { name: file.name }));
    },
  });
  const current = shown?.fileId === file.id;
  return (
    <li className="file-row">
      <CheckCircleFilled className="good" aria-hidden />
      <span>{file.name}</span>
      <span className="muted">
        {remove.isError
          ? remove.error.message
          : `${formatBytes(file.size)} · ${t("pages", { n: file.pages })}`}
      </span>
      <span className="actions">
        <button
          type="button"
          className="link-button"
          aria-pressed={current}
          onClick={() => onShow({ slotId: slot.id, fileId: file.id })}
        >
          {t("view")}
          <span className="visually-hidden"> {file.name}</span>
        </button>
        <button
          type="button"
          className="link-button"
          disabled={remove.isPending}
          onClick={() => remove.mutate()}
        >
          <DeleteOutlined aria-hidden />
          <span className="visually-hidden">
            {t("remove")} {file.name}
          </span>
        </button>
      </span>
    </li>
  );
}

/** A licence that the applicant holds: used with one button, put back with one. */
function Reuse({ base, slot, onChanged: changed }: Pick<SlotRowProps, "base" | "slot" | "onChanged">) {
  const t = useText(materialTexts);
  const s = useServerText();
  const path = `${base}/materials/${slot.id}/reuse`;
  const use = useMutation({
    mutationFn: () => api.post<MaterialSlot>(path, { licenceId: slot.offer?.licenceId }),
    onSuccess: changed,
  });
  const drop = useMutation({ mutationFn: () => api.delete<MaterialSlot>(path), onSuccess: changed });
  const failed = use.error ?? drop.error;
  if (slot.licenceId !== null) {
    return (
      <p className="slot-note">
        <button type="button" className="link-button" disabled={drop.isPending} onClick={() => drop.mutate()}>
          {t("dropReuse")}
        </button>
        {failed !== null ? <span className="slot-error"> {failed.message}</span> : null}
      </p>
    );
  }
  if (slot.offer === null) return null;
  return (
    <p className="slot-note offer">
      {t("reuseOffer", { label: s(slot.offer.label) })}{" "}
      {slot.offer.usable ? (
        <Button size="small" loading={use.isPending} onClick={() => use.mutate()}>
          {t("reuse")}
        </Button>
      ) : (
        s(slot.offer.whyNot)
      )}
      {failed !== null ? <span className="slot-error"> {failed.message}</span> : null}
    </p>
  );
}

/** One material: name, for which approvals, state in words, and what can be done with it. */
export function SlotRow(props: SlotRowProps) {
  const { base, slot, shown, onChanged } = props;
  const t = useText(materialTexts);
  const s = useServerText();
  const { uploads, start, retry, cancel } = useUploads(`${base}/materials/${slot.id}/files`, onChanged);
  const input = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState("");
  const [dragging, setDragging] = useState(false);
  const [hints, setHints] = useState<HintedFile[]>([]);
  const types = typeNames(slot.accept);
  const max = formatBytes(slot.maxBytes);
  const mayUpload =
    slot.accept.length > 0 &&
    slot.licenceId === null &&
    slot.state !== "made-on-the-way" &&
    slot.state !== "found";
  const take = (files: Iterable<File>): void => {
    setRefused("");
    for (const file of files) {
      const why = refusal(slot, file);
      if (why === null) {
        start(file);
        void hintOfFile(file).then((hint) => {
          const others = (list: HintedFile[]): HintedFile[] => list.filter(({ name }) => name !== file.name);
          if (hint !== null) setHints((list) => [...others(list), { name: file.name, hint }]);
        });
      } else {
        setRefused(
          why === "size"
            ? t("tooBig", { name: file.name, size: formatBytes(file.size), max })
            : t("wrongType", { name: file.name, types }),
        );
      }
    }
  };
  return (
    <li
      className={`slot${shown?.slotId === slot.id ? " current" : ""}${dragging ? " dragging" : ""}`}
      onDragOver={(event) => {
        if (!mayUpload) return;
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={(event) => {
        if (!mayUpload) return;
        event.preventDefault();
        setDragging(false);
        take(event.dataTransfer.files);
      }}
    >
      <div className="slot-line">
        <span>
          <strong>{s(slot.name)}</strong>
          <span className="caption muted">
            {t("usedFor", { items: slot.usedBy.map((item) => s(item.name)).join(t("joiner")) })}
            {slot.need === "optional" ? ` · ${t("optional")}` : ""}
          </span>
        </span>
        <span className="caption muted">
          {slot.trust !== null ? `${t("trust", { level: slot.trust })} · ${s(slot.trustReason)}` : ""}
        </span>
        <SlotState slot={slot} />
        <span className="slot-actions">
          {mayUpload ? (
            <>
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
              <Button
                size="small"
                icon={<UploadOutlined aria-hidden />}
                onClick={() => input.current?.click()}
              >
                {slot.files.length > 0 ? t("addMore") : t("upload")}
                <span className="visually-hidden"> {s(slot.name)}</span>
              </Button>
            </>
          ) : null}
        </span>
      </div>
      <Reuse base={base} slot={slot} onChanged={onChanged} />
      {mayUpload && slot.files.length === 0 && uploads.length === 0 ? (
        <p className="slot-note">
          {s(slot.reason) !== "" ? `${s(slot.reason)} · ` : ""}
          {t("accept", { types, max })} · {t("drop")}
          {slot.tolerantDays !== null ? ` · ${t("mayFollow", { n: slot.tolerantDays })}` : ""}
        </p>
      ) : null}
      {refused !== "" ? (
        <p className="slot-error" role="alert">
          {refused}
        </p>
      ) : null}
      <PictureHints
        hints={hints}
        onClose={(name) => setHints((list) => list.filter((entry) => entry.name !== name))}
      />
      {slot.files.length + uploads.length > 0 ? (
        <ul className="file-list">
          {slot.files.map((file) => (
            <FileRow key={file.id} {...props} file={file} />
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
    </li>
  );
}
