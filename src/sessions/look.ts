/** Reads how things stand. */
import { recallText } from "../memory/remember.ts";
import type { Context } from "../ports.ts";
import { readableText } from "../profiles/encoding.ts";
import { type Situation, situationOf } from "./situation.ts";
import { placesOf } from "./places.ts";

/** Reads what there is. @throws AwsmfaError `file-unreadable` */
export async function lookAround({
  environment,
  home,
  platform,
  files,
  clock,
  debug,
}: Context): Promise<Situation> {
  const paths = placesOf(environment, home, platform);
  const [config, credentials, memory] = await Promise.all([
    files.read(paths.config),
    files.read(paths.credentials),
    recallText(files, paths.memory),
  ]);
  const texts = {
    config: readableText(config, paths.config),
    credentials: readableText(credentials, paths.credentials),
    memory,
  };
  const situation = situationOf(paths, texts, clock);
  const seconds = Math.round(situation.clockOffset / 1000);
  if (seconds !== 0) debug(`clock: AWS's is ${seconds} s from this machine's`);
  return situation;
}
