declare module "saxen" {
  type Context = () => { line: number; column: number; data: string };
  type Decode = (text: string) => string;

  export class Parser {
    ns(map: Record<string, string>): this;
    on(
      event: "openTag",
      listener: (
        name: string,
        attributes: () => Record<string, string>,
        decode: Decode,
        selfClosing: boolean,
        context: Context,
      ) => void,
    ): this;
    on(event: "closeTag", listener: (name: string) => void): this;
    on(event: "text", listener: (value: string, decode: Decode) => void): this;
    on(event: "cdata", listener: (value: string) => void): this;
    on(event: "attention", listener: (text: string, decode: Decode, context: Context) => void): this;
    on(event: "error" | "warn", listener: (error: Error, context: Context) => void): this;
    parse(xml: string): Error | undefined;
  }
}
