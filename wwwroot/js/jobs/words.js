// Numbers and times as people read them.
export const number = value => value === null || value === undefined ? '–'
  : Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en')
  : Math.abs(value) >= 1e-3 || value === 0 ? String(+value.toPrecision(4)) : value.toExponential(1);

export function duration(seconds) {
  if (!Number.isFinite(seconds)) return '';
  const s = Math.round(seconds), m = Math.floor(s / 60), h = Math.floor(m / 60);
  return h > 0 ? `${h} h ${m % 60} min` : m > 0 ? `${m} min ${s % 60} s` : `${s} s`;
}

export const ago = moment => {
  const seconds = (Date.now() - new Date(moment)) / 1000;
  return seconds < 60 ? 'just now' : seconds < 86400 ? `${duration(Math.floor(seconds / 60) * 60).replace(/ 0 s$/, '')} ago` : new Date(moment).toISOString().slice(0, 10);
};

export const share = progress => progress && progress.steps > 0 ? Math.min(1, progress.step / progress.steps) : 0;
export const ended = state => state === 'succeeded' || state === 'failed' || state === 'cancelled';
export const bytes = count => count < 1e3 ? `${count} B` : count < 1e6 ? `${(count / 1e3).toFixed(0)} kB` : `${(count / 1e6).toFixed(1)} MB`;
