import type { HeldFile } from "@onewindow/forms";
import { apiUrl } from "../api/client.ts";

/** Opens a file that a field holds, in a tab of its own. */
export function FileLink({ file }: { file: HeldFile }) {
  return (
    <a href={apiUrl(`/files/${file.id}`)} target="_blank" rel="noreferrer">
      {file.name}
    </a>
  );
}

export function FileLinks({ files }: { files: readonly HeldFile[] }) {
  return (
    <ul className="file-links">
      {files.map((file) => (
        <li key={file.id}>
          <FileLink file={file} />
        </li>
      ))}
    </ul>
  );
}
