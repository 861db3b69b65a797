/**
 * Titles reduced to what two sources write alike: "Matrix, The", "The Matrix" and "Matrix" have one key. An article that
 * stands behind goes to the front; of those there, the English ones are left out, as sources differ in them ("Die Hard"
 * keeps its first word).
 */

const articles =
  "the|a|an|le|la|les|l'|un|une|il|lo|gli|i|el|los|las|der|die|das|ein|eine|den|det|de|het|o|os|as";
const articleBehind = new RegExp(`^(.*), (${articles})$`, 'i');
/** Marks that are no other title of the film: its year, its kind. */
const noTitle = /^(\d{4}|v|tv|vg|film|movie|short|\d{4} film)$/i;
/** Letters that have no accent to take off, but are written plainly elsewhere. */
const plainLetters = new Map(
  Object.entries({ æ: 'ae', œ: 'oe', ø: 'o', ß: 'ss', ł: 'l', đ: 'd', ð: 'd', þ: 'th' }),
);

/**
 * Keys under which a title is looked up: that of the title itself, then those of the other titles that it names
 * in brackets, as in "Postman, The (Postino, Il)". Case, accents and punctuation do not count.
 */
export function titleKeys(title: string): string[] {
  const others = [...title.matchAll(/\(([^()]*)\)/g)]
    .map(([, inside]) => inside!.trim().replace(/^a\.?k\.?a\.?\s+/i, ''))
    .filter((inside) => !noTitle.test(inside));
  const main = title.replace(/\([^()]*\)/g, ' ');
  const keys = [main, ...others].map(keyOf).filter((key) => key !== '');
  return keys.length > 0 ? [...new Set(keys)] : [title.trim().toLowerCase()];
}

function keyOf(title: string): string {
  const spaced = title.replace(/\s+/g, ' ').trim();
  const [, rest, article] = articleBehind.exec(spaced) ?? [];
  const inOrder = rest === undefined ? spaced : `${article}${article!.endsWith("'") ? '' : ' '}${rest}`;
  return (
    inOrder
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[æœøßłđðþ]/g, (letter) => plainLetters.get(letter)!)
      .replaceAll('&', ' and ')
      // Taken out and not parted at: "E.T." is "ET", and "Schindler's" is "Schindlers".
      .replace(/['’`.]/g, '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .replace(/^(the|an?) (?=.)/, '')
  );
}
