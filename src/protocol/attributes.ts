/**
 * What is known of each user, or of each item beyond its title, genres and text: an age, an occupation, a director.
 * All arrays are by dense id. What is not known of one is "unknown", and never a value that means something. Attributes
 * are no part of a data set's fingerprint: the same interactions are the same data, whatever else came with them.
 */
export type Attribute = CategoryAttribute | BagAttribute | NumberAttribute | TextAttribute;

/** One of a few names, such as an occupation. */
export interface CategoryAttribute {
  kind: 'category';
  name: string;
  /** Place 0 is '', which stands for unknown; the others are distinct and not empty. */
  categories: string[];
  /** Per id: place in `categories`. */
  codes: Int32Array;
}

/** Any number of names, such as tags, in compressed rows: those of id i are `codes[offsets[i] .. offsets[i + 1])`. */
export interface BagAttribute {
  kind: 'bag';
  name: string;
  /** Distinct and not empty. Of an id of which nothing is known the bag is empty. */
  categories: string[];
  offsets: Int32Array;
  /** Places in `categories`, each once per id, ascending. */
  codes: Int32Array;
}

/** A quantity, such as an age. */
export interface NumberAttribute {
  kind: 'number';
  name: string;
  /** Per id; NaN where unknown. */
  values: Float32Array;
}

/** Words of its own for each id. */
export interface TextAttribute {
  kind: 'text';
  name: string;
  /** Per id; '' where unknown. */
  values: string[];
}

/** An attribute in a few figures, for people. */
export interface AttributeSummary {
  name: string;
  kind: Attribute['kind'];
  /** Of how many users or items it is known. */
  known: number;
  /** Distinct names of categories and bags that occur; 0 for the other kinds. */
  distinct: number;
  /** The most frequent names, or some texts, at most five; none for numbers. */
  examples: string[];
  /** Least and greatest number; null for the other kinds and where no number is known. */
  range: { min: number; max: number } | null;
}

/** The buffers of an attribute, for a transfer without copying. */
export function viewsOf(attribute: Attribute): ArrayBufferView[] {
  switch (attribute.kind) {
    case 'category':
      return [attribute.codes];
    case 'bag':
      return [attribute.offsets, attribute.codes];
    case 'number':
      return [attribute.values];
    case 'text':
      return [];
    default:
      return attribute satisfies never;
  }
}
