/**
 * Words and punctuation marks of a text.
 *
 * They are found by a regular expression over Unicode's letters, marks and digits, not by `Intl.Segmenter`: the
 * segmenter's rules and dictionaries come with each browser's version of ICU, and the same text must give the same
 * tokens in every browser and in Node. The price: scripts without spaces between words come out as whole phrases.
 */

/** A word with apostrophes inside it, or else a single mark that is neither letter nor space. */
const tokenPattern = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*|[^\p{L}\p{M}\p{N}\s]/gu;
const startsAsWord = /^[\p{L}\p{M}\p{N}]/u;

/** Words and marks as they stand, in the compatible composed form of Unicode (NFKC). */
export const tokensOf = (text: string): string[] => text.normalize('NFKC').match(tokenPattern) ?? [];

export const lowerCase = (tokens: readonly string[]): string[] => tokens.map((token) => token.toLowerCase());

/** Whether a token is a word and no punctuation mark. */
export const isWord = (token: string): boolean => startsAsWord.test(token);

/** A lower-case word with plain apostrophes, and without a possessive 's, which is taken for punctuation. */
export const bareWord = (word: string): string => word.replaceAll('’', "'").replace(/'s$/, '');

/** The lower-case words of a text. */
export const splitWords = (text: string): string[] => lowerCase(tokensOf(text)).filter(isWord).map(bareWord);
