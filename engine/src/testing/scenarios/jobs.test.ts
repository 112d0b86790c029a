import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const MINUTE = 60_000;
const work = () =>
  processModel("p")
    .startEvent("s")
    .serviceTask("t", { type: "work", retries: 2, headers: { area: "a" } })
    .endEvent("e");

scenario(
  "a service task makes a job with its headers and variables, and completes with the job",
  async (engine) => {
    await engine.deploy(work());
    const key = await engine.start("p", { a: 1, b: [2] });
    const [job] = await engine.engine.activateJobs({
      type: "work",
      maxJobs: 5,
      timeoutMs: MINUTE,
      worker: "me",
    });
    assert.deepEqual([job?.elementId, job?.retries, job?.worker], ["t", 2, "me"]);
    assert.deepEqual([job?.customHeaders, job?.variables], [{ area: "a" }, { a: 1, b: [2] }]);
    assert.deepEqual(await engine.engine.activateJobs({ type: "work", maxJobs: 5, timeoutMs: MINUTE }), []);
    await engine.engine.completeJob(job?.key ?? "", { result: "ok" });
    await engine.settle();
    assert.equal(engine.state(key), "COMPLETED");
    assert.deepEqual(engine.variables(key), { a: 1, b: [2], result: "ok" });
  },
);

scenario("a job brings only the variables that were asked for", async (engine) => {
  await engine.deploy(work());
  await engine.start("p", { a: 1, b: 2 });
  const [job] = await engine.engine.activateJobs({
    type: "work",
    maxJobs: 1,
    timeoutMs: MINUTE,
    fetchVariables: ["b", "c"],
  });
  assert.deepEqual(job?.variables, { b: 2 });
});

scenario("a job that was completed cannot be completed again", async (engine) => {
  await engine.deploy(work());
  await engine.start("p");
  const { key } = engine.job("work");
  await engine.engine.completeJob(key);
  await assert.rejects(engine.engine.completeJob(key), { code: "NOT_FOUND" });
});

scenario("a failed job can be activated again while it has retries", async (engine) => {
  await engine.deploy(work());
  await engine.start("p");
  const [first] = await engine.engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: MINUTE });
  await engine.engine.failJob(first?.key ?? "", { retries: 1, errorMessage: "not yet" });
  const [second] = await engine.engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: MINUTE });
  assert.deepEqual([second?.key, second?.retries], [first?.key, 1]);
});

scenario("a failed job waits for its back-off", async (engine) => {
  await engine.deploy(work());
  await engine.start("p");
  const [first] = await engine.engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: 10 * MINUTE });
  await engine.engine.failJob(first?.key ?? "", {
    retries: 1,
    errorMessage: "not yet",
    retryBackOffMs: MINUTE,
  });
  assert.deepEqual(await engine.engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: MINUTE }), []);
  await engine.wait(MINUTE);
  assert.equal((await engine.engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: MINUTE })).length, 1);
});

scenario(
  "a job without retries raises an incident, which is resolved when it has some again",
  async (engine) => {
    await engine.deploy(work());
    const key = await engine.start("p");
    const [job] = await engine.engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: MINUTE });
    await engine.engine.failJob(job?.key ?? "", { retries: 0, errorMessage: "the printer is on fire" });
    await engine.settle();
    assert.deepEqual(engine.incidents(), ["JOB_NO_RETRIES t"]);
    const [incident] = engine.engine.query.incidents();
    assert.match(incident?.errorMessage ?? "", /printer is on fire/);
    assert.equal(engine.engine.query.processInstance(key)?.hasIncident, true);
    await assert.rejects(engine.engine.resolveIncident(incident?.key ?? ""), { code: "INVALID_STATE" });
    await engine.engine.updateJobRetries(job?.key ?? "", 1);
    await engine.resolve();
    assert.deepEqual(engine.incidents(), []);
    await engine.completeJob("work");
    assert.equal(engine.state(key), "COMPLETED");
  },
);

scenario("a job whose time is over becomes free for others", async (engine) => {
  await engine.deploy(work());
  await engine.start("p");
  await engine.engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: MINUTE });
  await engine.wait(MINUTE - 1);
  assert.deepEqual(await engine.engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: MINUTE }), []);
  await engine.wait(1);
  assert.equal((await engine.engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: MINUTE })).length, 1);
});

scenario(
  "an error thrown by a job is caught; its variables stay with the event that caught it",
  async (engine) => {
    await engine.deploy(work().boundaryEvent("b", "t", { error: "BAD" }).endEvent("handled"));
    const key = await engine.start("p");
    await engine.throwError("work", "BAD", { reason: "r" });
    assert.equal(engine.state(key), "COMPLETED");
    assert.deepEqual(engine.completed(key), ["s", "b", "handled"]);
    assert.deepEqual(engine.variables(key), {});
    const caught = engine.trace.elementsOf(key).find((element) => element.elementId === "b");
    assert.deepEqual(engine.trace.variables(caught?.key ?? ""), { reason: "r" });
  },
);

