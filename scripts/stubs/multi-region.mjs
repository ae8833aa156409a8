// Takes the place of the SDK's signer for many regions at once, which no call of ours uses.
export { SignatureV4 as SignatureV4MultiRegion } from "@smithy/signature-v4";
