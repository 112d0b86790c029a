/**
 * Reads the HTML around (or after) the values of a template and names what a document may not have: scripts, frames,
 * forms, event attributes, addresses outside. It also knows where in the HTML it is, so that a value can be refused
 * where escaping would not help (tag and attribute names, unquoted attributes, styles, comments).
 */
import { allowedAttributes, allowedTags, cssFaults, decodeEntities } from "./html-allowed.ts";
import { fault, type Place, type TemplateFault } from "./fault.ts";

export type HtmlState =
  | "text"
  | "tag-open"
  | "tag-name"
  | "in-tag"
  | "attribute-name"
  | "before-value"
  | "value-double"
  | "value-single"
  | "value-bare"
  | "comment"
  | "style"
  | "markup";

export class HtmlScanner {
  readonly faults: TemplateFault[] = [];
  state: HtmlState = "text";
  private name = "";
  private closing = false;
  private attribute = "";
  private value = "";
  private valueHasHole = false;
  private recent = "";
  private inStyle = false;
  private styleText = "";
  private line = 1;
  private column = 1;
  /** Open elements in which text may not be wrapped. */
  private bare = 0;

  /** Reads a piece of plain HTML that starts at `place`. */
  feed(html: string, place: Place): void {
    this.line = place.line;
    this.column = place.column;
    for (let at = 0; at < html.length; at += 1) {
      if (this.state === "text") at = this.skipText(html, at);
      if (at >= html.length) return;
      const character = html[at] ?? "";
      this.step(character);
      this.move(character);
    }
  }

  /** Running text needs no look at each character: to the next tag at once. */
  private skipText(html: string, from: number): number {
    const next = html.indexOf("<", from);
    const end = next < 0 ? html.length : next;
    for (let at = html.indexOf("\n", from); at >= 0 && at < end; at = html.indexOf("\n", at + 1)) {
      this.line += 1;
      this.column = end - at;
    }
    return end;
  }

  private move(character: string): void {
    if (character === "\n") {
      this.line += 1;
      this.column = 1;
    } else this.column += 1;
  }

  /**
   * A value stands here. Answers where: in running text it may be wrapped in an element of its own; `bare` is text
   * inside a drawing or a title, where it may not.
   */
  hole(place: Place): "text" | "bare" | "attribute" {
    this.line = place.line;
    this.column = place.column;
    if (this.state === "text") return this.bare > 0 ? "bare" : "text";
    if (this.state === "value-double" || this.state === "value-single") {
      this.valueHasHole = true;
      if (this.attribute === "style" || this.attribute === "srcset")
        this.add(
          "value-in-style",
          "属性 style 里不能放变量",
          "A value cannot stand in a style attribute: use a class",
        );
      this.value += "\u0001";
      return "attribute";
    }
    const where = this.state;
    this.add(
      "value-place",
      "变量只能放在正文或带引号的属性值里",
      `A value may stand only in text or in a quoted attribute value, not here (${where}): put quotes around it or move it`,
    );
    return "attribute";
  }

  /** State at the start of a branch, to be given back for the next branch. */
  mark(): HtmlMark {
    return {
      state: this.state,
      name: this.name,
      closing: this.closing,
      attribute: this.attribute,
      value: this.value,
      valueHasHole: this.valueHasHole,
      recent: this.recent,
      inStyle: this.inStyle,
    };
  }

  reset(mark: HtmlMark): void {
    Object.assign(this, mark);
  }

  /** Ends the reading: an open tag, comment or style is a fault. */
  finish(): void {
    if (this.state !== "text")
      this.add("html-open", "HTML 标签没有写完", "An HTML tag, comment or style is not closed at the end");
  }

  private add(code: string, zh: string, en: string): void {
    if (this.faults.length < 100)
      this.faults.push(fault(code, { line: this.line, column: this.column }, zh, en));
  }

