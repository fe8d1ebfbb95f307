// One job closely: how far it is, its curves, previews, log and files, and what can be done with it.
import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { html } from '../html.js';
import { stream } from '../api.js';
import * as api from './api.js';
import { Curves } from './curves.js';
import { Previews } from './previews.js';
import { Compare } from './compare.js';
import { bytes, duration, ended, number, share } from './words.js';

const logLines = 400;

const blank = { progress: null, series: {}, previews: [], log: [], state: null, reason: null };

// A job as its events tell it. What a resumed run writes again replaces what was there.
function told(now, { event, data }) {
  switch (event) {
    case 'progress': {
      const series = { ...now.series };
      for (const [name, value] of Object.entries(data.losses || {})) series[name] = new Map(series[name]).set(data.step, value);
      return { ...now, progress: data, series };
    }
    case 'preview': {
      const series = { ...now.series };
      for (const [name, value] of Object.entries(data.figures || {})) series[`preview.${name}`] = new Map(series[`preview.${name}`]).set(data.step, value);
      return { ...now, series, previews: [...now.previews.filter(p => p.step !== data.step), data].sort((a, b) => a.step - b.step) };
    }
    case 'log': return { ...now, log: [...now.log.slice(1 - logLines), data.line] };
    case 'state': return { ...now, state: data.state, reason: data.reason || null, log: [...now.log.slice(1 - logLines), `— ${data.state}${data.reason ? `: ${data.reason}` : ''}`] };
    default: return now;
  }
}

// A stream ends with its job; what is resumed is told again from its beginning (round).
export function useJob(id, onProblem, round = 0) {
  const [live, tell] = useReducer((now, items) => items === null ? blank : items.reduce(told, now), blank);
  useEffect(() => {
    if (!id) return undefined;
    tell(null);
    let waiting = [], timer = null;
    const flush = () => { timer = null; const items = waiting; waiting = []; tell(items); };
    const watch = stream('WatchJob', [id, null], item => { waiting.push(item); timer ??= setTimeout(flush, 60); });
    watch.done.catch(onProblem);
    return () => { watch.cancel(); clearTimeout(timer); };
  }, [id, round]);
  return live;
}

export function JobDetail({ id, jobs, served, onProblem, onChange }) {
  const [life, resume] = useReducer(n => n + 1, 0);
  const live = useJob(id, onProblem, life);
  const [job, setJob] = useState(null);
  const [other, setOther] = useState('');
  const [round, again] = useReducer(n => n + 1, 0);
  const beside = useJob(other, onProblem);

  useEffect(() => { api.job(id).then(setJob, onProblem); }, [id, live.state, live.previews.length, round]);

  const act = (what, then) => what(id).then(() => { then?.(); again(); onChange(); }, onProblem);
  const rivals = useMemo(() => jobs.filter(j => j.id !== id && job && j.kind === job.kind && j.state !== 'queued'), [jobs, job, id]);
  if (!job) return null;
  const state = live.state || job.state, progress = ended(state) ? job.progress : live.progress || job.progress;
  return html`
    <section class="panel detail" data-testid="detail">
      <header>
        <span class="state ${state}" data-testid="state">${state}</span><h2>${job.name}</h2><span class="note">${job.kind} · ${job.id}${job.attempt > 1 ? ` · attempt ${job.attempt}` : ''}</span>
        <span class="actions">
          ${!ended(state) && html`<button class="quiet" data-testid="cancel" disabled=${job.cancel_requested} onClick=${() => act(api.cancel)}>${job.cancel_requested ? 'stopping …' : 'cancel'}</button>`}
          ${(state === 'failed' || state === 'cancelled') && html`<button data-testid="resume" onClick=${() => act(api.resume, resume)}>resume</button>`}
          ${job.promotable && html`<button data-testid="promote" disabled=${served === job.name || served === job.id} onClick=${() => act(api.promote)}>
            ${served === job.name || served === job.id ? 'in service' : 'promote'}</button>`}
        </span>
      </header>
      <div class="body">
        ${(job.error || (state === 'queued' && live.reason)) && html`<p class="error" data-testid="error">${job.error || live.reason}</p>`}
        <i class="bar wide" role="progressbar" aria-valuenow=${Math.round(100 * share(progress))}><i style="width:${100 * share(progress)}%"></i></i>
        <p class="course" data-testid="course">${progress ? html`step <b>${progress.step.toLocaleString('en')}</b> of ${progress.steps.toLocaleString('en')}
          ${progress.epoch !== undefined && progress.epoch !== null && html` · epoch ${progress.epoch}`}
          ${progress.samples_per_second && html` · <b>${number(progress.samples_per_second)}</b> per second`}
          ${!ended(state) && progress.eta_seconds > 0 && html` · <b>${duration(progress.eta_seconds)}</b> left`}` : state === 'queued' ? 'waiting for its turn' : 'starting …'}</p>
        <pre>${job.command}</pre>
      </div>
    </section>
    ${Object.keys(live.series).length > 0 && html`<section class="panel">
      <header><h2>Curves</h2>
        <label class="note">beside <select data-testid="beside" value=${other} onChange=${e => setOther(e.target.value)}>
          <option value="">–</option>${rivals.map(j => html`<option value=${j.id}>${j.name} (${j.id.slice(4, 10)})</option>`)}</select></label></header>
      <${Curves} series=${live.series} beside=${other ? beside.series : null} />
    </section>`}
    ${Object.keys(live.series).length === 0 && rivals.length > 0 && ended(state) && html`<section class="panel"><header><h2>Compare</h2>
      <label class="note">with <select data-testid="beside" value=${other} onChange=${e => setOther(e.target.value)}>
        <option value="">–</option>${rivals.map(j => html`<option value=${j.id}>${j.name} (${j.id.slice(4, 10)})</option>`)}</select></label></header></section>`}
    ${other && ended(state) && html`<${Compare} a=${other} b=${id} names=${[jobs.find(j => j.id === other)?.name, job.name]} onProblem=${onProblem} />`}
    ${live.previews.length > 0 && html`<${Previews} id=${id} previews=${live.previews} />`}
    <section class="panel"><header><h2>Log</h2><a class="note" href="v1/jobs/${id}/log">whole</a></header>
      <pre class="log" data-testid="log" ref=${box => { if (box) box.scrollTop = box.scrollHeight; }}>${live.log.join('\n')}</pre></section>
    ${job.artifacts?.length > 0 && html`<section class="panel"><header><h2>Files</h2></header>
      <ul class="files">${job.artifacts.filter(file => !file.name.startsWith('previews/')).map(file => html`
        <li><a href=${api.artifact(id, file.name)}>${file.name}</a> <small>${bytes(file.bytes)}</small></li>`)}</ul></section>`}`;
}
