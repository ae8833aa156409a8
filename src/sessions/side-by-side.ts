/** The same for many, a few at a time. */

/** Stored secrets are opened by a computation that takes 256 MiB (age's scrypt). */
const AT_ONCE = 4;

/** What `act` gives for each, in their order. When one throws, the others are finished first. @throws what the first of them threw */
export async function sideBySide<T, R>(
  items: readonly T[],
  act: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  const rest = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift())
      try {
        results[next[0]] = await act(next[1]);
      } catch (error) {
        failures.push(error);
      }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
