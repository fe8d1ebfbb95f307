// A new job: the form is drawn from the kind's schema; beside it stand the command line and the request that do the same.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { html } from '../html.js';
import * as api from './api.js';
import { Fault } from '../fault.js';

const patience = 350;

// What a field's text means; undefined where it is empty.
function read(schema, value) {
  if (value === '' || value === undefined || value === null) return undefined;
  switch (schema.type) {
    case 'integer': case 'number': return Number.isNaN(Number(value)) ? value : Number(value);
    case 'object': case 'array':
      if (Array.isArray(value)) return value.length > 0 ? value : undefined;
      try { return JSON.parse(value); } catch { return schema.type === 'array' && schema.items.type === 'string' ? value.split(',').map(word => word.trim()) : value; }
    default: return value;
  }
}

function Field({ name, schema, value, onChange, offered }) {
  const many = schema.type === 'array';
  const one = many ? schema.items : schema;
  const choices = one['x-voxpilot'] ? offered[one['x-voxpilot']] : one.enum?.map(word => ({ value: word, label: word }));
  const id = `field-${name}`;
  const usual = schema.default === undefined ? 'as the preset has it' : `${schema.default}`;
  let control;
  if (choices && many) {
    control = html`<span class="ticks" id=${id}>${choices.map(choice => html`<label><input type="checkbox" checked=${(value || []).includes(choice.value)}
      onChange=${e => onChange(e.target.checked ? [...(value || []), choice.value] : value.filter(v => v !== choice.value))} /> ${choice.label}</label>`)}
      ${choices.length === 0 && html`<em>none yet: a job of the kind <b>world</b> makes one</em>`}</span>`;
  } else if (choices) {
    control = html`<select id=${id} value=${value ?? ''} onChange=${e => onChange(e.target.value)}>
      <option value="">${usual === 'as the preset has it' ? '–' : `${usual}`}</option>${choices.map(choice => html`<option value=${choice.value}>${choice.label}</option>`)}</select>`;
  } else if (one.type === 'boolean') {
    control = html`<select id=${id} value=${value ?? ''} onChange=${e => onChange(e.target.value === '' ? undefined : e.target.value === 'true')}>
      <option value="">${usual}</option><option value="true">true</option><option value="false">false</option></select>`;
  } else if (one.type === 'object' || many) {
    control = html`<textarea id=${id} rows="2" value=${value ?? ''} placeholder=${one.type === 'object' && !many ? '{ "path": value }' : 'JSON'} onInput=${e => onChange(e.target.value)}></textarea>`;
  } else {
    control = html`<input id=${id} value=${value ?? ''} placeholder=${usual} inputmode=${one.type === 'string' ? 'text' : 'decimal'} onInput=${e => onChange(e.target.value)} />`;
  }
  return html`<div class="field"><label for=${id}>${name.replaceAll('_', ' ')}</label>${control}<small>${schema.description}</small></div>`;
}

export function JobForm({ kinds, packs, jobs, datasets, onQueued }) {
  const [kindName, setKind] = useState(datasets.length === 0 ? 'world' : 'occupancy');
  const [preset, setPreset] = useState('');
  const [name, setName] = useState('');
  const [values, setValues] = useState({});
  const [checked, setChecked] = useState(null);
  const [problem, setProblem] = useState(null);
  const [all, setAll] = useState(false);
  const kind = kinds.find(k => k.kind === kindName) || kinds[0];
  const chosen = kind.presets.find(p => p.name === preset) || kind.presets[0];

  const offered = useMemo(() => {
    const left = jobs.filter(job => job.state === 'succeeded').map(job => ({ value: job.id, label: `${job.name} (${job.kind})`, kind: job.kind }));
    return {
      dataset: datasets.map(set => ({ value: set.name, label: set.name })),
      pack: [...packs.map(pack => ({ value: pack.id, label: pack.id })), ...left.filter(job => !['world', 'evaluate', 'closedloop', 'llm.finetune'].includes(job.kind))],
      teacher: left.filter(job => job.kind === 'dense2d'),
      adapter: left.filter(job => job.kind === 'llm.finetune'),
    };
  }, [jobs, datasets, packs]);

  const body = useMemo(() => {
    const parameters = {};
    for (const [field, schema] of Object.entries(kind.schema.properties)) {
      const value = read(schema, values[field]);
      if (value !== undefined) parameters[field] = value;
    }
    return { kind: kind.kind, preset: chosen.name, ...(name ? { name } : {}), parameters };
  }, [kind, chosen, name, values]);

  const missing = kind.schema.required.filter(field => !(field in body.parameters) && kind.schema.properties[field].default === undefined);
  useEffect(() => {
    setChecked(null);
    setProblem(null);
    if (missing.length > 0) return undefined;
    const timer = setTimeout(() => api.check(body).then(answer => { setChecked(answer); setProblem(null); }, failure => { setChecked(null); setProblem(failure); }), patience);
    return () => clearTimeout(timer);
  }, [JSON.stringify(body)]);

  const fields = Object.entries(kind.schema.properties);
  const first = fields.filter(([field]) => kind.schema.required.includes(field) || ['validation', 'from', 'steps', 'train', 'scenes', 'seed', 'tasks', 'limit', 'routes'].includes(field));
  const shown = all ? fields : first;
  const curl = `curl -s ${location.origin}/v1/jobs -H 'content-type: application/json' -d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`;

  return html`<section class="panel form" data-testid="form">
    <header><h2>New job</h2><span class="note">${kind.about}</span></header>
    <div class="body">
      <div class="row">
        <label>kind <select data-testid="kind" value=${kind.kind} onChange=${e => { setKind(e.target.value); setPreset(''); setValues({}); }}>
          ${kinds.map(k => html`<option value=${k.kind}>${k.kind}</option>`)}</select></label>
        <label>name <input data-testid="name" value=${name} placeholder=${kind.kind} onInput=${e => setName(e.target.value)} /></label>
      </div>
      <div class="presets" role="group" aria-label="Preset">${kind.presets.map(p => html`
        <button class=${p === chosen ? 'on' : ''} aria-pressed=${p === chosen} onClick=${() => setPreset(p.name)}><b>${p.name}</b><small>${p.about}</small></button>`)}</div>
      <div class="fields">${shown.map(([field, schema]) => html`<${Field} key=${`${kind.kind} ${field}`} name=${field}
        schema=${field in chosen.parameters ? { ...schema, default: chosen.parameters[field] } : schema}
        value=${values[field]} offered=${offered} onChange=${value => setValues({ ...values, [field]: value })} />`)}</div>
      ${fields.length > first.length && html`<button class="quiet" onClick=${() => setAll(!all)}>${all ? 'fewer' : `all ${fields.length}`} parameters</button>`}
      ${problem && html`<${Fault} problem=${problem} />`}
      ${missing.length > 0 && html`<p class="note">Still to be chosen: ${missing.map(field => field.replaceAll('_', ' ')).join(', ')}.</p>`}
      <button data-testid="queue" disabled=${!checked} onClick=${() => api.queue(body).then(onQueued, setProblem)}>Queue</button>
      <h3>The same</h3>
      <pre data-testid="command">${checked?.commands?.join('\n') || '…'}</pre>
      <pre data-testid="curl">${curl}</pre>
    </div>
  </section>`;
}
