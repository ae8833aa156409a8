/**
 * The value of an option among arguments that need not be right; of one that is repeated the last counts.
 * @param option its long form, `--shell`
 */
export function lastValue(words: readonly string[], option: string): string | undefined {
  const at = words.findLastIndex((word) => word === option || word.startsWith(`${option}=`));
  const word = words[at];
  return word === option ? words[at + 1] : word?.slice(option.length + 1);
}
