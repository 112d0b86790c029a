/** The API as a script uses it, with the demo county's accounts. */
import { signIn as signInWith, type ApiClient } from "../../server/src/demo/index.ts";

export type { ApiClient };
export const demoPassword = "onewindow-demo";

export function signIn(url: string, username: string): Promise<ApiClient> {
  return signInWith(url, username, demoPassword);
}
