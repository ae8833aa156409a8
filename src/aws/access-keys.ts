/** What an access key's id tells (IAM user guide, "Understanding unique ID prefixes"). */

/** A key of an IAM user or of root, which lasts until it is deleted. */
export function isLongTermKey(id: string): boolean {
  return /^AKIA\w{12,124}$/.test(id);
}

/** A key that AWS STS issued. */
export function isTemporaryKey(id: string): boolean {
  return /^ASIA\w{12,124}$/.test(id);
}

/** Whether the text has only characters of an access key id (IAM API reference, AccessKeyId); emulators' may be short. */
export function isKeyId(text: string): boolean {
  return /^\w+$/.test(text);
}
