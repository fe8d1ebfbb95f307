import { useEffect, useRef, useState } from 'preact/hooks';
import { html } from '../html.js';
import { adapters as loadedAdapters, stream } from '../api.js';
import { pieces, places } from '../places.js';

const suggestions = ['What is around the car?', 'What should the driver pay attention to?', 'Is it safe to turn left?', 'Shortly describe your driving action.'];

// Questions about the scene; the answer comes in as it is generated. Positions in the last one are marked in the views.
export function Answers({ scene, onProblem, onPlaces }) {
  const [question, setQuestion] = useState('');
  const [talk, setTalk] = useState([]);
  const [running, setRunning] = useState(null);
  const [adapters, setAdapters] = useState([]);
  const [adapter, setAdapter] = useState('');
  const box = useRef(null);

  useEffect(() => {
    running?.cancel(); setRunning(null); setTalk([]);
    if (scene) loadedAdapters().then(loaded => setAdapters(loaded.data.map(one => one.name))).catch(onProblem);
  }, [scene?.id]);
  useEffect(() => { box.current.scrollTop = box.current.scrollHeight; }, [talk]);
  const last = talk[talk.length - 1]?.answer ?? '';
  // The views are drawn anew for new places alone, not for every token.
  useEffect(() => {
    const now = places(last);
    onPlaces(old => old.length === now.length && old.every((place, i) => place.text === now[i].text) ? old : now);
  }, [last]);

  function ask(text) {
    if (!scene || running || text.trim() === '') return;
    setQuestion('');
    setTalk(old => [...old, { question: text, answer: '', done: null }]);
    const change = f => setTalk(old => [...old.slice(0, -1), f(old[old.length - 1])]);
    const call = stream('Ask', [scene.id, text, { max_tokens: 96, adapter: adapter || null }], ({ event, data }) => {
      if (event === 'token') change(entry => ({ ...entry, answer: entry.answer + data.text }));
      if (event === 'done') change(entry => ({ ...entry, answer: data.answer, done: data }));
    });
    setRunning(call);
    call.done.catch(onProblem).finally(() => setRunning(null));
  }

  const marked = text => pieces(text).map(piece => piece.number ? html`<mark class="place" data-testid="place"><b>${piece.number}</b>${piece.text}</mark>` : piece);

  return html`<section class="panel answers">
    <header><h2>Answers</h2></header>
    <div class="talk" aria-live="polite" ref=${box}>
      ${talk.map(entry => html`<p class="question">${entry.question}</p>
        <p class="answer" data-testid="answer">${marked(entry.answer)}${!entry.done && running && html`<i class="caret"></i>`}</p>
        ${entry.done && html`<p class="note" data-testid="usage">${entry.done.usage.completion_tokens} tokens · ${entry.done.finish_reason} · ${entry.done.usage.scene_tokens} scene tokens, ${entry.done.usage.cached_tokens} cached</p>`}`)}
    </div>
    <div class="suggestions">${talk.length === 0 && suggestions.map(text => html`<button class="quiet" disabled=${!scene} onClick=${() => ask(text)}>${text}</button>`)}</div>
    <form onSubmit=${e => { e.preventDefault(); ask(question); }}>
      <input value=${question} onInput=${e => setQuestion(e.target.value)} placeholder="Ask about the scene" aria-label="Question" disabled=${!scene} data-testid="question" />
      ${adapters.length > 0 && html`<select value=${adapter} onChange=${e => setAdapter(e.target.value)} aria-label="Adapter" title="LoRA beside the language model">
        <option value="">no adapter</option>${adapters.map(name => html`<option>${name}</option>`)}</select>`}
      ${running ? html`<button type="button" onClick=${() => running.cancel()}>Stop</button>`
        : html`<button disabled=${!scene || question.trim() === ''}>Ask</button>`}
    </form>
  </section>`;
}
