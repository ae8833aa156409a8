// Asks AWS who the environment's credentials belong to, as any program with an AWS SDK would.
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

const client = new STSClient({});
const { accessKeyId } = await client.config.credentials();
const { Arn } = await client.send(new GetCallerIdentityCommand({}));
console.log(`${Arn}, by the temporary key ${accessKeyId}`);
