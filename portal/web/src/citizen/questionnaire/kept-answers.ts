/** Answers of a package on this device, until an application takes them. */
import type { Answers } from "./answers.ts";

const key = (packageId: string): string => `onewindow.answers.${packageId}`;

export function readKept(packageId: string): Answers {
  try {
    return JSON.parse(sessionStorage.getItem(key(packageId)) ?? "{}") as Answers;
  } catch {
    return {};
  }
}

export function keep(packageId: string, answers: Answers): void {
  try {
    sessionStorage.setItem(key(packageId), JSON.stringify(answers));
  } catch {
    // Without storage the answers live as long as the page.
  }
}

export function forget(packageId: string): void {
  try {
    sessionStorage.removeItem(key(packageId));
  } catch {
    // Nothing was kept.
  }
}
