import type { UploadedFile } from "@onewindow/server/api";
import { useState } from "react";
import { apiUrl } from "../api/client.ts";
import { FileViewer } from "./file-viewer.tsx";

/** The files of one material: chosen by name, shown one at a time. */
export function FilesViewer({ files, title }: { files: UploadedFile[]; title: string }) {
  const [chosen, setChosen] = useState(0);
  const file = files[Math.min(chosen, files.length - 1)];
  if (file === undefined) return null;
  return (
    <div className="files-viewer">
      {files.length > 1 ? (
        <div className="files-names" role="group" aria-label={title}>
          {files.map((entry, index) => (
            <button
              key={entry.id}
              type="button"
              aria-pressed={entry.id === file.id}
              onClick={() => setChosen(index)}
            >
              {entry.name}
            </button>
          ))}
        </div>
      ) : null}
      <FileViewer
        key={file.id}
        url={apiUrl(`/files/${file.id}`)}
        name={file.name}
        mediaType={file.mediaType}
      />
    </div>
  );
}
