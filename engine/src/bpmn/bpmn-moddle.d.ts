/** The small part of bpmn-moddle 10 that the reader uses; the package ships no declarations for its entry. */
declare module "bpmn-moddle" {
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>, options?: Record<string, unknown>);
    fromXML(xml: string): Promise<{
      rootElement: unknown;
      warnings: { message: string; element?: unknown; property?: string; value?: string }[];
    }>;
  }
}
