import { expect, it } from 'vitest';
import { describeUserAgent, isPhone } from './user-agent.ts';

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const EDGE = `${CHROME.replace('X11; Linux x86_64', 'Windows NT 10.0; Win64; x64')} Edg/140.0.1`;
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

it('says which program on which system', () => {
  expect(describeUserAgent(CHROME)).toBe('Chrome 140 on Linux');
  expect(describeUserAgent(EDGE)).toBe('Edge 140 on Windows');
  expect(describeUserAgent(IPHONE)).toBe('Safari 18 on iOS');
  expect(describeUserAgent('curl/8.5.0')).toBe('curl 8.5.0');
  expect(describeUserAgent('backup-agent/1')).toBe('backup-agent');
  expect(describeUserAgent('')).toBe('Unknown program');
});

it('knows a phone', () => {
  expect(isPhone(IPHONE)).toBe(true);
  expect(isPhone(CHROME)).toBe(false);
});
