/** Where names live. At compile time a chain of scopes, at run time the same chain of frames: one value each. */
import type { Ast } from "../syntax/ast.ts";
import type { Dialect } from "../syntax/names.ts";
import type { FeelContext, FeelValue } from "../values.ts";
import type { Runtime } from "../runtime.ts";

export class Frame {
  readonly rt: Runtime;
  /** The context that was given to `evaluate`. */
  readonly context: FeelContext;
  /** The value under test (`?`); null outside of tests. */
  readonly input: FeelValue;
  readonly parent: Frame | null;
  value: FeelValue;

  constructor(rt: Runtime, context: FeelContext, input: FeelValue, parent: Frame | null, value: FeelValue) {
    this.rt = rt;
    this.context = context;
    this.input = input;
    this.parent = parent;
    this.value = value;
  }

  push(value: FeelValue): Frame {
    return new Frame(this.rt, this.context, this.input, this, value);
  }
}

/** Compiled FEEL. */
export type Code = (frame: Frame) => FeelValue;

/** A frame holds either one named value, or an element whose entries are all visible (filters). */
export type Scope = { parent: Scope | null } & ({ kind: "local"; name: string } | { kind: "item" });

export function local(parent: Scope | null, name: string): Scope {
  return { kind: "local", name, parent };
}

/** What the parts of the compiler give each other. */
export interface Compiler {
  readonly dialect: Dialect;
  /** Numbers keep the digits after the point that they are written with (see `scale.ts`). */
  readonly keepsDigits: boolean;
  compile(ast: Ast, scope: Scope | null): Code;
}

/** Code that reads the value `depth` frames up. */
export function load(depth: number): Code {
  if (depth === 0) return (f) => f.value;
  if (depth === 1) return (f) => (f.parent as Frame).value;
  if (depth === 2) return (f) => ((f.parent as Frame).parent as Frame).value;
  return (f) => {
    let frame: Frame = f;
    for (let i = 0; i < depth; i++) frame = frame.parent as Frame;
    return frame.value;
  };
}
