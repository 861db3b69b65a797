/** How often each rating was given, as bars with their counts. */
import type { DatasetSummary } from '../../../protocol/dataset';
import { text } from '../../messages';
import classes from './Plot.module.css';

const width = 420;
const height = 200;
const bottom = 36;
const top = 20;

export function RatingHistogram({ counts }: { counts: DatasetSummary['ratingCounts'] }) {
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const slot = width / Math.max(1, counts.length);
  const plotHeight = height - bottom - top;
  const said = counts.map(({ rating, count }) => `${rating}: ${count.toLocaleString('en')}`).join('; ');
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>{text.summary.ratings}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={classes.plot}
        role="img"
        aria-label={`${text.summary.ratings}. ${said}`}
      >
        {counts.map(({ rating, count }, index) => {
          const bar = (count / most) * plotHeight;
          const x = index * slot;
          return (
            <g key={rating}>
              <rect
                className={classes.bar}
                x={x + slot * 0.1}
                y={top + plotHeight - bar}
                width={slot * 0.8}
                height={bar}
              />
              {counts.length <= 10 && (
                <text
                  className={classes.value}
                  x={x + slot / 2}
                  y={top + plotHeight - bar - 5}
                  textAnchor="middle"
                >
                  {compact(count)}
                </text>
              )}
              {(counts.length <= 12 || index % Math.ceil(counts.length / 10) === 0) && (
                <text className={classes.tick} x={x + slot / 2} y={height - 20} textAnchor="middle">
                  {rating}
                </text>
              )}
            </g>
          );
        })}
        <line className={classes.axis} x1={0} x2={width} y1={height - bottom} y2={height - bottom} />
        <text className={classes.title} x={width / 2} y={height - 4} textAnchor="middle">
          {text.summary.ratingsAxis}
        </text>
      </svg>
    </figure>
  );
}

const compact = (count: number): string =>
  count.toLocaleString('en', { notation: 'compact', maximumSignificantDigits: 3 });
