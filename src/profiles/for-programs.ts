/** The environment of the programs that awsmfa runs. */
import type { Environment } from "../ports.ts";

/** An environment without a code that was given to this run alone: it is good once. */
export function forPrograms({ AWSMFA_CODE: _spent, ...others }: Environment): Environment {
  return others;
}
