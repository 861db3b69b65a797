/** How many tokens the texts have, and where they are cut. */
import type { TextFigures } from '../../../protocol/textService';
import classes from '../../panels/data/Plot.module.css';

const width = 420;
const height = 200;
const bottom = 36;
const top = 20;
const mostTicks = 8;

type Bar = TextFigures['histogram'][number];

const rangeOf = ({ from, to }: Bar): string =>
  to === null ? `${from} or more` : to === from + 1 ? String(from) : `${from} to ${to - 1}`;

export function TokensHistogram({ bars, maxTokens }: { bars: Bar[]; maxTokens: number }) {
  const most = Math.max(1, ...bars.map(({ movies }) => movies));
  const plotHeight = height - bottom - top;
  const slot = width / Math.max(1, bars.length);
  const barWidth = (bars[1]?.from ?? 1) - (bars[0]?.from ?? 0);
  const every = Math.ceil(bars.length / mostTicks);
  const cutAt = (maxTokens / barWidth) * slot;
  const said = bars.map((bar) => `${rangeOf(bar)}: ${bar.movies.toLocaleString('en')}`).join('; ');
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>Tokens per movie</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={classes.plot}
        role="img"
        aria-label={`Movies by tokens. ${said}`}
      >
        {bars.map((bar, index) => {
          const tall = (bar.movies / most) * plotHeight;
          return (
            <g key={bar.from}>
              <title>{`${rangeOf(bar)} tokens: ${bar.movies.toLocaleString('en')} movies`}</title>
              <rect
                className={classes.bar}
                x={index * slot + slot * 0.05}
                y={top + plotHeight - tall}
                width={slot * 0.9}
                height={tall}
              />
              {index % every === 0 && (
                <text className={classes.tick} x={index * slot + 2} y={height - 20}>
                  {bar.from}
                  {bar.to === null && '+'}
                </text>
              )}
            </g>
          );
        })}
        <text className={classes.value} x={0} y={12}>
          {most.toLocaleString('en')} movies
        </text>
        <line className={classes.grid} x1={0} x2={width} y1={top} y2={top} />
        {cutAt < width && (
          <>
            <line
              className={classes.axis}
              x1={cutAt}
              x2={cutAt}
              y1={4}
              y2={height - bottom}
              strokeDasharray="4 3"
            />
            <text
              className={classes.value}
              x={cutAt + (cutAt > width / 2 ? -4 : 4)}
              y={12}
              textAnchor={cutAt > width / 2 ? 'end' : 'start'}
            >
              cut here
            </text>
          </>
        )}
        <line className={classes.axis} x1={0} x2={width} y1={height - bottom} y2={height - bottom} />
        <text className={classes.title} x={width / 2} y={height - 4} textAnchor="middle">
          Known tokens of a text
        </text>
      </svg>
    </figure>
  );
}
