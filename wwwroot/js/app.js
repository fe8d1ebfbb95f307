// The page: choose frames, see what the service makes of them.
import { render } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { html } from './html.js';
import * as api from './api.js';
import { Fault } from './fault.js';
import { Header } from './views/header.js';
import { Source } from './views/source.js';
import { Cameras } from './views/cameras.js';
import { OccupancyView } from './views/occupancy.js';
import { BirdsEye } from './views/birds-eye.js';
import { Answers } from './views/answers.js';
import { PlanReport } from './views/plan-report.js';
import { Timings } from './views/timings.js';
import { Legend } from './views/legend.js';
import { readSplats } from './views/splats.js';

function App() {
  const [model, setModel] = useState(null);
  const [status, setStatus] = useState(null);
  const [samples, setSamples] = useState([]);
  const [drive, setDrive] = useState(null);
  const [busy, setBusy] = useState('');
  const [problem, setProblem] = useState(null);
  const [horizon, setHorizon] = useState(0);
  const [places, setPlaces] = useState([]);
  const [splatted, setSplatted] = useState(false);
  const run = useRef(0);

  const fail = failure => { setBusy(''); setProblem(failure); };

  useEffect(() => {
    let stopped = false;
    async function wait() {
      const state = await api.ready().catch(() => ({ ready: false, detail: 'The service does not answer.' }));
      if (stopped) return;
      setStatus(state);
      if (!state.ready) { setTimeout(wait, 500); return; }
      const list = await api.models();
      setModel(list.data.find(m => m.status === 'loaded') || list.data[0] || null);
      setSamples((await api.samples()).samples);
    }
    wait().catch(fail);
    return () => { stopped = true; };
  }, []);

  // Frames → scene → occupancy → plan. Each result is shown as it comes; a newer run makes an older one stop.
  async function start(scene, images) {
    const mine = ++run.current;
    const update = change => { if (run.current === mine) setDrive(old => ({ ...old, ...change })); };
    setProblem(null);
    setHorizon(0);
    setSplatted(false);
    const pictures = new Map([...images].map(([camera, blob]) => [camera, URL.createObjectURL(blob)]));
    if (drive) for (const url of drive.pictures.values()) URL.revokeObjectURL(url);
    setDrive({ request: scene, pictures, scene: null, occupancy: null, plan: null, steps: [], timings: {} });
    try {
      setBusy('Looking at the frames …');
      const created = await api.createScene(scene, images);
      update({ scene: created, timings: { scene: created.timings } });
      setBusy('Filling the space around the car …');
      const occupancy = await api.occupancy(created.id);
      update({ occupancy, timings: { scene: created.timings, occupancy: occupancy.timings } });
      setBusy('Planning …');
      await plan(created, {}, update, { scene: created.timings, occupancy: occupancy.timings });
      if (run.current === mine) setBusy('');
    } catch (failure) {
      if (run.current === mine) fail(failure);
    }
  }

  async function plan(scene, options, update, timings) {
    const steps = [];
    update({ steps: [], scores: null });
    await api.stream('Plan', [scene.id, options], ({ event, data }) => {
      if (event === 'anchor_scores') update({ scores: data });
      if (event === 'denoise_step') { steps.push(data); update({ steps: [...steps] }); }
      if (event === 'plan') update({ plan: data, timings: { ...timings, plan: data.timings } });
    }).done;
  }

  function replan(options) {
    const mine = run.current;
    const update = change => { if (run.current === mine) setDrive(old => ({ ...old, ...change })); };
    setProblem(null);
    setBusy('Planning …');
    plan(drive.scene, options, update, drive.timings).then(() => setBusy(''), fail);
  }

  // The Gaussians are asked for when they are first looked at.
  function showSplats() {
    setSplatted(true);
    setHorizon(0);
    if (drive.splats) return;
    const mine = run.current;
    api.gaussians(drive.scene.id).then(buffer => { if (run.current === mine) setDrive(old => ({ ...old, splats: readSplats(buffer) })); }, fail);
  }

  const splats = splatted ? drive?.splats : null;
  const frame = useMemo(() => drive?.occupancy?.frames.find(f => f.horizon === horizon) || null, [drive?.occupancy, horizon]);

  return html`
    <${Header} model=${model} status=${status} />
    <main>
      <${Source} samples=${samples} busy=${busy} disabled=${!status?.ready} onStart=${start} onProblem=${fail} />
      <${Fault} problem=${problem} onClose=${() => setProblem(null)} />
      ${drive ? html`
        <${Cameras} drive=${drive} frame=${frame} places=${places} renders=${model?.capabilities.includes('gaussians')} />
        <div class="columns">
          <section class="panel space">
            <header><h2>Occupancy</h2>
              <div class="choice" role="group" aria-label="Horizon">
                ${[0, 1, 2, 3].map(h => html`<button class=${h === horizon && !splatted ? 'on' : ''} disabled=${!drive.occupancy}
                  aria-pressed=${h === horizon && !splatted} onClick=${() => { setSplatted(false); setHorizon(h); }}>${h === 0 ? 'now' : `+${h} s`}</button>`)}
                ${model?.capabilities.includes('gaussians') && html`<button class=${splatted ? 'on' : ''} disabled=${!drive.scene}
                  aria-pressed=${splatted} onClick=${showSplats}>splats</button>`}
              </div>
              <span class="note" data-testid="voxels">${splats ? `${splats.count.toLocaleString('en')} Gaussians` : frame ? `${frame.labels.length.toLocaleString('en')} voxels` : ''}</span>
            </header>
            <${OccupancyView} grid=${drive.occupancy?.grid} frame=${frame} splats=${splats} plan=${drive.plan} horizon=${horizon} />
            <${Legend} frame=${frame} />
          </section>
          <section class="panel above">
            <header><h2>Trajectory</h2><span class="note">from above, 18 anchors</span></header>
            <${BirdsEye} drive=${drive} frame=${frame} grid=${drive.occupancy?.grid} places=${places} />
            <${PlanReport} drive=${drive} busy=${busy !== ''} onPlan=${replan} />
          </section>
        </div>
        <div class="columns">
          <${Answers} scene=${drive.scene} onProblem=${fail} onPlaces=${setPlaces} />
          <${Timings} timings=${drive.timings} />
        </div>` : html`<section class="welcome">
          <h1>Six camera frames in. Space, answers and a trajectory out.</h1>
          <p>Press a sample, or drop your own frames above. Everything shown here comes from the <a href="swagger">HTTP API</a>.</p>
        </section>`}
    </main>
    <footer>VoxPilot is a research tool. It never holds the wheel. <a href="swagger">API</a> · <a href="health/ready">health</a></footer>`;
}

render(html`<${App} />`, document.getElementById('app'));
