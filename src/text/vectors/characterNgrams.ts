/**
 * The character n-grams of fastText (Bojanowski, Grave, Joulin, Mikolov: "Enriching word vectors with subword
 * information", TACL 2017, section 3.2) and their hashing, as `Dictionary::computeSubwords` of its code does them.
 */

/**
 * The n-grams of minn to maxn characters of the word between "<" and ">", by place and then by length; a bracket
 * alone is none. Characters are code points.
 */
export function characterNgrams(word: string, minn: number, maxn: number): string[] {
  const characters = ['<', ...Array.from(word), '>'];
  const ngrams: string[] = [];
  for (let start = 0; start < characters.length; start++)
    for (let n = minn; n <= maxn && start + n <= characters.length; n++) {
      const isBracket = n === 1 && (start === 0 || start === characters.length - 1);
      if (!isBracket) ngrams.push(characters.slice(start, start + n).join(''));
    }
  return ngrams;
}

const encoder = new TextEncoder();

/** FNV-1a over UTF-8 bytes, each with its sign extended to 32 bits: the released models are hashed so. */
export function hashNgram(ngram: string): number {
  let hash = 0x811c9dc5;
  for (const byte of encoder.encode(ngram)) hash = Math.imul(hash ^ ((byte << 24) >> 24), 0x01000193);
  return hash >>> 0;
}

/** The bucket of each n-gram of a word, from 0; a bucket may occur more than once. */
export function bucketsOf(word: string, minn: number, maxn: number, buckets: number): number[] {
  return characterNgrams(word, minn, maxn).map((ngram) => hashNgram(ngram) % buckets);
}
