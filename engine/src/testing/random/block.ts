/** Random block-structured processes: what may happen is drawn together with what will happen. */
import fc from "fast-check";

/** A piece of process with one way in and one way out; each says what its run will be. */
export type Block =
  | { kind: "service" | "user" | "script" | "manual" | "throw" }
  /** Waits for a message or for an hour. */
  | { kind: "wait"; by: "message" | "timer" | "receive" }
  /** An event-based gateway whose message or timer comes first. */
  | { kind: "race"; winner: "message" | "timer"; message: Block[]; timer: Block[] }
  | { kind: "exclusive"; branches: Block[][]; chosen: number }
  | { kind: "parallel"; branches: Block[][] }
  /** An inclusive gateway that takes some of its branches, at least one, and joins them. */
  | { kind: "inclusive"; branches: Block[][]; chosen: boolean[] }
  | { kind: "sub"; body: Block[] }
  | { kind: "call"; body: Block[] }
  | { kind: "each"; of: "service" | "user"; items: number; sequential: boolean }
  | { kind: "eachSub"; items: number; sequential: boolean; body: Block[] }
  /** A service task whose job throws an error that its boundary event catches. */
  | { kind: "error"; handler: Block[] }
  /** A user task that a message interrupts. */
  | { kind: "interrupted"; handler: Block[] }
  /** A user task, during which a non-interrupting timer fires once. */
  | { kind: "reminded"; handler: Block[] }
  /** A sub-process whose error event sub-process catches the error of an end event. */
  | { kind: "rescued"; handler: Block[] }
  /** A sub-process that raises an escalation; its boundary event goes beside it, or ends it. */
  | { kind: "escalated"; interrupting: boolean; handler: Block[] }
  /** A service task whose handler undoes it right afterwards, also from inside a sub-process. */
  | { kind: "undone"; inside: boolean }
  /** An ad-hoc sub-process with some of its service tasks, each of which another follows. */
  | { kind: "adHoc"; chosen: boolean[] }
  /** A manual task or sub-process whose listeners work before and after it. */
  | { kind: "listened"; of: "manual" | "sub"; start: number; end: number }
  /** A throw event that is a job, or a signal that nobody waits for. */
  | { kind: "sent"; what: "message" | "signal" };

const tasks: fc.Arbitrary<Block> = fc.constantFrom<Block>(
  { kind: "service" },
  { kind: "user" },
  { kind: "script" },
  { kind: "manual" },
  { kind: "throw" },
);
const waits: fc.Arbitrary<Block> = fc.record({
  kind: fc.constant("wait" as const),
  by: fc.constantFrom("message" as const, "timer" as const, "receive" as const),
});
const undone: fc.Arbitrary<Block> = fc.record({
  kind: fc.constant("undone" as const),
  inside: fc.boolean(),
});
const adHoc: fc.Arbitrary<Block> = fc.record({
  kind: fc.constant("adHoc" as const),
  chosen: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }).filter((list) => list.includes(true)),
});
const listened: fc.Arbitrary<Block> = fc.record({
  kind: fc.constant("listened" as const),
  of: fc.constantFrom("manual" as const, "sub" as const),
  start: fc.nat({ max: 2 }),
  end: fc.nat({ max: 2 }),
});
const sent: fc.Arbitrary<Block> = fc.record({
  kind: fc.constant("sent" as const),
  what: fc.constantFrom("message" as const, "signal" as const),
});
const each: fc.Arbitrary<Block> = fc.record({
  kind: fc.constant("each" as const),
  of: fc.constantFrom("service" as const, "user" as const),
  items: fc.integer({ min: 0, max: 3 }),
  sequential: fc.boolean(),
});

/** Blocks in sequence, at most `depth` levels deep. */
export function blocks(depth: number): fc.Arbitrary<Block[]> {
  const leaf = fc.oneof(
    { weight: 4, arbitrary: tasks },
    { weight: 2, arbitrary: waits },
    { weight: 1, arbitrary: each },
    { weight: 1, arbitrary: undone },
    { weight: 1, arbitrary: sent },
    { weight: 1, arbitrary: adHoc },
    { weight: 1, arbitrary: listened },
  );
  if (depth === 0) return fc.array(leaf, { minLength: 0, maxLength: 2 });
  const inner = blocks(depth - 1);
  const branches = fc.array(inner, { minLength: 2, maxLength: 3 });
  const nested = fc.oneof(
    fc
      .tuple(branches, fc.nat({ max: 2 }))
      .map(([list, chosen]): Block => ({ kind: "exclusive", branches: list, chosen: chosen % list.length })),
    branches.map((list): Block => ({ kind: "parallel", branches: list })),
    fc
      .tuple(branches, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }))
      .map(([list, chosen]): Block => ({ kind: "inclusive", branches: list, chosen })),
    fc
      .tuple(inner, fc.boolean())
      .map(([handler, interrupting]): Block => ({ kind: "escalated", handler, interrupting })),
    inner.map((body): Block => ({ kind: "sub", body })),
    inner.map((body): Block => ({ kind: "call", body })),
    fc
      .tuple(inner, fc.integer({ min: 0, max: 2 }), fc.boolean())
      .map(([body, items, sequential]): Block => ({ kind: "eachSub", body, items, sequential })),
    fc
      .tuple(inner, inner, fc.constantFrom("message" as const, "timer" as const))
      .map(([message, timer, winner]): Block => ({ kind: "race", winner, message, timer })),
    fc
      .tuple(
        inner,
        fc.constantFrom("error" as const, "interrupted" as const, "reminded" as const, "rescued" as const),
      )
      .map(([handler, kind]): Block => ({ kind, handler })),
  );
  return fc.array(fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: nested }), {
    minLength: 1,
    maxLength: 3,
  });
}
