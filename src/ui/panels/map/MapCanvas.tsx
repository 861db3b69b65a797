/** The picture of the map with its buttons, axes and the words beside the pointer. */
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { VisuallyHidden } from '@mantine/core';
import { IconButton } from '../../controls/IconButton';
import classes from './Map.module.css';
import { MapView, type HoveredPoint, type MapContent } from './mapView';

interface MapCanvasProps {
  content: MapContent;
  /** What the picture shows, for those who do not see it. */
  label: string;
  /** Names of the axes, null where they have no meaning. */
  axes: { across: string; up: string } | null;
  /** What to say of a point: its name, and what comes below. */
  wordsOf: (point: number) => { name: string; below: string };
  onChoose: (point: number | null) => void;
  /** Brought into the middle whenever it is another object. */
  focus: { point: number } | null;
}

const zoomStep = 1.5;
const panStep = 0.15;

const keys: Record<string, (view: MapView) => void> = {
  ArrowLeft: (view) => view.panBy(-panStep, 0),
  ArrowRight: (view) => view.panBy(panStep, 0),
  ArrowUp: (view) => view.panBy(0, panStep),
  ArrowDown: (view) => view.panBy(0, -panStep),
  '+': (view) => view.zoom(zoomStep),
  '=': (view) => view.zoom(zoomStep),
  '-': (view) => view.zoom(1 / zoomStep),
  '0': (view) => view.fit(),
};

export function MapCanvas({ content, label, axes, wordsOf, onChoose, focus }: MapCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<MapView | null>(null);
  const choose = useRef(onChoose);
  const [hovered, setHovered] = useState<HoveredPoint | null>(null);
  const keysId = useId();

  useEffect(() => {
    choose.current = onChoose;
  }, [onChoose]);
  useEffect(() => {
    const made = new MapView(canvas.current!, {
      onHover: setHovered,
      onChoose: (point) => choose.current(point),
    });
    view.current = made;
    return () => {
      made.end();
      view.current = null;
    };
  }, []);
  useEffect(() => view.current?.show(content), [content]);
  useEffect(() => {
    if (focus) view.current?.focus(focus.point);
  }, [focus]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key];
    if (event.key === 'Escape') onChoose(null);
    else if (act && view.current) act(view.current);
    else return;
    event.preventDefault();
  };

  return (
    <div className={classes.frame}>
      {axes && (
        <div className={`${classes.axis} ${classes.up}`} aria-hidden="true">
          {axes.up}
        </div>
      )}
      <div className={classes.picture}>
        <canvas
          ref={canvas}
          className={classes.canvas}
          tabIndex={0}
          role="application"
          aria-label={label}
          aria-describedby={keysId}
          onKeyDown={onKeyDown}
        />
        <VisuallyHidden id={keysId}>
          Arrow keys move the map, plus and minus enlarge it, 0 shows everything, Escape lets go of the chosen
          film. All films are also in the table.
        </VisuallyHidden>
        {hovered && <Tip at={hovered} {...wordsOf(hovered.point)} />}
      </div>
      <div className={classes.strip}>
        {axes && (
          <div className={`${classes.axis} ${classes.across}`} aria-hidden="true">
            {axes.across}
          </div>
        )}
        <IconButton icon="minus" label="Make smaller" onClick={() => view.current?.zoom(1 / zoomStep)} />
        <IconButton icon="plus" label="Enlarge" onClick={() => view.current?.zoom(zoomStep)} />
        <IconButton icon="whole" label="Show everything" onClick={() => view.current?.fit()} />
      </div>
    </div>
  );
}

/** Beside the point, on the side where there is more room. */
function Tip({ at, name, below }: { at: HoveredPoint; name: string; below: string }) {
  const across = at.isRight ? { right: `calc(100% - ${at.x - 10}px)` } : { left: at.x + 10 };
  const up = at.isLow ? { bottom: `calc(100% - ${at.y - 10}px)` } : { top: at.y + 10 };
  return (
    <div className={classes.tip} style={{ ...across, ...up }} aria-hidden="true">
      <strong>{name}</strong>
      {below && <div>{below}</div>}
    </div>
  );
}
