import { html } from '../html.js';
import { colours, names } from '../classes.js';

// The classes that occur, with how many voxels each has.
export function Legend({ frame }) {
  if (!frame) return null;
  const counts = new Array(17).fill(0);
  for (const label of frame.labels) counts[label]++;
  return html`<ul class="legend">${names.map((name, label) => counts[label] > 0 && html`
    <li title=${`${counts[label].toLocaleString('en')} voxels`}><i style=${`background:${colours[label]}`}></i>${name}</li>`)}</ul>`;
}
