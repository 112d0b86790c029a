/**
 * Scenarios whose trace differs from the real engine's, by family and by what the difference is. A case that is the
 * same again must leave the list: the test says so.
 */
export const knownDifferences: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  bindings: {
    "on purpose: refused here, accepted there, where every start of the process then ends in a null pointer":
      ["a linked file without a version tag"],
  },
  events: {
    "on purpose: what is due when it is created happens at once here; there, while the clock stands as in the recordings, only when it is moved":
      [
        "an endless cycle starts an instance each time, also when time leaps",
        "a non-interrupting timer of the cycle R3/PT10M",
        "a non-interrupting timer of the cycle R/PT10M",
        "a start date of the past starts one instance at once",
        "a catch event of the date 2020-01-01T00:00:00Z",
        "a catch event of the duration PT0S",
        "a catch event of the duration -PT5M",
      ],
  },
  jobs: {
    "on purpose: the gateway refuses this before the engine sees it; here both are one": [
      "a user task is claimed with no name",
      "a priority beyond 100 is refused",
      "a date that is none is refused",
    ],
  },
  migration: {
    "on purpose: there the assignee is lost": ["a user task done by a job becomes a native one"],
    "on purpose: there an interrupted instance that went over waits for ever": [
      "a message event sub-process at work goes over",
      "a timer event sub-process at work goes over",
      "a signal event sub-process at work goes over",
    ],
  },
  scopes: {
    "on purpose: there the deployment ends in a null pointer, here the call raises an incident": [
      "a called process without a none start",
    ],
    "on purpose: there the event of an event sub-process within another is lost": [
      "an event sub-process within an event sub-process",
    ],
  },
  "thrown-events": {
    "on purpose: there an inclusive gateway looks again only when a token arrives, and waits for ever": [
      "an inclusive gateway joins when the other token has left",
      "an inclusive gateway knows of the way over a boundary event",
      "an inclusive gateway joins when what it waited for was interrupted",
    ],
    "on purpose: there the completion of the job is lost in a PROCESSING_ERROR": [
      "a signal at the end begins an event sub-process",
    ],
  },
};
