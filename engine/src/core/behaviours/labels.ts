/** Tags and business ids: what an instance is found by. */
import { Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { CreateInstanceCommand, InstanceLabels } from "../records.ts";
import type { ElementRow } from "../state/rows.ts";
import { textKey } from "../state/state.ts";

const MAX_TAGS = 10;
const MAX_BUSINESS_ID = 256;
const TAG = /^[A-Za-z][A-Za-z0-9_\-:.]{0,99}$/;

/** The labels of a new instance. Throws Refusal when they break the rules. */
export function checkedLabels(
  p: Processing,
  bpmnProcessId: string,
  { tags = [], businessId, uniqueBusinessId }: CreateInstanceCommand,
): InstanceLabels {
  const once = [...new Set(tags)].sort();
  if (once.length > MAX_TAGS) {
    throw new Refusal(
      "INVALID_ARGUMENT",
      `Expected to create instance of process with tags, but the number of tags exceeds the limit of ${MAX_TAGS}.`,
    );
  }
  const wrong = once.filter((tag) => !TAG.test(tag));
  if (wrong.length > 0) {
    throw new Refusal(
      "INVALID_ARGUMENT",
      `Expected to create instance of process with tags, but the tags '${wrong.join("', '")}' are invalid. Tags must start with a letter (a-z, A-Z), followed by alphanumerics, underscores, minuses, colons, or periods. It must not be blank and must be 100 characters or less.`,
    );
  }
  const labels = once.length === 0 ? {} : { tags: once };
  if (businessId === undefined || businessId === "") return labels;
  if (businessId.length > MAX_BUSINESS_ID) {
    throw new Refusal(
      "INVALID_ARGUMENT",
      `Expected to create instance of process with a business id of at most ${MAX_BUSINESS_ID} characters, but it has ${businessId.length}`,
    );
  }
  if (uniqueBusinessId === true && !p.state.businessIds.isEmpty(textKey(bpmnProcessId, businessId))) {
    throw new Refusal(
      "ALREADY_EXISTS",
      `Expected to create instance of process '${bpmnProcessId}' with business id '${businessId}', but an instance with this business id is running already`,
    );
  }
  return { ...labels, businessId };
}

/** The labels of the instance that the element instance is part of. */
export function labelsOf(p: Processing, row: ElementRow): InstanceLabels {
  const instance = p.state.instances.get(row.value.processInstanceKey);
  const { tags, businessId } = instance ?? {};
  return {
    ...(tags === undefined ? {} : { tags }),
    ...(businessId === undefined ? {} : { businessId }),
  };
}

/** User tasks and called processes have the business id only, as in Zeebe 8.8 (tags) and 8.9 (business ids). */
export function businessIdOf(p: Processing, row: ElementRow): InstanceLabels {
  const { businessId } = labelsOf(p, row);
  return businessId === undefined ? {} : { businessId };
}