scenario(
  "what an error brought is sent on by the output mappings of the event that caught it",
  async (engine) => {
    await engine.deploy(
      work()
        .boundaryEvent("b", "t", { error: "BAD", outputs: { why: "=reason" } })
        .endEvent("handled"),
    );
    const key = await engine.start("p");
    await engine.throwError("work", "BAD", { reason: "r" });
    assert.deepEqual(engine.variables(key), { why: "r" });
  },
);

scenario("an error thrown by a job that nobody catches raises an incident", async (engine) => {
  await engine.deploy(work().boundaryEvent("b", "t", { error: "OTHER" }).endEvent("handled"));
  await engine.start("p");
  await engine.throwError("work", "BAD");
  assert.deepEqual(engine.incidents(), ["UNHANDLED_ERROR_EVENT t"]);
});

scenario("a worker gets pushed jobs, and its outcome counts", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .serviceTask("a", { type: "a" })
      .serviceTask("b", { type: "b" })
      .endEvent("e")
      .boundaryEvent("x", "b", { error: "BAD" })
      .endEvent("handled"),
  );
  const a = engine.engine.openWorker({
    type: "a",
    handler: async (job, act) => act.complete({ seen: job.elementId }),
  });
  const b = engine.engine.openWorker({ type: "b", handler: (_job, act) => act.error({ errorCode: "BAD" }) });
  const result = await engine.engine.createInstanceWithResult({ bpmnProcessId: "p" });
  assert.deepEqual(result.variables, { seen: "a" });
  await engine.settle();
  assert.deepEqual(engine.completed(result.processInstanceKey), ["s", "a", "x", "handled"]);
  await Promise.all([a.close(), b.close()]);
});

scenario("a handler that throws costs a retry; at none an incident shows its message", async (engine) => {
  await engine.deploy(work());
  let calls = 0;
  const worker = engine.engine.openWorker({
    type: "work",
    handler: () => {
      calls += 1;
      throw new Error(`broken ${calls}`);
    },
  });
  await engine.start("p");
  await engine.settle();
  await worker.close();
  assert.equal(calls, 2);
  assert.deepEqual(engine.incidents(), ["JOB_NO_RETRIES t"]);
  assert.match(engine.engine.query.incidents()[0]?.errorMessage ?? "", /broken 2/);
});

scenario("a job given back is free at once with the same retries", async (engine) => {
  await engine.deploy(work());
  await engine.start("p");
  let seen = 0;
  const worker = engine.engine.openWorker({
    type: "work",
    handler: (job, act) => {
      seen += 1;
      return seen === 1 ? act.forward() : act.complete({ retries: job.retries });
    },
  });
  await engine.settle();
  await worker.close();
  assert.deepEqual(engine.variables(engine.trace.processInstances("p")[0]?.key ?? ""), { retries: 2 });
});

scenario(
  "a job type that is no text raises an incident that is resolved when the variable is right",
  async (engine) => {
    await engine.deploy(processModel("p").startEvent("s").serviceTask("t", { type: "=kind" }).endEvent("e"));
    const key = await engine.start("p", { kind: 7 });
    assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR t"]);
    await engine.engine.setVariables(key, { kind: "seven" });
    await engine.resolve();
    assert.equal(engine.job("seven").elementId, "t");
  },
);

scenario(
  "completing a job with variables other than an object is impossible after its instance is gone",
  async (engine) => {
    await engine.deploy(work());
    const key = await engine.start("p");
    const job = engine.job("work");
    await engine.engine.cancelInstance(key);
    await assert.rejects(engine.engine.completeJob(job.key, { a: 1 }), { code: "NOT_FOUND" });
  },
);

scenario("the time of a job in hand is changed; a free one has none", async (engine) => {
  await engine.deploy(processModel("p").startEvent("s").serviceTask("t", { type: "x" }).endEvent("e"));
  await engine.start("p");
  const { key } = engine.job("x");
  await assert.rejects(engine.engine.updateJobTimeout(key, 1000), { code: "INVALID_STATE" });
  const take = () => engine.engine.activateJobs({ type: "x", maxJobs: 1, timeoutMs: 1000 });
  assert.equal((await take()).length, 1);
  await engine.engine.updateJobTimeout(key, 10_000);
  await engine.wait(5000);
  assert.equal((await take()).length, 0);
  await engine.wait(5000);
  assert.equal((await take()).length, 1);
});
