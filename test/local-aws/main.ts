/**
 * The local AWS as a program, for the demo: prints its address as a line and runs until it is ended.
 * The first argument, or else LOCAL_AWS_WORLD, describes the world as JSON; without one it is the example's.
 */

import { exampleWorld } from "./example.ts";
import { serveWorld } from "./server.ts";
import { createWorld, type WorldDescription } from "./world.ts";

const description = process.argv[2] ?? process.env["LOCAL_AWS_WORLD"];
const world =
  description === undefined
    ? exampleWorld()
    : createWorld(JSON.parse(description) as WorldDescription);
const served = await serveWorld(world);
console.log(served.url);
