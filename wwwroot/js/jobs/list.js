// Queue and history, newest first.
import { useState } from 'preact/hooks';
import { html } from '../html.js';
import { ago, ended, share } from './words.js';

const filters = { all: () => true, active: job => !ended(job.state), done: job => ended(job.state) };

export function JobList({ jobs, place }) {
  const [filter, setFilter] = useState('all');
  const shown = jobs.filter(filters[filter]);
  return html`<nav class="panel list" aria-label="Jobs">
    <header><h2>Jobs</h2>
      <div class="choice" role="group" aria-label="Which">${Object.keys(filters).map(name => html`
        <button class=${name === filter ? 'on' : ''} aria-pressed=${name === filter} onClick=${() => setFilter(name)}>${name}</button>`)}</div>
    </header>
    <a class="new ${place === 'new' || !place ? 'on' : ''}" href="#new">+ new job</a>
    <ol>${shown.map(job => html`<li key=${job.id}><a class=${job.id === place ? 'on' : ''} href="#${job.id}" data-testid="job">
      <span class="state ${job.state}">${job.state}</span> <b>${job.name}</b>
      <small>${job.kind} · ${ago(job.created_at)}</small>
      ${job.state === 'running' && html`<i class="bar"><i style="width:${100 * share(job.progress)}%"></i></i>`}
    </a></li>`)}</ol>
    ${shown.length === 0 && html`<p class="note empty">${jobs.length === 0 ? 'No jobs yet: make a data set of the world first, then train on it.' : 'None of these.'}</p>`}
  </nav>`;
}
