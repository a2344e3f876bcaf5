// The page works without this script. With it, the page reloads itself, remembers the theme, copies links and tables, shows values under
// the pointer or the arrow keys, and sends changes. Nothing here writes markup: the page allows no HTML from a script (Trusted Types).
const root = document.documentElement;
const $ = (selector, from = document) => from.querySelector(selector);
const make = (tag, text, attributes = {}) => {
  const one = document.createElement(tag);
  one.textContent = text ?? '';
  for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
  return one;
};

// The icon, for which a browser would else ask the application itself (/favicon.ico). The page is complete without it.
document.head.append(make('link', '', { rel: 'icon', type: 'image/svg+xml', href: new URL('icon.svg', import.meta.url).href }));

// Theme: as the system has it, light, dark.
const themes = ['system', 'light', 'dark'];
const stored = () => { try { return localStorage.getItem('reliability-theme') ?? 'system'; } catch { return 'system'; } };
const show = theme => {
  if (theme === 'system') delete root.dataset.theme; else root.dataset.theme = theme;
  const button = $('#theme');
  if (button) { button.hidden = false; button.textContent = `Theme: ${theme}`; }
};
show(stored());
document.addEventListener('click', event => {
  if (event.target.id !== 'theme') return;
  const next = themes[(themes.indexOf(stored()) + 1) % themes.length];
  try { localStorage.setItem('reliability-theme', next); } catch { /* The choice is not remembered. */ }
  show(next);
});

// Reload: the page is fetched again by its ETag, and its main part is adopted. It pauses while hidden and stops after 30 idle minutes.
const every = Number(document.body.dataset.reload) * 1000;
const idleAfter = 30 * 60 * 1000;
let etag = null, active = Date.now(), timer = 0, failed = 0, asOf = Date.now();
// The clock of the server, whatever that of this machine says: the time of the data and what has passed since they were loaded.
let loaded = performance.now();
const now = () => Date.parse($('.age time')?.dateTime ?? new Date().toISOString()) + performance.now() - loaded;
for (const kind of ['pointerdown', 'keydown', 'scroll']) addEventListener(kind, () => { if (Date.now() - active > idleAfter) plan(); active = Date.now(); }, { passive: true });
const say = text => { const age = $('#age'); if (age) { age.textContent = text ? ` ${text}` : ''; age.parentElement.classList.toggle('stale', failed > 0); } };
const open = () => [...document.querySelectorAll('main details[open]')].map(one => [...document.querySelectorAll('main details')].indexOf(one));
const adopt = page => {
  const fresh = page.querySelector('main'), old = $('main');
  if (!fresh || !old) return;
  const isRead = tip.isConnected && !tip.hidden && document.activeElement === shown;
  tip.remove();
  const opened = open(), focused = document.activeElement?.closest('main') ? path(document.activeElement) : null;
  const regions = main => [...main.querySelectorAll('.wide, .scroll')], scrolls = regions(old).map(one => [one.scrollLeft, one.scrollTop]);
  // Sections that are not laid out yet keep the height of those before, or the page would jump.
  for (const one of fresh.querySelectorAll(':scope > section[id]')) {
    const before = old.querySelector(`:scope > #${one.id}`);
    if (before) one.style.containIntrinsicBlockSize = `auto ${before.offsetHeight}px`;
  }
  old.replaceWith(document.adoptNode(fresh));
  enhance();
  const details = document.querySelectorAll('main details');
  opened.forEach(i => { if (details[i]) details[i].open = true; });
  regions(fresh).forEach((one, i) => { [one.scrollLeft, one.scrollTop] = scrolls[i] ?? [0, 0]; });
  $('main').classList.add('fresh');
  const same = focused && $(focused);
  same?.focus({ preventScroll: true });
  if (isRead && same?.dataset.series) point(same, at);
  const time = page.querySelector('.age time'), mine = $('.age time');
  if (time && mine) { mine.replaceWith(document.adoptNode(time)); loaded = performance.now(); }
};
const ended = is => {
  $('#ended')?.remove();
  if (!is) return;
  const banner = make('p', 'The session has ended, and this page no longer changes. ', { class: 'banner', id: 'ended', role: 'alert' });
  banner.append(make('a', 'Load the page again', { href: location.href }));
  $('main').before(banner);
};
const path = one => {
  const steps = [];
  for (; one && one.id !== 'main'; one = one.parentElement) steps.unshift(`${one.tagName.toLowerCase()}:nth-child(${[...one.parentElement.children].indexOf(one) + 1})`);
  return `#main > ${steps.join(' > ')}`;
};
const load = () => new Promise(done => {
  const request = new XMLHttpRequest();
  request.open('GET', location.href);
  request.responseType = 'document';
  if (etag) request.setRequestHeader('If-None-Match', etag);
  request.onload = () => done(request);
  request.onerror = request.ontimeout = () => done(null);
  request.timeout = 20000;
  request.send();
});
async function reload() {
  if (document.hidden || Date.now() - active > idleAfter || $('dialog[open]') || $('main .filter :focus')) return plan();
  const answer = await load();
  const isOver = answer && ([401, 403].includes(answer.status) || (answer.status === 200 && !$('body[data-reload]', answer.response)));
  if (answer?.status === 200 && !isOver) {
    failed = 0; asOf = Date.now(); etag = answer.getResponseHeader('ETag'); adopt(answer.response); say('');
  } else if (answer?.status === 304) {
    failed = 0; asOf = Date.now(); say('');
  } else {
    failed++;
    say(`Not reloaded for ${Math.round((Date.now() - asOf) / 1000)} s.`);
  }
  ended(isOver);
  plan();
}
function plan() {
  clearTimeout(timer);
  if (every > 0) timer = setTimeout(reload, every * Math.min(8, 2 ** failed) * (0.9 + Math.random() * 0.2));
}
document.addEventListener('visibilitychange', () => { if (!document.hidden && every > 0) reload(); });
plan();

