/** The table of element kinds. A new kind is a new file and one line here. */
import type { ElementKind } from "./element-kind.ts";
import { adHocInnerInstance } from "./elements/ad-hoc-inner-instance.ts";
import { adHocSubProcess } from "./elements/ad-hoc-sub-process.ts";
import { boundaryEvent } from "./elements/boundary-event.ts";
import { businessRuleTask } from "./elements/business-rule-task.ts";
import { callActivity } from "./elements/call-activity.ts";
import { endEvent } from "./elements/end-event.ts";
import { eventBasedGateway } from "./elements/event-based-gateway.ts";
import { eventSubProcess } from "./elements/event-sub-process.ts";
import { exclusiveGateway } from "./elements/exclusive-gateway.ts";
import { inclusiveGateway } from "./elements/inclusive-gateway.ts";
import { intermediateCatchEvent } from "./elements/intermediate-catch-event.ts";
import { intermediateThrowEvent } from "./elements/intermediate-throw-event.ts";
import { multiInstanceBody } from "./elements/multi-instance-body.ts";
import { parallelGateway } from "./elements/parallel-gateway.ts";
import { passThrough } from "./elements/pass-through.ts";
import { processKind } from "./elements/process.ts";
import { scriptTask } from "./elements/script-task.ts";
import { serviceTask } from "./elements/service-task.ts";
import { startEvent } from "./elements/start-event.ts";
import { subProcess } from "./elements/sub-process.ts";
import { userTask } from "./elements/user-task.ts";

const kinds: Readonly<Record<string, ElementKind>> = {
  PROCESS: processKind,
  SUB_PROCESS: subProcess,
  EVENT_SUB_PROCESS: eventSubProcess,
  AD_HOC_SUB_PROCESS: adHocSubProcess,
  AD_HOC_SUB_PROCESS_INNER_INSTANCE: adHocInnerInstance,
  MULTI_INSTANCE_BODY: multiInstanceBody,
  CALL_ACTIVITY: callActivity,
  START_EVENT: startEvent,
  END_EVENT: endEvent,
  INTERMEDIATE_CATCH_EVENT: intermediateCatchEvent,
  INTERMEDIATE_THROW_EVENT: intermediateThrowEvent,
  BOUNDARY_EVENT: boundaryEvent,
  SERVICE_TASK: serviceTask,
  SEND_TASK: serviceTask,
  USER_TASK: userTask,
  BUSINESS_RULE_TASK: businessRuleTask,
  SCRIPT_TASK: scriptTask,
  RECEIVE_TASK: intermediateCatchEvent,
  MANUAL_TASK: passThrough,
  TASK: passThrough,
  EXCLUSIVE_GATEWAY: exclusiveGateway,
  PARALLEL_GATEWAY: parallelGateway,
  INCLUSIVE_GATEWAY: inclusiveGateway,
  EVENT_BASED_GATEWAY: eventBasedGateway,
};

export function elementKind(bpmnElementType: string): ElementKind {
  const kind = kinds[bpmnElementType];
  if (kind === undefined) throw new Error(`elements of type ${bpmnElementType} cannot be executed`);
  return kind;
}
