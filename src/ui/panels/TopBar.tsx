/** The bar that is always there: what runs, how far it is, on which data and device; play, step, stop, restart. */
import { Button, Progress, Tooltip } from '@mantine/core';
import { Icon, type IconName } from '../controls/Icon';
import { IconButton } from '../controls/IconButton';
import { text } from '../messages';
import { useCatalog } from '../store/catalog';
import { useExperiment } from '../store/experiment';
import { usePendingCount } from '../store/pending';
import { useRuns } from '../store/runs';
import { nextTheme, useSettings } from '../store/settings';
import { askToRestart, step, stop, togglePlay, useTraining } from '../store/training';
import { openDialog, openShare, showTab } from '../store/view';
import { BackendChip } from './BackendChip';
import { runProgress, statusText } from './runProgress';
import classes from './TopBar.module.css';

export function TopBar() {
  return (
    <header className={classes.bar}>
      <RailButton />
      <div className={classes.brand}>
        <img src="./icon.svg" alt="" className={classes.mark} />
        <h1 className={classes.name}>{text.title}</h1>
      </div>
      <div className={classes.transport} role="group" aria-label={text.landmarks.controls}>
        <Transport />
      </div>
      <Counter />
      <DataName />
      <div className={classes.tools}>
        <BackendChip />
        <IconButton icon="lessons" label={text.lessons.open} onClick={() => openDialog('lessons')} />
        <IconButton icon="share" label={text.share.title} onClick={shareShown} />
        <ThemeButton />
        <IconButton icon="help" label={text.help.open} shortcut="?" onClick={() => openDialog('help')} />
      </div>
    </header>
  );
}

/** Room for the charts: on a projector the experiment takes a third of the page. */
function RailButton() {
  const { rail, setRail } = useSettings();
  return (
    <div className={classes.rail}>
      <IconButton
        icon="rail"
        label={rail ? text.rail.hide : text.rail.show}
        shortcut="E"
        onClick={() => setRail(!rail)}
      />
    </div>
  );
}

function shareShown(): void {
  const { runs } = useRuns.getState();
  openShare(runs.filter(({ visible, epochs }) => visible && epochs.length > 0).map(({ id }) => id));
}

function Transport() {
  const ready = useCatalog(({ catalog }) => catalog !== null);
  const { activeId, starting } = useTraining();
  const paused = useRuns(({ runs }) => runs.some(({ id, status }) => id === activeId && status === 'paused'));
  const pending = usePendingCount();
  const running = activeId !== null;
  const shortcuts = useSettings((state) => state.shortcuts);
  const [icon, label]: [IconName, string] = !running
    ? ['play', text.run.train]
    : paused
      ? ['play', text.run.resume]
      : ['pause', text.run.pause];
  return (
    <>
      <Button
        className={classes.play}
        size="sm"
        leftSection={<Icon name={icon} />}
        disabled={!ready || starting}
        aria-keyshortcuts={shortcuts ? 'Space' : undefined}
        onClick={togglePlay}
      >
        {label}
      </Button>
      <IconButton
        icon="step"
        label={text.run.step}
        shortcut="S"
        disabled={!ready}
        onClick={() => void step()}
      />
      <IconButton icon="stop" label={text.run.stop} disabled={!running} onClick={stop} />
      <IconButton
        icon="restart"
        label={pending > 0 ? text.run.restartNew : text.run.restart}
        shortcut="R"
        disabled={!ready}
        {...(pending > 0 && { variant: 'light', color: 'orange' })}
        onClick={askToRestart}
      />
    </>
  );
}

function Counter() {
  const run = useRuns(({ runs, currentId }) => runs.find(({ id }) => id === currentId) ?? null);
  const epochs = useExperiment(({ spec }) => spec.train.epochs);
  const { phase, queue, starting } = useTraining();
  const loading = useCatalog(({ catalog, error }) => catalog === null && error === null);
  const { epoch, total, fraction } = runProgress(run, epochs);
  const status = loading ? text.run.loading : starting ? text.run.starting : statusText(run, phase);
  return (
    <div className={classes.counter}>
      <div className={classes.epoch}>
        <span className={classes.unit}>{text.run.epoch}</span>
        <span className={classes.digits} data-testid="epoch">
          {epoch} / {total}
        </span>
        <span className={classes.status} title={status}>
          {status}
          {queue.length > 0 && ` · ${text.run.waiting(queue.length)}`}
        </span>
      </div>
      <Progress value={100 * fraction} size={4} aria-label={text.run.progress} transitionDuration={0} />
    </div>
  );
}

function DataName() {
  const name = useExperiment(({ spec }) => spec.data.name);
  return (
    <Tooltip label={text.data.more}>
      <button type="button" className={classes.data} onClick={() => showTab('data')}>
        <span className={classes.dataName}>{name}</span>
      </button>
    </Tooltip>
  );
}

const themeIcons = { system: 'system', light: 'sun', dark: 'moon', projector: 'projector' } as const;

function ThemeButton() {
  const { theme, setTheme } = useSettings();
  return (
    <IconButton
      icon={themeIcons[theme]}
      label={text.theme.label(text.theme.names[theme])}
      shortcut="T"
      onClick={() => setTheme(nextTheme(theme))}
    />
  );
}