// Values under the pointer, and under the arrow keys.
function enhance() {
  for (const chart of document.querySelectorAll('svg[data-series]')) chart.tabIndex = 0;
  for (const region of document.querySelectorAll('.wide table')) {
    if (region.parentElement.nextElementSibling?.classList.contains('csv')) continue;
    const copy = make('button', 'Copy as CSV', { type: 'button', class: 'csv' });
    copy.addEventListener('click', () => put(copy, csv(region)));
    region.parentElement.after(copy);
  }
}
const csv = table => [...table.rows].map(row => [...row.cells].map(cell => `"${cell.textContent.trim().replaceAll('"', '""').replace(/^[=+\-@]/, "'$&")}"`).join(',')).join('\r\n');
const put = async (button, text) => {
  const name = button.textContent;
  try { await navigator.clipboard.writeText(text); button.textContent = 'Copied'; } catch { button.textContent = 'The browser does not allow it'; }
  setTimeout(() => { button.textContent = name; }, 2000);
};
enhance();

// Changes: a dialog asks for what the change needs, says what it does, and sends it once: a second attempt has the same id,
// except where the address names what is changed.
const base = document.body.dataset.write;
const acts = {
  override: { verb: 'Override the gate', title: s => `Override the gate of ${s.service}`, effect: () => 'Releases are allowed although the gate blocks, until the override ends. The reasons stay visible.', fields: [['hours', 'Hours until it ends', 'number', '4']], path: s => `gate/${encodeURIComponent(s.service)}/overrides`, body: (f, _, at) => ({ expiresAt: at(Number(f.hours) * 3600e3) }) },
  revoke: { isNamed: true, verb: 'Revoke the override', title: s => `Revoke the override of ${s.service}`, effect: () => 'The gate blocks again as soon as its reasons do.', fields: [], path: s => `gate/${encodeURIComponent(s.service)}/overrides/${encodeURIComponent(s.id)}/revocation`, body: () => ({}) },
  adjust: { verb: 'Adjust the budget', title: s => `Adjust the budget of ${s.slo}`, effect: s => `Restores a share of the budget; ${s.remaining} remain now.`, fields: [['share', 'Share of the budget to restore, in percent', 'number', '10']], path: () => 'ledger/adjustments', body: (f, s, at) => ({ slo: s.slo, at: at(), budgetShare: Number(f.share) / 100 }) },
  exclude: { verb: 'Exclude this time', title: s => `Exclude time from ${s.slo}`, effect: () => 'Events of this time no longer count, neither good nor bad.', fields: [['from', 'From (your local time)', 'datetime-local', ''], ['to', 'To (your local time)', 'datetime-local', '']], path: () => 'ledger/exclusions', body: (f, s) => ({ slo: s.slo, from: new Date(f.from).toISOString(), to: new Date(f.to).toISOString() }) },
  reset: { verb: 'Reset the budget', title: s => `Reset the budget of ${s.slo}`, effect: s => `Everything that happened until now no longer counts: ${s.remaining} remain now, and all of it afterwards.`, fields: [], confirm: s => s.slo, path: () => 'ledger/resets', body: (_, s, at) => ({ slo: s.slo, at: at() }) },
  pause: { verb: 'Pause', title: s => `Pause ${s.experiment}`, effect: () => 'No unit is assigned or counted until somebody resumes it.', fields: [], path: s => `experiments/${encodeURIComponent(s.experiment)}/pause`, body: (_, s) => ({ etag: s.etag }) },
  resume: { verb: 'Resume', title: s => `Resume ${s.experiment}`, effect: () => 'Units are assigned and counted again.', fields: [], path: s => `experiments/${encodeURIComponent(s.experiment)}/resume`, body: (_, s) => ({ etag: s.etag }) },
  conclude: { verb: 'Conclude', title: s => `Conclude ${s.experiment}`, effect: () => 'It ends for good, with a snapshot of what the decision is based on.', fields: [['variant', 'Variant to ship (empty: the control)', 'text', '']], confirm: s => s.experiment, path: s => `experiments/${encodeURIComponent(s.experiment)}/conclude`, body: (f, s) => ({ etag: s.etag, ship: f.variant || null }) },
  accept: { verb: 'Accept the shift', title: s => `Accept a shift of ${s.metric}`, effect: () => 'The level after the shift becomes the baseline of the trend, and no alert is about the shift any more.', fields: [], path: s => `metrics/${encodeURIComponent(s.metric)}/shifts/accept`, body: (_, s) => ({ at: s.shift }) },
  withdraw: { isNamed: true, verb: 'Withdraw the acceptance', title: s => `Withdraw the acceptance of a shift of ${s.metric}`, effect: () => 'The trend is judged on the days before the shift again.', fields: [], path: s => `metrics/${encodeURIComponent(s.metric)}/shifts/${encodeURIComponent(s.id)}/withdrawal`, body: () => ({}) },
};
document.addEventListener('click', event => {
  const button = event.target.closest('button[data-act]');
  if (!button || !base || !acts[button.dataset.act]) return;
  // Without this script, the button leads to a page with the same form.
  event.preventDefault();
  ask(acts[button.dataset.act], button.dataset, button);
});
function ask(act, subject, origin) {
  const dialog = make('dialog', '', { 'aria-labelledby': 'ask' }), form = make('form', '', { method: 'dialog' });
  const inputs = {}, id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, opened = now();
  // A second attempt sends the same time as the first, or it would be another change.
  const at = (ahead = 0) => new Date(opened + ahead).toISOString();
  const field = (name, label, type, value) => {
    const box = make('label', label);
    inputs[name] = make(type === 'area' ? 'textarea' : 'input', '', type === 'area' ? { rows: 3, required: '', maxlength: 1000 } : { type, required: '' });
    if (name === 'variant') inputs[name].required = false;
    inputs[name].value = value;
    box.append(inputs[name]);
    form.append(box);
  };
  form.append(make('h2', act.title(subject), { id: 'ask' }), make('p', act.effect(subject)));
  for (const [name, label, type, value] of act.fields) field(name, label, type, value);
  field('reason', 'Reason, for everybody who reads the history', 'area', '');
  if (act.confirm) field('confirm', `Type ${act.confirm(subject)} to confirm`, 'text', '');
  // What the change would do, from the same body with /plan after the address: it is asked for again when a field changes.
  const effect = make('ul', '', { class: 'effect', 'aria-live': 'polite' });
  const post = (path, reason) => fetch(base + path, { method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ...act.body(read(), subject, at), reason, ...(act.isNamed ? {} : { id }) }) });
  const read = () => Object.fromEntries(Object.entries(inputs).map(([name, one]) => [name, one.value]));
  let asked = 0, wait = 0;
  const preview = async () => {
    const mine = ++asked;
    let lines = [];
    if (act.fields.every(([name]) => name === 'variant' || inputs[name].value)) {
      try {
        const answer = await post(`${act.path(subject)}/plan`, 'plan'), found = await answer.json();
        lines = answer.ok ? found.effect : [found.detail ?? `Its effect is not known (${answer.status}).`];
      } catch { lines = ['Its effect is not known now.']; }
    }
    if (mine === asked) effect.replaceChildren(...lines.map(one => make('li', one)));
  };
  for (const [name] of act.fields) inputs[name].addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(preview, 300); });
  form.append(effect);
  preview();
  const error = make('p', '', { class: 'error', role: 'alert' }), row = make('p', '', { class: 'acts' });
  const send = make('button', act.verb, { type: 'submit', class: 'main' }), cancel = make('button', 'Cancel', { type: 'button' });
  row.append(send, cancel);
  form.append(error, row);
  dialog.append(form);
  document.body.append(dialog);
  cancel.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => { dialog.remove(); origin.isConnected && origin.focus(); });
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (act.confirm && inputs.confirm.value !== act.confirm(subject)) { error.textContent = 'The name differs.'; return; }
    send.disabled = true;
    try {
      const answer = await post(act.path(subject), inputs.reason.value);
      if (answer.ok) { dialog.close(); etag = null; reload(); return; }
      const problem = await answer.json().catch(() => ({}));
      error.textContent = problem.detail ?? `The change was rejected (${answer.status}).`;
    } catch { error.textContent = 'No answer. Try again: it is done at most once.'; }
    send.disabled = false;
  });
  dialog.showModal();
}

