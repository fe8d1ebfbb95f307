// Positions in answers are spelled (+12.3, -4.5): metres in the ego frame, x forward, y left. A velocity is not a position.
const spelled = /(?<!velocity: ?)\(([+-]?\d{1,3}\.\d), ([+-]?\d{1,3}\.\d)\)/g;

// The text in pieces, in order: strings, and positions as { text, x, y, number }. Each place has one number, however often it is named.
export function pieces(text) {
  const found = [], numbers = new Map();
  let end = 0;
  for (const match of text.matchAll(spelled)) {
    if (match.index > end) found.push(text.slice(end, match.index));
    if (!numbers.has(match[0])) numbers.set(match[0], numbers.size + 1);
    found.push({ text: match[0], x: Number(match[1]), y: Number(match[2]), number: numbers.get(match[0]) });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push(text.slice(end));
  return found;
}

// The places of a text, each once, by their numbers.
export function places(text) {
  return [...new Map(pieces(text).filter(piece => piece.number).map(piece => [piece.number, piece])).values()];
}

// A numbered pin whose tip is at a point of a canvas.
export function pin(g, u, v, number) {
  g.beginPath();
  g.moveTo(u, v);
  g.lineTo(u - 7, v - 13);
  g.arc(u, v - 19, 11, Math.PI * 0.8, Math.PI * 0.2);
  g.closePath();
  g.fillStyle = '#ffd166';
  g.strokeStyle = '#20242c';
  g.lineWidth = 1.5;
  g.fill();
  g.stroke();
  g.fillStyle = '#20242c';
  g.font = 'bold 14px system-ui, sans-serif';
  g.textAlign = 'center';
  g.textBaseline = 'middle';
  g.fillText(number, u, v - 19);
}
