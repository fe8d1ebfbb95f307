import { useState } from 'preact/hooks';
import { html } from '../html.js';

// What was chosen and why, the safety checks, and the switches to plan again.
export function PlanReport({ drive, busy, onPlan }) {
  const [command, setCommand] = useState('');
  const [blind, setBlind] = useState(false);
  const plan = drive.plan;
  const again = (nextCommand, nextBlind) => onPlan({ ...(nextCommand ? { command: nextCommand } : {}), ...(nextBlind ? { ignore_ego: true } : {}) });
  return html`<div class="report">
    <div class="row">
      <label>command <select value=${command} disabled=${busy || !drive.scene}
        onChange=${e => { setCommand(e.target.value); again(e.target.value, blind); }}>
        <option value="">as given</option><option>left</option><option>straight</option><option>right</option></select></label>
      <label><input type="checkbox" checked=${blind} disabled=${busy || !drive.scene}
        onChange=${e => { setBlind(e.target.checked); again(command, e.target.checked); }} /> ignore ego state</label>
    </div>
    ${plan && html`<p class=${plan.abstained ? 'reason bad' : 'reason'} data-testid="reason">${plan.reason}</p>
    <ul class="checks">${plan.safety.checks.map(c => html`<li class=${c.ok ? 'ok' : 'bad'}>
      <b>${c.ok ? '✓' : '✕'}</b> ${c.name.replaceAll('_', ' ')} <span>${number(c.value)} / ${number(c.limit)}${c.time != null ? ` at ${number(c.time)} s` : ''}</span></li>`)}</ul>`}
  </div>`;
}

const number = value => value == null ? '–' : Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2);
