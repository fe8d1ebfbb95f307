// What the service refused, in its own words: once, where all that is wrong is one thing.
import { html } from './html.js';

export function Fault({ problem, onClose }) {
  if (!problem) return null;
  const parts = Object.entries(problem.errors || {}).map(([part, faults]) => [part, [].concat(faults).join(' ')]).filter(([, words]) => words !== problem.message);
  return html`<section class="problem" role="alert" data-testid="problem">
    <strong>${problem.title || 'Something went wrong'}</strong><p>${problem.message}</p>
    ${parts.length > 0 && html`<ul>${parts.map(([part, words]) => html`<li><code>${part}</code> ${words}</li>`)}</ul>`}
    ${problem.traceId && html`<small>trace ${problem.traceId}</small>`}
    ${onClose && html`<button class="quiet" onClick=${onClose} aria-label="Dismiss">✕</button>`}
  </section>`;
}
