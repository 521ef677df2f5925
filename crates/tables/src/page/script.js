'use strict';
// Without this script all parts are coloured at once; with it, one event's parts at a time, on demand.
const buttons = [...document.querySelectorAll('.events button')];
const live = document.getElementById('live');
let chosen = null;

function paint(article, event) {
  for (const mark of article.querySelectorAll('mark')) {
    const parts = mark.dataset.e.split(' ').map(part => part.split(':'));
    const own = event === null ? null : parts.find(part => part[0] === event);
    mark.className = event === null ? mark.dataset.c : own ? own[1] : '';
  }
}

function choose(button, follow) {
  if (chosen) {
    chosen.setAttribute('aria-pressed', 'false');
    chosen.closest('li').classList.remove('on');
    paint(chosen.closest('article'), null);
  }
  chosen = chosen === button ? null : button;
  if (!chosen) { live.textContent = 'All events are shown.'; return; }
  const article = chosen.closest('article'), event = chosen.dataset.event;
  chosen.setAttribute('aria-pressed', 'true');
  chosen.closest('li').classList.add('on');
  paint(article, event);
  live.textContent = chosen.closest('li').querySelector('blockquote').textContent;
  const first = article.querySelector('mark.action');
  if (follow && first) first.scrollIntoView({ block: 'center' });
}

for (const button of buttons) button.addEventListener('click', () => choose(button, true));

document.addEventListener('click', event => {
  const mark = event.target.closest('mark');
  if (!mark) return;
  const number = mark.dataset.e.split(' ')[0].split(':')[0];
  const button = mark.closest('article').querySelector(`button[data-event="${number}"]`);
  if (button && button !== chosen) { choose(button, false); button.scrollIntoView({ block: 'nearest' }); }
});

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || !buttons.length) return;
  if (event.key === 'Escape' && chosen) { choose(chosen, false); return; }
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const from = buttons.indexOf(chosen ?? document.activeElement);
  const next = buttons[from < 0 ? 0 : (from + step + buttons.length) % buttons.length];
  if (next !== chosen) choose(next, true);
  next.focus({ preventScroll: true });
});

// Paper has no clicks: what stands behind them is printed with the rest.
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details')) details.open = true;
});
