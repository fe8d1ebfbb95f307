// What the networks gave along the way: pictures beside their targets, answers beside theirs.
import { useEffect, useState } from 'preact/hooks';
import { html } from '../html.js';
import * as api from './api.js';
import { number } from './words.js';

function Words({ path }) {
  const [text, setText] = useState('');
  useEffect(() => { api.text(path).then(setText, () => setText('')); }, [path]);
  return html`<pre class="words">${text}</pre>`;
}

export function Previews({ id, previews }) {
  const [at, setAt] = useState(-1); // -1: the newest, also when a newer one comes
  const i = at < 0 ? previews.length - 1 : Math.min(at, previews.length - 1);
  const preview = previews[i];
  return html`<section class="panel previews" data-testid="previews">
    <header><h2>Previews</h2><span class="note">step ${preview.step.toLocaleString('en')}</span>
      ${previews.length > 1 && html`<input type="range" aria-label="Which preview" min="0" max=${previews.length - 1} value=${i}
        onInput=${e => setAt(Number(e.target.value) === previews.length - 1 ? -1 : Number(e.target.value))} />`}</header>
    <div class="body">
      ${preview.alarm && html`<p class="error">${preview.alarm}</p>`}
      <p class="course">${Object.entries(preview.figures || {}).slice(0, 12).map(([name, value]) => html`<span>${name} <b>${number(value)}</b></span>`)}</p>
      ${preview.artifacts.map(name => name.endsWith('.png') ? html`<img key=${name} src=${api.artifact(id, name)} alt="Preview at step ${preview.step}" loading="lazy" />`
        : name.endsWith('.txt') ? html`<${Words} key=${name} path=${api.artifact(id, name)} />` : null)}
    </div></section>`;
}
