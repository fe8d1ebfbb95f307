// Small panels, one for each figure of a training; a second run is drawn beside the first.
import { html } from '../html.js';
import { number } from './words.js';

const width = 300, height = 110, pad = { left: 44, right: 8, top: 8, bottom: 18 };

function points(series) {
  return [...series].sort((a, b) => a[0] - b[0]).filter(([, value]) => Number.isFinite(value));
}

function Panel({ name, runs }) {
  const lists = runs.map(points).filter(list => list.length > 0);
  if (lists.length === 0) return null;
  const steps = lists.flat().map(p => p[0]), values = lists.flat().map(p => p[1]);
  const [x0, x1] = [Math.min(...steps), Math.max(...steps)], lowest = Math.min(...values), highest = Math.max(...values);
  const spare = (highest - lowest || Math.abs(highest) || 1) * 0.05, y0 = lowest - spare, y1 = highest + spare;
  const x = step => pad.left + (width - pad.left - pad.right) * (x1 > x0 ? (step - x0) / (x1 - x0) : 0.5);
  const y = value => height - pad.bottom - (height - pad.top - pad.bottom) * (value - y0) / (y1 - y0);
  const line = list => list.map(([step, value], i) => `${i ? 'L' : 'M'}${x(step).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  return html`<figure class="curve" data-testid="curve" data-name=${name}>
    <figcaption>${name.replace(/^preview\./, '')}<b>${lists.map(list => number(list.at(-1)[1])).join(' · ')}</b></figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${name} by step">
      ${[lowest, highest].map(value => html`<line x1=${pad.left} x2=${width - pad.right} y1=${y(value)} y2=${y(value)} class="rule" /><text x=${pad.left - 5} y=${y(value) + 4} class="tick end">${number(value)}</text>`)}
      <text x=${pad.left} y=${height - 4} class="tick">${x0.toLocaleString('en')}</text><text x=${width - pad.right} y=${height - 4} class="tick end">${x1.toLocaleString('en')}</text>
      ${runs.map((run, i) => { const list = points(run); return list.length === 1
        ? html`<circle cx=${x(list[0][0])} cy=${y(list[0][1])} r="3" class="dot run${i}" />` : html`<path d=${line(list)} class="run${i}" />`; })}
    </svg></figure>`;
}

export function Curves({ series, beside }) {
  const names = Object.keys(series);
  const group = list => html`<div class="curves">${list.map(name => html`<${Panel} key=${name} name=${name} runs=${beside ? [series[name], beside[name] || new Map()] : [series[name]]} />`)}</div>`;
  const measured = names.filter(name => name.startsWith('preview.')), course = ['learning_rate', 'gradient_norm'];
  const losses = ['loss', ...names.filter(name => name !== 'loss' && !course.includes(name) && !measured.includes(name))].filter(name => name in series);
  return html`<div class="body">${group(losses)}
    ${measured.length > 0 && html`<h3>measured in between</h3>${group(measured)}`}
    <h3>course</h3>${group(course.filter(name => name in series))}</div>`;
}
