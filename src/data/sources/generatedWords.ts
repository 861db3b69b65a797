/** The words of the generated films: genres with their vocabularies, and parts of titles. */

/** From the most to the least frequent. */
export const genreNames = [
  'Drama',
  'Comedy',
  'Thriller',
  'Romance',
  'Action',
  'Science Fiction',
  'Crime',
  'Horror',
  'Adventure',
  'Fantasy',
  'Documentary',
  'Western',
] as const;

/**
 * Words that plots of each genre use, in the order of `genreNames`. Some stand in two genres on purpose (a "ship"
 * sails and flies, a "trial" is drama and crime), so that single words mislead.
 */
export const genreWords: readonly (readonly string[])[] = [
  words(
    'family grief divorce hospital teacher letter inheritance illness forgiveness trial memory mother village',
  ),
  words(
    'wedding neighbour mistake prank holiday landlord cousin disguise dinner contest mother talent parrot',
  ),
  words('conspiracy witness pursuit code hostage spy deadline secret letter phone alibi tunnel stranger'),
  words('kiss wedding lover heart dance summer letter stranger promise café jealousy bouquet secret'),
  words('explosion chase rescue bomb squad helicopter mercenary mission bridge fist hostage ship duel'),
  words('robot spaceship planet android experiment colony signal clone ship laboratory future gate portal'),
  words('heist detective murder gang bank police trial alibi bribe informant gun bomb witness'),
  words('ghost curse cabin scream blood basement demon village monster asylum doll gate night'),
  words('treasure jungle map island expedition desert ship temple storm guide bridge compass mountain'),
  words('dragon wizard kingdom sword prophecy curse elf throne potion portal monster temple queen'),
  words(
    'archive interview footage scientist glacier musician election memory ocean mountain factory record witness',
  ),
  words('sheriff ranch outlaw saloon horse gold duel desert railway gun cattle canyon bounty'),
];

/** Words of no genre. */
export const plainWords = words(
  'town year night friend journey truth house road brother past city life plan river',
);

export const people = words(
  'Mara Jonas Elif Tomás Ines Viktor Amara Felix Noor Stella Hugo Lena Marco Yuki Clara Anton Rosa Emil Dana Omar',
);

export const adjectives = words(
  'Silent Broken Golden Last Hidden Crimson Distant Empty Burning Frozen Hollow Bright Bitter Lost Paper Silver Quiet Restless Second Wild',
);

export const nouns = words(
  'Harbor Orchard Mirror Lantern Winter Station Garden Letter Shadow Bridge River Tower Promise Circus Island Window Compass Feather Kingdom Horizon Engine Carnival Valley Signal Crown Piano Anchor Desert Sparrow Canyon',
);

function words(text: string): string[] {
  return text.split(' ');
}
