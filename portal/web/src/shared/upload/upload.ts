/** One upload with progress. Fetch has none, so this is the one place that uses XMLHttpRequest. */
import type { MaterialSlot } from "@onewindow/server/api";
import { sessionHeaders } from "../api/api.ts";
import { apiUrl } from "../api/client.ts";
import { ApiError, OfflineError, toProblem } from "../api/errors.ts";
import { langTag, languageOf } from "../i18n/language.ts";

export interface RunningUpload {
  done: Promise<MaterialSlot>;
  cancel(): void;
}

/** Sends a file to a slot. `onProgress` gets 0 to 100. Rejects with ApiError or OfflineError; the file stays with the caller. */
export function uploadFile(path: string, file: File, onProgress: (percent: number) => void): RunningUpload {
  const request = new XMLHttpRequest();
  const done = new Promise<MaterialSlot>((resolve, reject) => {
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(Math.round((event.loaded / event.total) * 100));
    };
    request.onerror = () => reject(new OfflineError(languageOf(location.pathname), new Error("upload")));
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    request.onload = () => {
      const body = jsonOf(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as MaterialSlot);
      else reject(new ApiError(toProblem(request.status, body, request.getResponseHeader("x-request-id"))));
    };
    request.open("POST", apiUrl(path));
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Accept-Language", langTag(languageOf(location.pathname)));
    for (const [name, value] of Object.entries(sessionHeaders())) request.setRequestHeader(name, value);
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
  return { done, cancel: () => request.abort() };
}

/** A proxy may answer with a page of its own; the status says enough then. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
