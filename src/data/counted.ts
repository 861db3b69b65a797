/** "1 user", "1,234 users": a number with its noun, for the notes that people read. */
export function counted(n: number, noun: string): string {
  return `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`;
}
