/** Pause, step, resume and stop of a running loop, and the breaks in which their messages can arrive. */
import { AppError } from '../protocol/errors';

/** Work this long, then let other tasks in. Pause must answer within 100 ms; page messages come in these breaks. */
const sliceMs = 12;

const channel = new MessageChannel();
let waiting: (() => void)[] = [];
channel.port1.onmessage = () => {
  const due = waiting;
  waiting = [];
  for (const resume of due) resume();
};
// In Node an open port keeps the process alive.
(channel.port1 as { unref?: () => void }).unref?.();

/** Ends the current task and goes on in a new one; unlike a timer it is not slowed down in hidden tabs. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}

export class RunControl {
  private mode: 'running' | 'paused' | 'stopped' = 'running';
  private stepsAllowed = 0;
  private wake: (() => void) | null = null;
  private sliceStart = performance.now();
  /** Time spent in pauses. */
  restedMs = 0;
  /** Called with each change between running and paused, in the loop itself. */
  onState: (state: 'running' | 'paused') => void = () => {};
  /** Called when the loop comes to rest, before `onState('paused')`. */
  onRest: () => Promise<void> = () => Promise.resolve();

  pause(): void {
    if (this.mode === 'running') this.mode = 'paused';
  }

  resume(): void {
    if (this.mode === 'paused') this.mode = 'running';
    this.wake?.();
  }

  /** Lets one step through, then pauses. */
  step(): void {
    if (this.mode === 'stopped') return;
    this.mode = 'paused';
    this.stepsAllowed++;
    this.wake?.();
  }

  stop(): void {
    this.mode = 'stopped';
    this.wake?.();
  }

  /** True while steps are let through one by one. */
  get stepping(): boolean {
    return this.mode === 'paused';
  }

  get stopped(): boolean {
    return this.mode === 'stopped';
  }

  /** Breaks where a break is due. For work that cannot be paused, such as an evaluation. */
  async breathe(): Promise<void> {
    if (performance.now() - this.sliceStart < sliceMs) return;
    await nextTask();
    this.sliceStart = performance.now();
  }

  /** Like `breathe`, and gives up once stopped. @throws AppError `cancelled`. */
  async breatheOrStop(): Promise<void> {
    await this.breathe();
    if (this.stopped) throw new AppError('cancelled', 'The run was stopped.', '');
  }

  /** Called before each training step: waits while paused; false means stop. */
  async mayStep(): Promise<boolean> {
    await this.breathe();
    if (this.mustWait()) {
      await this.onRest();
      this.onState('paused');
      const restedSince = performance.now();
      while (this.mustWait()) await this.woken();
      this.restedMs += performance.now() - restedSince;
      if (this.stepsAllowed === 0) this.onState('running');
    }
    if (this.stepsAllowed > 0) this.stepsAllowed--;
    this.sliceStart = performance.now();
    return !this.stopped;
  }

  private mustWait(): boolean {
    return this.mode === 'paused' && this.stepsAllowed === 0;
  }

  private woken(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = () => {
        this.wake = null;
        resolve();
      };
    });
  }
}
