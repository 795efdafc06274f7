// How numbers and times are written on every screen. All of it is pure, and rounds so that a
// value never changes its width more than it must.

const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

function threeDigits(value: number): string {
  if (value >= 99.95) return value.toFixed(0);
  return value.toFixed(1);
}

/** Bytes in binary units: `0 B`, `512 B`, `1.5 GiB`. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes == null || !Number.isFinite(bytes)) return '–';
  const sign = bytes < 0 ? '-' : '';
  let value = Math.abs(bytes);
  let unit = 0;
  // 1023.95 would be written as "1024.0": step up before that.
  while (value >= 1023.95 && unit < BINARY_UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 ? Math.round(value).toString() : threeDigits(value);
  return `${sign}${digits} ${BINARY_UNITS[unit] ?? 'B'}`;
}

export function formatBytesPerSecond(rate: number | null | undefined): string {
  return rate == null || !Number.isFinite(rate) ? '–' : `${formatBytes(rate)}/s`;
}

/** `0.0 %` to `99.9 %`, without decimals from 100 on. */
export function formatPercent(percent: number | null | undefined): string {
  if (percent == null || !Number.isFinite(percent)) return '–';
  return `${threeDigits(percent)} %`;
}

export function formatNumber(value: number | null | undefined): string {
  return value == null ? '–' : new Intl.NumberFormat('en-GB').format(value);
}

/** The two largest parts of a length of time: `42 s`, `12 min`, `4 h 12 min`, `6 d 4 h`. */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds == null || !Number.isFinite(seconds)) return '–';
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  const days = Math.floor(hours / 24);
  return hours % 24 ? `${days} d ${hours % 24} h` : `${days} d`;
}

/** A clock for players and elapsed time: `0:07`, `12:03`, `1:02:03`. */
export function formatClock(milliseconds: number): string {
  const whole = Math.max(0, Math.floor(milliseconds / 1000));
  const seconds = (whole % 60).toString().padStart(2, '0');
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0
    ? `${hours}:${minutes.toString().padStart(2, '0')}:${seconds}`
    : `${minutes}:${seconds}`;
}

/** How long ago or ahead: `just now`, `5 min ago`, `in 3 h`, and a date from 30 days on. */
export function formatRelative(at: string | number | Date, now: number): string {
  const time = new Date(at).getTime();
  if (Number.isNaN(time)) return '–';
  const seconds = Math.round((now - time) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 5) return 'just now';
  if (distance >= 30 * 86_400) return formatDate(time);
  const text = largestUnit(distance);
  return seconds >= 0 ? `${text} ago` : `in ${text}`;
}

function largestUnit(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

const dateFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

const exactFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

export function formatDate(at: string | number | Date): string {
  return dateFormat.format(new Date(at));
}

/** A full local time, for tooltips and details. */
export function formatExact(at: string | number | Date | null | undefined): string {
  if (at == null) return '–';
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? '–' : exactFormat.format(date);
}

/** The 12 characters by which people know an image or container id. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

/** `1 container`, `2 containers`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}
