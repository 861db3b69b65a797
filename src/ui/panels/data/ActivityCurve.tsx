/** The long tail: interactions of the k-th most active user and the k-th most popular item, log over log. */
import type { DatasetSummary } from '../../../protocol/dataset';
import { text } from '../../messages';
import { decades, logScale } from './logScale';
import classes from './Plot.module.css';

const box = { width: 420, height: 200, left: 60, right: 24, top: 12, bottom: 36 };

type Activity = DatasetSummary['userActivity'];

interface ActivityCurveProps {
  users: Activity;
  items: Activity;
  /** Of a log of clicks, where the users are sessions. */
  ofClicks: boolean;
}

export function ActivityCurve({ users, items, ofClicks }: ActivityCurveProps) {
  const help = ofClicks ? text.summary.clicksHelp : text.summary.activityHelp;
  const all = [...users, ...items].filter(({ count }) => count > 0);
  const maxRank = Math.max(2, ...all.map(({ rank }) => rank));
  const maxCount = Math.max(2, ...all.map(({ count }) => count));
  const x = logScale(maxRank, box.left, box.width - box.right);
  const y = logScale(maxCount, box.height - box.bottom, box.top);
  const path = (activity: Activity): string =>
    activity
      .filter(({ count }) => count > 0)
      .map(
        ({ rank, count }, index) => `${index === 0 ? 'M' : 'L'}${x(rank).toFixed(1)} ${y(count).toFixed(1)}`,
      )
      .join('');
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption} title={help}>
        {text.summary.activity}
        <span className={classes.key}>
          <span className={classes.solid} /> {ofClicks ? text.summary.bySession : text.summary.byUser}
          <span className={classes.dashed} /> {text.summary.byItem}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${box.width} ${box.height}`}
        className={classes.plot}
        role="img"
        aria-label={`${text.summary.activity}. ${help}`}
      >
        {decades(maxRank).map((tick) => (
          <g key={`x${tick}`}>
            <line
              className={classes.grid}
              x1={x(tick)}
              x2={x(tick)}
              y1={box.top}
              y2={box.height - box.bottom}
            />
            <text className={classes.tick} x={x(tick)} y={box.height - 20} textAnchor="middle">
              {tick.toLocaleString('en')}
            </text>
          </g>
        ))}
        {decades(maxCount).map((tick) => (
          <g key={`y${tick}`}>
            <line
              className={classes.grid}
              x1={box.left}
              x2={box.width - box.right}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text className={classes.tick} x={box.left - 6} y={y(tick) + 4} textAnchor="end">
              {tick.toLocaleString('en')}
            </text>
          </g>
        ))}
        <path className={classes.line} d={path(users)} />
        <path className={classes.line} d={path(items)} strokeDasharray="6 4" />
        <text className={classes.title} x={(box.left + box.width) / 2} y={box.height - 4} textAnchor="middle">
          {text.summary.rankAxis}
        </text>
        <text
          className={classes.title}
          transform={`translate(12 ${(box.top + box.height - box.bottom) / 2}) rotate(-90)`}
          textAnchor="middle"
        >
          {ofClicks ? text.summary.clicks : text.summary.interactions}
        </text>
      </svg>
    </figure>
  );
}
