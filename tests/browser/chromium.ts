import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** A page in a real browser. */
export interface BrowserPage {
  /** The value of an expression in the page, as JSON. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Waits until an expression is true in the page; throws where it never is. */
  readonly until: (expression: string) => Promise<void>;
  /** Presses a key where the focus is; a character or a name such as `Escape`. */
  readonly press: (key: string) => Promise<void>;
  readonly screenshot: (file: string) => Promise<void>;
  /** Addresses that the page asked for, its own file aside. */
  readonly requested: () => readonly string[];
}

/** A running Chromium. */
export interface Browser {
  readonly open: (url: string, width: number, height: number) => Promise<BrowserPage>;
  readonly close: () => Promise<void>;
}

const places = [
  process.env['CHROME_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser on this machine, or null where none is found. CHROME_PATH names one that lies elsewhere. */
export function findChromium(): string | null {
  return places.find((place) => place !== undefined && existsSync(place)) ?? null;
}

/** Starts a browser without a window, driven over its debugging pipe. */
export async function startChromium(executable: string): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'chromium-'));
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--no-first-run'];
  const child = spawn(
    executable,
    [...flags, '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const { send, on } = connection(child);
  return {
    open: (url, width, height) => openPage(send, on, url, width, height),
    close: async () => {
      await send('Browser.close', {}, undefined).catch(() => child.kill());
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

type Parameters = { readonly [name: string]: unknown };
type Send = (method: string, params: Parameters, session: string | undefined) => Promise<Parameters>;
type Listen = (session: string, take: (method: string, params: Parameters) => void) => void;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Parameters;
  readonly result?: Parameters;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

function connection(child: ChildProcess): { readonly send: Send; readonly on: Listen } {
  const [, , , input, output] = child.stdio as unknown as readonly [null, null, null, Writable, Readable];
  const waiting = new Map<
    number,
    { readonly resolve: (value: Parameters) => void; readonly reject: (error: Error) => void }
  >();
  const listeners = new Map<string, (method: string, params: Parameters) => void>();
  let count = 0;
  let rest = '';
  output.setEncoding('utf8');
  output.on('data', (piece: string) => {
    const parts = (rest + piece).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      const pending = waiting.get(message.id ?? -1);
      if (pending !== undefined && message.id !== undefined) {
        waiting.delete(message.id);
        if (message.error === undefined) pending.resolve(message.result ?? {});
        else pending.reject(new Error(message.error.message));
      } else if (message.method !== undefined) {
        listeners.get(message.sessionId ?? '')?.(message.method, message.params ?? {});
      }
    }
  });
  child.once('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser has ended'));
  });
  return {
    send: (method, params, sessionId) =>
      new Promise((resolve, reject) => {
        count += 1;
        waiting.set(count, { resolve, reject });
        input.write(`${JSON.stringify({ id: count, method, params, sessionId })}\0`);
      }),
    on: (session, take) => listeners.set(session, take),
  };
}

async function openPage(
  send: Send,
  on: Listen,
  url: string,
  width: number,
  height: number,
): Promise<BrowserPage> {
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' }, undefined);
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true }, undefined);
  const session = String(sessionId);
  const requested: string[] = [];
  let loaded: () => void = () => {};
  const load = new Promise<void>((resolve) => {
    loaded = resolve;
  });
  on(session, (method, params) => {
    if (method === 'Page.loadEventFired') loaded();
    if (method !== 'Network.requestWillBeSent') return;
    const { request } = params as { readonly request: { readonly url: string } };
    if (request.url !== url && !request.url.startsWith('data:') && !request.url.startsWith('blob:'))
      requested.push(request.url);
  });
  const mobile = width < 600;
  await send('Page.enable', {}, session);
  await send('Network.enable', {}, session);
  await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile }, session);
  await send('Page.navigate', { url }, session);
  await load;

  const evaluate = async (expression: string): Promise<unknown> => {
    const answer = await send(
      'Runtime.evaluate',
      { expression, returnByValue: true, awaitPromise: true },
      session,
    );
    const { result, exceptionDetails } = answer as {
      readonly result: { readonly value?: unknown };
      readonly exceptionDetails?: { readonly text: string };
    };
    if (exceptionDetails !== undefined) throw new Error(`${exceptionDetails.text} in ${expression}`);
    return result.value;
  };
  return {
    evaluate,
    until: async (expression) => {
      const wait = `new Promise((resolve) => { let left = 400; const look = () => {
        let now = false; try { now = Boolean(${expression}); } catch { now = false; }
        if (now || left-- === 0) resolve(now); else setTimeout(look, 50); }; look(); })`;
      if ((await evaluate(wait)) !== true) throw new Error(`never true in the page: ${expression}`);
    },
    press: async (key) => {
      const text = key.length === 1 ? { text: key } : {};
      await send('Input.dispatchKeyEvent', { type: 'keyDown', key, ...text }, session);
      await send('Input.dispatchKeyEvent', { type: 'keyUp', key }, session);
    },
    screenshot: async (file) => {
      const { data } = await send('Page.captureScreenshot', { format: 'png' }, session);
      await writeFile(file, Buffer.from(String(data), 'base64'));
    },
    requested: () => requested,
  };
}
