// One binding of htm to preact for all views.
import { h } from 'preact';
import htm from 'htm';

export const html = htm.bind(h);