  private step(c: string): void {
    this.recent = (this.recent + c).slice(-10);
    switch (this.state) {
      case "text":
        if (c === "<") this.state = "tag-open";
        return;
      case "tag-open":
        this.closing = false;
        this.name = "";
        if (c === "/") {
          this.closing = true;
          this.state = "tag-name";
        } else if (c === "!") {
          this.value = "";
          this.state = "markup";
        } else if (c === "?") {
          this.add("html-markup", "不允许 <? 指令", "Processing instructions are not allowed");
          this.state = "markup";
        } else if (/[A-Za-z]/.test(c)) {
          this.name = c;
          this.state = "tag-name";
        } else this.state = c === "<" ? "tag-open" : "text";
        return;
      case "markup":
        this.value += c;
        if (this.value === "--") {
          this.add(
            "html-comment",
            "不允许 HTML 注释，请用 {{! }}",
            "HTML comments are not allowed: write {{! … }}, which is not printed",
          );
          this.state = "comment";
        } else if (c === ">") {
          if (!/^doctype\b/i.test(this.value))
            this.add("html-markup", "不允许 <! 声明", "Markup declarations are not allowed");
          this.state = "text";
        }
        return;
      case "comment":
        if (this.recent.endsWith("-->")) this.state = "text";
        return;
      case "style":
        this.styleText += c;
        if (/<\/style\s*>$/i.test(this.styleText.slice(-16))) this.endStyle();
        return;
      case "tag-name":
        if (/[\s/>]/.test(c)) this.endName(c);
        else this.name += c;
        return;
      case "in-tag":
        if (c === ">") this.endTag();
        else if (!/[\s/]/.test(c)) {
          this.attribute = c;
          this.state = "attribute-name";
        }
        return;
      case "attribute-name":
        if (c === "=") this.state = "before-value";
        else if (/\s/.test(c)) {
          this.checkAttributeName();
          this.state = "in-tag";
        } else if (c === ">" || c === "/") {
          this.checkAttributeName();
          if (c === ">") this.endTag();
          else this.state = "in-tag";
        } else this.attribute += c;
        return;
      case "before-value":
        this.value = "";
        this.valueHasHole = false;
        if (c === '"') this.state = "value-double";
        else if (c === "'") this.state = "value-single";
        else if (c === ">") {
          this.endAttribute();
          this.endTag();
        } else if (!/\s/.test(c)) {
          this.value = c;
          this.state = "value-bare";
        }
        return;
      case "value-double":
        if (c === '"') this.endAttribute();
        else this.value += c;
        return;
      case "value-single":
        if (c === "'") this.endAttribute();
        else this.value += c;
        return;
      case "value-bare":
        if (c === ">") {
          this.endAttribute();
          this.endTag();
        } else if (/\s/.test(c)) this.endAttribute();
        else this.value += c;
        return;
    }
  }

  private endName(c: string): void {
    const tag = this.name.toLowerCase();
    if (tag !== "" && !allowedTags.has(tag))
      this.add(
        "html-tag",
        `文书里不允许 <${tag}>`,
        `<${tag}> is not allowed in a document: use text, tables, lists, images or drawing`,
      );
    this.state = "in-tag";
    if (c === ">") this.endTag();
  }

  private endTag(): void {
    this.inStyle = this.name.toLowerCase() === "style" && !this.closing;
    this.styleText = "";
    if (/^(?:svg|title)$/i.test(this.name)) this.bare = Math.max(0, this.bare + (this.closing ? -1 : 1));
    this.state = this.inStyle ? "style" : "text";
  }

  private endStyle(): void {
    // in a drawing a style is markup to the browser, and what stands in it would be alive
    if (this.styleText.replace(/<\/style\s*>$/i, "").includes("<"))
      this.add("css-markup", "样式里不允许 <", "A style may hold no “<”");
    cssFaults(this.styleText).forEach(([code, zh, en]) => this.add(code, zh, en));
    this.inStyle = false;
    this.state = "text";
  }

  private checkAttributeName(): void {
    const name = this.attribute.toLowerCase();
    if (name.startsWith("on"))
      this.add(
        "html-event",
        `不允许事件属性 ${name}`,
        `Event attribute ${name} is not allowed: documents run no code`,
      );
    else if (!allowedAttributes.has(name) && !name.startsWith("data-") && !name.startsWith("aria-"))
      this.add("html-attribute", `不允许属性 ${name}`, `Attribute ${name} is not allowed in a document`);
  }

  private endAttribute(): void {
    this.checkAttributeName();
    this.state = "in-tag";
    const name = this.attribute.toLowerCase();
    const value = decodeEntities(this.value).replace(/[\u0000\u0002-\u0020]/g, "");
    if (name === "style") cssFaults(value).forEach(([code, zh, en]) => this.add(code, zh, en));
    if (name === "src" || name === "href" || name === "xlink:href") {
      const whole = this.valueHasHole && value === "\u0001";
      if (!whole && !/^data:image\/(png|jpeg|svg\+xml)[;,]/i.test(value) && !/^#[\w-]+$/.test(value))
        this.add(
          "html-address",
          `属性 ${name} 只能是内嵌图片`,
          `${name} may hold an embedded image (data:image/…) or a value only: documents load nothing from outside`,
        );
    }
  }
}

export interface HtmlMark {
  state: HtmlState;
  name: string;
  closing: boolean;
  attribute: string;
  value: string;
  valueHasHole: boolean;
  recent: string;
  inStyle: boolean;
}

/** Faults of finished HTML: the last check before it is printed or shown. */
export function htmlFaults(html: string): TemplateFault[] {
  const scanner = new HtmlScanner();
  scanner.feed(html, { line: 1, column: 1 });
  scanner.finish();
  return scanner.faults;
}
