import { html } from '../html.js';

// Milliseconds by stage, of each request that made this drive.
export function Timings({ timings }) {
  const rows = Object.entries(timings).filter(([, stages]) => stages)
    .flatMap(([request, stages]) => Object.entries(stages).filter(([, ms]) => typeof ms === 'number').map(([stage, ms]) => ({ request, stage, ms })));
  const most = Math.max(1, ...rows.filter(r => r.stage !== 'total').map(r => r.ms));
  return html`<section class="panel timings"><header><h2>Timings</h2><span class="note">milliseconds by stage</span></header>
    <table data-testid="timings"><tbody>${rows.map(({ request, stage, ms }) => html`<tr class=${stage === 'total' ? 'total' : ''}>
      <th scope="row"><small>${request}</small> ${stage.replaceAll('_', ' ')}</th>
      <td>${stage !== 'total' && html`<i style=${`width:${100 * ms / most}%`}></i>`}</td><td class="number">${ms.toFixed(1)}</td></tr>`)}</tbody></table>
  </section>`;
}
