import { Suspense, lazy } from "react";
import type { ComponentType } from "react";
import { Loading } from "../shared/states/states.tsx";

/** Code of a page, loaded when it is first opened. `pick` names the component of the module. */
export function lazyPage<M>(load: () => Promise<M>, pick: (module: M) => ComponentType) {
  const Page = lazy(async () => ({ default: pick(await load()) }));
  return (
    <Suspense fallback={<Loading />}>
      <Page />
    </Suspense>
  );
}
