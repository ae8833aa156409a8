/** Text as a person can type it in a shell. */

/** A word that every shell takes as it is, else in single quotes (POSIX shell, section 2.2.2). */
export function typed(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
