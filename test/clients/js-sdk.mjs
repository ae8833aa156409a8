// Asks STS who calls, with the AWS SDK for JavaScript, and prints the ARN.
// Usage: node js-sdk.mjs ENDPOINT PROVIDER [PROFILE]
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { fromHttp } from "@aws-sdk/credential-provider-http";
import { fromIni } from "@aws-sdk/credential-provider-ini";
import { fromProcess } from "@aws-sdk/credential-provider-process";

const [endpoint = "", provider = "", profile] = process.argv.slice(2);
// The profile of the client says the region, that of the provider the credentials.
const named = profile === undefined ? {} : { profile };

/** As @aws-sdk/credential-providers gives them; without one the client takes its default chain. */
const PROVIDERS = {
  ini: () => fromIni(named),
  process: () => fromProcess(named),
  container: () => fromHttp({}),
};

const credentials = PROVIDERS[/** @type {keyof typeof PROVIDERS} */ (provider)]?.();
const client = new STSClient({ endpoint, ...named, ...(credentials && { credentials }) });
const { Arn } = await client.send(new GetCallerIdentityCommand({}));
console.log(Arn);
