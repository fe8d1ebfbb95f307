// The routes of jobs and data sets, as promises.
import { answer } from '../api.js';

const get = async path => answer(await fetch(path));
const post = async (path, body) => answer(await fetch(path, body === undefined
  ? { method: 'POST' }
  : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }));

export const kinds = async () => (await get('v1/jobs/kinds')).data;
export const jobs = () => get('v1/jobs?limit=200').then(page => page.data);
export const job = id => get(`v1/jobs/${id}`);
export const check = body => post('v1/jobs/check', body);
export const queue = body => post('v1/jobs', body);
export const cancel = id => post(`v1/jobs/${id}/cancel`);
export const resume = id => post(`v1/jobs/${id}/resume`);
export const promote = id => post(`v1/jobs/${id}/promote`);
export const compare = (a, b) => get(`v1/jobs/${a}/compare?with=${b}`);
export const datasets = async () => (await get('v1/datasets')).data;
export const artifact = (id, name) => `v1/jobs/${id}/artifacts/${name.split('/').map(encodeURIComponent).join('/')}`;
export const text = async path => (await fetch(path)).text();
