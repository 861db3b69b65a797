/** What columns are called, in the data sets of the field and in some languages. */
import { typedName } from '../tables/columnKinds';

/** Per role, the likelier name first; letters alone in lower case, without accents. */
export const headerNames = {
  user: words(
    'user userid uid username reviewerid reviewer customerid customer memberid member visitorid visitor personid person ' +
      'clientid client accountid profile profileid readerid reader listenerid viewerid viewer playerid steamid msno ' +
      'author authorid authorsteamid kullanici kullaniciid nutzer benutzer utilisateur usuario utente gebruiker ' +
      'uzytkownik пользователь 用户 用户id ユーザー 사용자',
  ),
  session: words('sessionid session sid visitid'),
  item: words(
    'item itemid iid movie movieid mid film filmid anime animeid book bookid isbn product productid asin parentasin sku ' +
      'song songid track trackid artist artistid game gameid article articleid business businessid show showid video ' +
      'videoid joke jokeid recipe recipeid beer beerid beerbeerid venue venueid place placeid poi locationid restaurant ' +
      'restaurantid stockcode hotel hotelid course courseid app appid news newsid gmapid url urun urunid artikel produkt produit ' +
      'pelicula articulo producto filme produto prodotto товар фильм 商品 物品 电影 アイテム 상품',
  ),
  rating: words(
    'rating ratings score scores stars star feedback overall bookrating reviewrating userrating myrating ratingvalue ' +
      'reviewoverall reviewscore value preference puan bewertung wertung note puntuacion valoracion nota avaliacao ' +
      'voto valutazione beoordeling ocena оценка 评分 評価 평점 label vote liked like',
  ),
  count: words(
    'weight count counts plays playcount listens listencount frequency freq quantity qty hours playtime views times ' +
      'numplays purchases',
  ),
  timestamp: words(
    'timestamp unixreviewtime unixtime time ts date datetime reviewtime reviewdate ratingdate ratingtimestamp ratedat ' +
      'createdat createat eventtime eventtimestamp eventdate visitdate clicktime dateadded datetimestamp lastupdated ' +
      'updatedat submitted tarih zaman datum zeit zeitstempel fecha data дата время 时间 時間 日付 날짜',
  ),
  timeWithin: words('timeframe'),
  event: words(
    'event eventtype action actiontype behavior behaviour behaviortype behaviourtype interactiontype type',
  ),
  title: words(
    'title movietitle filmtitle booktitle producttitle itemtitle itemname moviename animename productname artistname ' +
      'trackname songname gamename name baslik titel titre titulo titolo',
  ),
  year: words('year releaseyear movieyear yearofpublication yearofrelease published'),
  genres: words('genres genre genrenames categories category kategori kategorie'),
  text: words('description plot overview synopsis plotsummary abstract'),
};

/** Who had the item: users, or sessions in their place. */
export const whoNames: readonly string[] = [...headerNames.user, ...headerNames.session];

export type NamedRole = keyof typeof headerNames;

function words(text: string): string[] {
  return text.split(' ').map(lettersOf);
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replace(/[^\p{L}]/gu, '');
}

/** The letters of a column's name in lower case, without accents and without the type behind it. */
export const plainName = (name: string): string => lettersOf(typedName(name).name);

export function roleOf(name: string): NamedRole | undefined {
  const plain = plainName(name);
  return (Object.keys(headerNames) as NamedRole[]).find((role) => headerNames[role].includes(plain));
}
