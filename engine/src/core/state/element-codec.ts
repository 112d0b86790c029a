/** Rows of element instances as text: fields in order, without names, since there are many. */
import type { ElementInstanceState } from "../../port.ts";
import type { RowCodec } from "./family.ts";
import type { ElementRow } from "./rows.ts";

type Root = Pick<
  ElementRow,
  "messageLock" | "awaitResult" | "startAt" | "listened" | "fulfilled" | "suspended" | "tags" | "businessId"
>;
type Fields = [
  key: number,
  state: number,
  bpmnProcessId: string,
  version: number,
  processDefinitionKey: number,
  processInstanceKey: number,
  elementId: string,
  flowScopeKey: number,
  bpmnElementType: string,
  bpmnEventType: string,
  parentProcessInstanceKey: number,
  parentElementInstanceKey: number,
  children: number,
  flows: number,
  completed: number,
  terminated: number,
  loopCounter: number,
  size: number,
  jobKey: number,
  userTaskKey: number,
  incidentKey: number,
  calledKey: number,
  interruptedBy: string,
  holds: number,
  root?: Root,
];

const STATES: readonly ElementInstanceState[] = ["ACTIVATING", "ACTIVATED", "COMPLETING", "TERMINATING"];

export const elementCodec: RowCodec<ElementRow> = {
  encode(row) {
    const { value } = row;
    const fields: Fields = [
      row.key,
      STATES.indexOf(row.state),
      value.bpmnProcessId,
      value.version,
      value.processDefinitionKey,
      value.processInstanceKey,
      value.elementId,
      value.flowScopeKey,
      value.bpmnElementType,
      value.bpmnEventType,
      value.parentProcessInstanceKey,
      value.parentElementInstanceKey,
      row.children,
      row.flows,
      row.completed,
      row.terminated,
      row.loopCounter,
      row.size,
      row.jobKey,
      row.userTaskKey,
      row.incidentKey,
      row.calledKey,
      row.interruptedBy,
      row.holds,
    ];
    const { messageLock, awaitResult, startAt, listened, fulfilled, suspended, tags, businessId } = row;
    const first = messageLock ?? awaitResult ?? startAt ?? listened ?? fulfilled;
    if ((first ?? suspended ?? tags ?? businessId) !== undefined) {
      fields.push({ messageLock, awaitResult, startAt, listened, fulfilled, suspended, tags, businessId });
    }
    return JSON.stringify(fields);
  },
  decode(text) {
    const f = JSON.parse(text) as Fields;
    return {
      key: f[0],
      state: STATES[f[1]] ?? "ACTIVATING",
      value: {
        bpmnProcessId: f[2],
        version: f[3],
        processDefinitionKey: f[4],
        processInstanceKey: f[5],
        elementId: f[6],
        flowScopeKey: f[7],
        bpmnElementType: f[8],
        bpmnEventType: f[9],
        parentProcessInstanceKey: f[10],
        parentElementInstanceKey: f[11],
      },
      children: f[12],
      flows: f[13],
      completed: f[14],
      terminated: f[15],
      loopCounter: f[16],
      size: f[17],
      jobKey: f[18],
      userTaskKey: f[19],
      incidentKey: f[20],
      calledKey: f[21],
      interruptedBy: f[22],
      holds: f[23],
      ...f[24],
    };
  },
};
