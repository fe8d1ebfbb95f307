// Two jobs beside each other: reports with the intervals of their differences, trainings by their last figures.
import { useEffect, useState } from 'preact/hooks';
import { html } from '../html.js';
import * as api from './api.js';
import { number } from './words.js';

export function Compare({ a, b, names, onProblem }) {
  const [table, setTable] = useState(null);
  useEffect(() => { setTable(null); api.compare(a, b).then(setTable, onProblem); }, [a, b]);
  if (!table) return null;
  const [first, second] = names;
  return html`<section class="panel" data-testid="compare"><header><h2>Compared</h2><span class="note">${second} less ${first}</span></header>
    <div class="body"><table class="compared">
      ${table.measures ? html`
        <thead><tr><th></th><th>${first}</th><th>${second}</th><th>difference</th><th>95 % interval</th></tr></thead>
        <tbody>${table.measures.map(row => html`<tr class=${row.verdict}><th>${row.title} <small>${row.section}</small></th><td>${number(row.a)} ${row.unit}</td><td>${number(row.b)}</td>
          <td>${number(row.difference)}</td><td>${row.low === undefined ? '–' : `${number(row.low)} … ${number(row.high)}`}</td></tr>`)}</tbody>`
      : html`
        <thead><tr><th></th><th>${first}</th><th>${second}</th></tr></thead>
        <tbody>${table.figures.map(row => html`<tr><th>${row.name}</th><td>${number(row.a)}</td><td>${number(row.b)}</td></tr>`)}</tbody>`}
    </table></div></section>`;
}
