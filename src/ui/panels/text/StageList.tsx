/** The stages of one text, each with its tokens; those that do not go on are crossed out. */
import type { TextOptions } from '../../../protocol/textOptions';
import type { Sieved, TextStages } from '../../../protocol/textService';
import classes from './StageList.module.css';

/** Tokens shown of a long text. */
const mostShown = 150;
const mostCharacters = 1200;

const plural = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

const all = (tokens: string[]): Sieved => ({ tokens, passes: tokens.map(() => true) });

export function StageList({ stages, options }: { stages: TextStages; options: TextOptions }) {
  const { raw, tokens, lower, words, content, known, ids } = stages;
  const rows: [string, Sieved][] = [
    ['Tokens', all(tokens)],
    ['Lower case, without punctuation', lower],
    [options.removeStopWords ? 'Without stop words' : 'Stop words stay', words],
    [options.maskGenreWords ? 'Without genre words' : 'Genre words stay', content],
    [`Known words, at most ${options.maxTokens}`, known],
    ['Ids', all(ids.map(String))],
  ];
  return (
    <dl className={classes.stages}>
      <div>
        <dt>
          Text <span className={classes.count}>{plural(raw.length, 'character')}</span>
        </dt>
        <dd>{raw.length > mostCharacters ? `${raw.slice(0, mostCharacters)} …` : raw}</dd>
      </div>
      {rows.map(([name, stage]) => (
        <div key={name}>
          <dt>
            {name} <span className={classes.count}>{countOf(stage)}</span>
          </dt>
          <dd>
            <Tokens stage={stage} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function countOf({ tokens, passes }: Sieved): string {
  const left = passes.filter((passing) => !passing).length;
  return left === 0 ? plural(tokens.length, 'token') : `${plural(tokens.length, 'token')}, ${left} left out`;
}

function Tokens({ stage: { tokens, passes } }: { stage: Sieved }) {
  if (tokens.length === 0) return <span className={classes.count}>nothing is left</span>;
  return (
    <>
      {tokens.slice(0, mostShown).map((token, index) => (
        <span key={index}>
          {passes[index] ? (
            <span className={classes.token}>{token}</span>
          ) : (
            <del className={`${classes.token} ${classes.left}`}>{token}</del>
          )}{' '}
        </span>
      ))}
      {tokens.length > mostShown && (
        <span className={classes.count}>… and {tokens.length - mostShown} more</span>
      )}
    </>
  );
}
