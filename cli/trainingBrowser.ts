/** A headless Chromium with the terminal page open: where `npm run train` does its work. */
import { chromium } from 'playwright';
import { AppError, type ErrorReport } from '../src/protocol/errors';
import { dist, ensureBuilt } from './build.mjs';
import { chromiumSwitches, ensureChromium } from './findChromium.mjs';
import type { Answer, TerminalPage, Told } from './page/terminalPage';
import { readFolder, serve } from './serve.mjs';

export interface TrainingBrowser {
  /** Calls a function of the page. @throws AppError with the page's own code, message and hint. */
  call<Name extends keyof TerminalPage>(
    name: Name,
    ...given: Parameters<TerminalPage[Name]>
  ): Promise<Value<Name>>;
  /** Gives the page these files, for `importFiles`. */
  giveFiles(files: string[]): Promise<void>;
  close(): Promise<void>;
}

type Value<Name extends keyof TerminalPage> =
  Awaited<ReturnType<TerminalPage[Name]>> extends Answer<infer T> ? T : never;

const failed = (what: string, hint: string): AppError => new AppError('internal', what, hint);

/**
 * Builds the page if its sources changed, serves it on a free port and opens it.
 * @param onTold everything the page tells while it works, in order
 * @throws AppError when there is no browser, or the page cannot be built or opened
 */
export async function openTrainingBrowser(onTold: (told: Told) => void): Promise<TrainingBrowser> {
  if (!ensureBuilt()) throw failed('The page could not be built.', 'See the messages above.');
  const executablePath = ensureChromium();
  if (!executablePath) throw failed('There is no browser to train in.', 'See the message above.');
  const server = await serve(readFolder(dist));
  const browser = await chromium
    .launch({ executablePath, args: chromiumSwitches(), handleSIGINT: false, handleSIGTERM: false })
    .catch(async (error: unknown) => {
      await server.close();
      throw failed(
        `${executablePath} does not start: ${error instanceof Error ? error.message.split('\n')[0] : ''}`,
        'Set CHROMIUM to the path of another Chromium.',
      );
    });
  const close = async (): Promise<void> => {
    await browser.close();
    await server.close();
  };
  try {
    const page = await browser.newPage();
    // A page that crashes, most often for want of memory, would leave its calls unanswered for ever.
    const crashed = new Promise<never>((_resolve, reject) => {
      page.on('crash', () =>
        reject(failed('The browser ran out of memory or crashed.', 'Try smaller data or a smaller model.')),
      );
    });
    crashed.catch(() => undefined);
    await page.exposeFunction('tellTerminal', onTold);
    await page.goto(`${server.url}cli/page/terminal.html`);
    return {
      close,
      giveFiles: (files) => page.locator('input').setInputFiles(files),
      call: async (name, ...given) => {
        const called = page.evaluate(
          async ({ name, given }) => {
            const method = window.terminalPage[name] as (...all: unknown[]) => Promise<Answer<unknown>>;
            return method(...given);
          },
          { name, given: given as unknown[] },
        );
        const answer = await Promise.race([called, crashed]);
        if ('error' in answer) throw fromReport(answer.error);
        return answer.value as Value<typeof name>;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export function fromReport({ code, what, hint }: ErrorReport): AppError {
  return new AppError(code, what, hint);
}
