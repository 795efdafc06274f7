// How fast the dashboard appears in a browser that has never seen it, as rows of scripts/bench:
//
//   node timings.mjs URL --cookie VALUE
//   node timings.mjs URL --username NAME --password PASSWORD
//
// Each page is opened in a fresh Chromium profile, eleven times; the middle of the figures is printed.
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';

const RUNS = 11;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    cookie: { type: 'string' },
    username: { type: 'string' },
    password: { type: 'string' },
  },
});
const [base] = positionals;
if (!base) {
  process.stderr.write(
    'usage: node timings.mjs URL (--cookie VALUE | --username NAME --password PASSWORD)\n',
  );
  process.exit(2);
}

/** The session's cookie: the given one, or that of a login. */
async function sessionCookie() {
  if (values.cookie) return values.cookie;
  const response = await fetch(`${base}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: values.username, password: values.password }),
  });
  if (!response.ok)
    throw new Error(`logging in failed: ${response.status} ${await response.text()}`);
  const cookie = /nebula_session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1];
  if (!cookie) throw new Error('logging in set no cookie');
  return cookie;
}

/** Opens a page cold and measures it once its content is there. */
async function measure(browser, path, cookie, ready) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  if (cookie) await context.addCookies([{ name: 'nebula_session', value: cookie, url: base }]);
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.largestPaint = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.largestPaint = entry.startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  });
  const scripts = new Map();
  let scriptBytes = 0;
  let allBytes = 0;
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  devtools.on('Network.responseReceived', ({ requestId, type, response }) => {
    const encoding = Object.entries(response.headers).find(
      ([name]) => name.toLowerCase() === 'content-encoding',
    )?.[1];
    scripts.set(requestId, { script: type === 'Script', encoding });
  });
  const encodings = new Set();
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    allBytes += encodedDataLength;
    const known = scripts.get(requestId);
    if (!known?.script) return;
    scriptBytes += encodedDataLength;
    encodings.add(known.encoding ?? 'not compressed');
  });
  await page.goto(base + path, { waitUntil: 'load' });
  await ready(page).waitFor();
  const shownMs = await page.evaluate(() => performance.now());
  const figures = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    return {
      ttfb: navigation.responseStart,
      fcp: paint?.startTime ?? Number.NaN,
      lcp: globalThis.largestPaint,
      dcl: navigation.domContentLoadedEventEnd,
      load: navigation.loadEventEnd,
    };
  });
  await context.close();
  return { ...figures, shownMs, scriptBytes, allBytes, encodings: [...encodings].join(', ') };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const row = (what, here, wanted) =>
  process.stdout.write(`| ${what.padEnd(58)} | ${here.padStart(22)} | ${wanted.padStart(14)} |\n`);
const ms = (value) => `${value.toFixed(1)} ms`;
const kib = (value) => `${(value / 1024).toFixed(1)} KiB`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});
try {
  const cookie = await sessionCookie();
  const pages = [
    ['login page', '/login', null, (page) => page.getByRole('button', { name: 'Log in' })],
    [
      'containers page',
      '/containers',
      cookie,
      (page) => page.getByRole('heading', { name: 'Containers' }),
    ],
  ];
  for (const [name, path, session, ready] of pages) {
    // The first one warms the browser's own process up.
    await measure(browser, path, session, ready);
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await measure(browser, path, session, ready));
    const middle = (key) => median(runs.map((each) => each[key]));
    row(`${name}: first byte (median of ${RUNS}, nothing cached)`, ms(middle('ttfb')), '');
    row(`${name}: first contentful paint`, ms(middle('fcp')), '');
    row(`${name}: largest contentful paint`, ms(middle('lcp')), '');
    row(`${name}: DOM content loaded`, ms(middle('dcl')), '');
    row(`${name}: load`, ms(middle('load')), '');
    row(`${name}: its content is there`, ms(middle('shownMs')), '');
    row(`${name}: JavaScript (${runs[0].encodings})`, kib(middle('scriptBytes')), '<= 200 KiB');
    row(`${name}: everything transferred`, kib(middle('allBytes')), '');
  }
} finally {
  await browser.close();
}
