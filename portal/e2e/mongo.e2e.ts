/** The story again, with the power cut after every answer, with data and files in MongoDB. */
import { after, test } from "node:test";
import { noMongoServer, startMongoServer } from "../server/src/platform/testing/mongo-server.ts";
import { crashStory } from "./fixtures/crash-story.ts";

const missing = noMongoServer();

if (missing !== false) test(`the story on MongoDB (not run: ${missing})`, { skip: missing }, () => undefined);
else {
  const mongo = await startMongoServer();
  crashStory({ MONGODB_URI: mongo.uri(), MONGODB_WITHOUT_TRANSACTIONS: "true" });
  after(() => mongo.stop());
}
