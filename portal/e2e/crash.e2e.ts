/** The story again, with the power cut after every answer, on the data folder. */
import { crashStory } from "./fixtures/crash-story.ts";

crashStory();
