// What the service refused, in its own words.
import { html } from '../html.js';

export const Fault = ({ problem, onClose }) => problem && html`<section class="problem" role="alert" data-testid="problem">
  <strong>${problem.title || 'Something went wrong'}</strong><p>${problem.message}</p>
  ${problem.errors && html`<ul>${Object.entries(problem.errors).map(([field, faults]) => html`<li><code>${field}</code> ${[].concat(faults).join(' ')}</li>`)}</ul>`}
  ${onClose && html`<button class="quiet" onClick=${onClose} aria-label="Dismiss">✕</button>`}
</section>`;