// Crosshair: data-series holds the points of a chart; the tip says the values under the pointer or at the arrow keys.
const tip = make('output', '', { class: 'tip', 'aria-live': 'polite', hidden: '' });
const parsed = new WeakMap();
let at = 0, shown = null;
const data = svg => {
  if (!parsed.has(svg)) {
    const one = JSON.parse(svg.dataset.series);
    one.times = [...new Set(one.series.flatMap(line => line.t))].sort((a, b) => a - b);
    parsed.set(svg, one);
  }
  return parsed.get(svg);
};
const lift = tenths => `${tenths > 0 ? '+' : ''}${(tenths / 10).toFixed(1)}%`.replace('-', '\u2212');
const figure = (value, format) => value === null || value === undefined ? 'n/a' : format === 'Lift' ? lift(Math.round(value * 1000))
  : format.startsWith('Percent') ? `${+(value * 100).toPrecision(6)}%` : format === 'Seconds' ? `${+(value * 1000).toPrecision(4)} ms` : format === 'Burn' ? `${+value.toPrecision(3)}x` : `${+value.toPrecision(6)}`;
const point = (svg, index) => {
  const chart = data(svg);
  if (!chart.times.length) return;
  at = Math.max(0, Math.min(chart.times.length - 1, index));
  const time = chart.times[at], lines = chart.series.map(one => {
    let i = one.t.findLastIndex(t => t <= time);
    // A series that has ended says nothing about later times, nor one that has not begun about earlier ones.
    return i < 0 || (i === one.t.length - 1 && one.t[i] < time) ? null : `${one.name} ${figure(one.v[i], chart.format)}`;
  }).filter(one => one);
  shown = svg;
  if (tip.previousElementSibling !== svg.parentElement) svg.parentElement.after(tip);
  tip.hidden = false;
  tip.textContent = `${new Date((chart.from + time) * 1000).toLocaleString('sv', { timeZone: chart.zone }).slice(0, 16)}: ${lines.join(', ')}`;
  let line = svg.querySelector('.cross');
  if (!line) {
    line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
    line.setAttribute('class', 'cross');
    svg.append(line);
  }
  const x = `${time / (chart.to - chart.from) * 100}%`;
  for (const [name, value] of [['x1', x], ['x2', x], ['y1', chart.top], ['y2', chart.top + chart.height]]) line.setAttribute(name, value);
};
document.addEventListener('pointermove', event => {
  const svg = event.target.closest?.('svg[data-series]');
  if (!svg) return;
  const box = svg.getBoundingClientRect(), chart = data(svg), time = (event.clientX - box.left) / box.width * (chart.to - chart.from);
  let best = 0;
  chart.times.forEach((t, i) => { if (Math.abs(t - time) < Math.abs(chart.times[best] - time)) best = i; });
  point(svg, best);
});
document.addEventListener('keydown', event => {
  const svg = event.target.closest?.('svg[data-series]');
  const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
  if (!svg || !step) return;
  event.preventDefault();
  // Another chart begins with its latest values.
  point(svg, svg === shown ? at + step : step === -Infinity ? 0 : Infinity);
});
