/** A traced computation holds something that no kernel can express; it then has to run step by step. */
export class NotCompilable extends Error {
  constructor(what: string) {
    super(`This network cannot be compiled: ${what}.`);
  }
}
