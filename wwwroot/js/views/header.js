import { html } from '../html.js';

// Name, the pack that answers, and whether it was trained.
export function Header({ model, status }) {
  const loading = status && !status.ready;
  return html`<header class="top">
    <a class="brand" href="."><img src="favicon.svg" alt="" width="26" height="26" />VoxPilot</a>
    <div class="pack">
      ${loading && html`<span class="badge wait" role="status">${status.detail || status.loading || 'loading the model'}
        ${status.progress != null ? ` ${Math.round(100 * status.progress)} %` : ' …'}</span>`}
      ${model && html`<span class="badge" title=${model.hash}>pack ${model.id}</span>`}
      ${model?.trained && !model.capabilities.includes('vqa') && html`<span class="badge warn" data-testid="untrained"
        title="This pack has learnt to see and to plan. Its language model has random weights: answers mean nothing yet.">answers untrained</span>`}
      ${model && !model.trained && html`<span class="badge warn" data-testid="untrained"
        title="This pack is not trained, or not whole: the path runs, but plans and answers mean nothing.">untrained</span>`}
    </div>
    <nav><a href="jobs.html">jobs</a> <a href="swagger">API</a></nav>
  </header>`;
}
