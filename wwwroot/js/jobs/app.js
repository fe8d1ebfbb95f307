// The page of jobs: what is queued and what has been, one of them closely, and a form for a new one.
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { html } from '../html.js';
import * as service from '../api.js';
import * as api from './api.js';
import { JobList } from './list.js';
import { JobForm } from './form.js';
import { JobDetail } from './detail.js';
import { Fault } from '../fault.js';

const listPause = 1500;
const chosen = () => decodeURIComponent(location.hash.slice(1));

function App() {
  const [jobs, setJobs] = useState([]);
  const [kinds, setKinds] = useState([]);
  const [packs, setPacks] = useState([]);
  const [datasets, setDatasets] = useState([]);
  const [place, setPlace] = useState(chosen());
  const [problem, setProblem] = useState(null);

  const refresh = async () => {
    const [list, sets, models] = await Promise.all([api.jobs(), api.datasets(), service.models()]);
    setJobs(list); setDatasets(sets); setPacks(models.data);
  };

  useEffect(() => {
    const follow = () => setPlace(chosen());
    addEventListener('hashchange', follow);
    api.kinds().then(setKinds, setProblem);
    let stopped = false;
    const look = () => refresh().then(() => setProblem(old => old?.passing ? null : old), failure => setProblem(Object.assign(failure, { passing: true })))
      .finally(() => { if (!stopped) setTimeout(look, listPause); });
    look();
    return () => { stopped = true; removeEventListener('hashchange', follow); };
  }, []);

  const queued = made => { refresh().catch(setProblem); location.hash = made.id; };
  const served = packs.find(pack => pack.status === 'loaded');

  return html`
    <header class="top">
      <a class="brand" href="./"><img src="favicon.svg" width="26" height="26" alt="" /> VoxPilot</a>
      <nav class="pack"><a href="./">drive</a><b>jobs</b>${served && html`<span class="badge" data-testid="served">in service: ${served.id}</span>`}</nav>
      <a href="swagger">API</a>
    </header>
    <main class="jobs">
      <${JobList} jobs=${jobs} place=${place} />
      <div class="work">
        <${Fault} problem=${problem} onClose=${() => setProblem(null)} />
        ${place && place !== 'new'
          ? html`<${JobDetail} key=${place} id=${place} jobs=${jobs} served=${served?.id} onProblem=${setProblem} onChange=${() => refresh().catch(setProblem)} />`
          : kinds.length > 0 && html`<${JobForm} kinds=${kinds} packs=${packs} jobs=${jobs} datasets=${datasets} onQueued=${queued} />`}
      </div>
    </main>
    <footer>Training runs beside this page, with less of a claim on the processor. <a href="swagger">API</a></footer>`;
}

render(html`<${App} />`, document.getElementById('app'));
