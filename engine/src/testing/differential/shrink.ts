/** Smaller processes that may still show a difference. */
import type { Block } from "../random/block.ts";

/** Each is smaller than the given sequence by one cut; the boldest cuts come first. */
export function* smaller(body: readonly Block[]): Generator<Block[]> {
  for (const [index, block] of body.entries()) {
    const before = body.slice(0, index);
    const after = body.slice(index + 1);
    yield [...before, ...after];
    for (const inner of bodiesOf(block)) yield [...before, ...inner.body, ...after];
    for (const less of smallerBlocks(block)) yield [...before, less, ...after];
  }
}

interface Inner {
  readonly body: Block[];
  with(body: Block[]): Block;
}

/** The sequences inside a block, each with how to put another in its place. */
function bodiesOf(block: Block): Inner[] {
  if ("branches" in block) {
    return block.branches.map((body, at) => ({
      body,
      with: (other) => ({
        ...block,
        branches: block.branches.map((one, index) => (index === at ? other : one)),
      }),
    }));
  }
  const inner: Inner[] = [];
  if ("body" in block) inner.push({ body: block.body, with: (body) => ({ ...block, body }) });
  if ("handler" in block) inner.push({ body: block.handler, with: (handler) => ({ ...block, handler }) });
  if (block.kind === "race") {
    inner.push({ body: block.message, with: (message) => ({ ...block, message }) });
    inner.push({ body: block.timer, with: (timer) => ({ ...block, timer }) });
  }
  return inner;
}

function* smallerBlocks(block: Block): Generator<Block> {
  if ("items" in block && block.items > 1) yield { ...block, items: block.items - 1 };
  if ("branches" in block && block.branches.length > 2) {
    for (let at = block.branches.length - 1; at >= 0; at -= 1) {
      if (block.kind === "exclusive" && at <= block.chosen) continue;
      yield { ...block, branches: block.branches.filter((_, index) => index !== at) };
    }
  }
  for (const inner of bodiesOf(block)) {
    for (const body of smaller(inner.body)) yield inner.with(body);
  }
}
