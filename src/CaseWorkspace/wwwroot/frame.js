// What the browser itself has to do: the keyboard, light and dark, drafts, and coming back after a lost connection.
// One module, no inline script. Pages mark their parts with data attributes; nothing here knows a page.

import { untilAnswered } from './wait.js';

const longestPause = 1000;
let firstKey = null;
let firstKeyAt = 0;

const isTyping = element =>
  element instanceof HTMLElement
  && (element.isContentEditable || ['TEXTAREA', 'SELECT'].includes(element.tagName)
    || (element.tagName === 'INPUT' && !['checkbox', 'radio', 'button'].includes(element.type)));

const dialogIsOpen = () => document.querySelector('.mud-dialog-container') !== null;

const rows = () => [...document.querySelectorAll('[data-rows] a[data-row]')].filter(row => row.offsetParent !== null);

function moveRow(step) {
  const all = rows();
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return next !== undefined;
}

// Focused first, so that a dialog it opens gives the focus back to it.
function press(selector) {
  const found = document.querySelector(selector);
  found?.focus();
  found?.click();
  return found !== null;
}

// The dialog's own trap answers over the line: a person who presses faster would be out of it.
function keepInDialog(event) {
  const dialog = [...document.querySelectorAll('.mud-dialog')].at(-1);
  const inside = [...dialog?.querySelectorAll('a[href], button, input, select, textarea, summary') ?? []]
    .filter(one => !one.disabled && one.tabIndex >= 0 && one.offsetParent !== null);
  const at = inside.indexOf(document.activeElement);
  const [first, last] = [inside.at(0), inside.at(-1)];
  const around = event.shiftKey ? (at <= 0 ? last : null) : (at < 0 || at === inside.length - 1 ? first : null);
  if (around) {
    around.focus();
    event.preventDefault();
  }
}

function onKey(event) {
  if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) {
    keepInDialog(event);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
    return;
  }
  if (event.key === 'Escape') {
    // The first button turns back. The dialog's own listening begins a moment after it is seen.
    [...document.querySelectorAll('.mud-dialog')].at(-1)?.querySelector('.mud-dialog-actions button')?.click();
    closeMenus(null);
    if (document.activeElement?.id === 'cw-search') {
      document.activeElement.blur();
    }
    return;
  }
  if (isTyping(event.target) || dialogIsOpen()) {
    return;
  }

  // The place of the key counts, so that it works with the Georgian layout too.
  const letter = /^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() : event.key;
  const afterG = firstKey === 'g' && event.timeStamp - firstKeyAt < longestPause;
  firstKey = letter;
  firstKeyAt = event.timeStamp;

  let done = false;
  if (afterG) {
    done = press(`[data-go="${CSS.escape(letter)}"]`);
    firstKey = null;
  } else if (event.key === '?') {
    done = press('[data-key="?"]');
  } else if (event.code === 'Slash' || event.key === '/') {
    document.getElementById('cw-search')?.focus();
    done = true;
  } else if (letter === 'j' || letter === 'k') {
    done = moveRow(letter === 'j' ? 1 : -1);
  } else if (letter === 'n') {
    done = press('[data-key="n"]');
  }
  if (done) {
    event.preventDefault();
  }
}

// A field takes all that is typed or pasted, says when that is too long, and nothing is sent before it is shortened: a browser's
// maxlength would cut the end off without a word.
const isTooLong = field => field.value.length > Number(field.dataset.longest);

const inWords = (words, field) => [field.value.length, Number(field.dataset.longest), field.value.length - Number(field.dataset.longest)]
  .reduce((text, number, i) => text.replace(`{${i}}`, number.toLocaleString(document.documentElement.lang)), words);

function count(field) {
  const over = isTooLong(field);
  const words = inWords(over ? document.body.dataset.countOver : document.body.dataset.countWords, field);
  field.setCustomValidity(over ? words : '');
  const place = field.closest('.cw-field')?.querySelector('[data-count]');
  if (place) {
    place.textContent = over || field.value.length > 0.9 * Number(field.dataset.longest) ? words : '';
    place.classList.toggle('cw-over', over);
  }
}

function firstTooLong(within) {
  const found = [...within?.querySelectorAll('[data-longest]') ?? []].find(isTooLong);
  if (found) {
    count(found);
    found.focus();
    found.reportValidity();
  }
  return found !== undefined;
}

function stopTooLong(event) {
  const target = event.target instanceof Element ? event.target : null;
  const within = event.type === 'submit' ? target : target?.closest('.mud-dialog-actions .mud-button-filled') && target.closest('.mud-dialog');
  if (within && firstTooLong(within)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll('details.cw-menu[open]')) {
    if (menu !== except) {
      menu.removeAttribute('open');
    }
  }
}

function chooseTheme(choice) {
  const root = document.documentElement;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  if (choice === 'system') {
    root.removeAttribute('data-theme');
    document.cookie = `cw-theme=; Path=/; Max-Age=0; SameSite=Lax${secure}`;
  } else {
    root.setAttribute('data-theme', choice);
    document.cookie = `cw-theme=${choice}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  }
}

function onClick(event) {
  const target = event.target instanceof Element ? event.target : null;
  const theme = target?.closest('[data-theme-choice]');
  if (theme) {
    chooseTheme(theme.dataset.themeChoice);
  }
  if (target?.closest('[data-reload]')) {
    location.reload();
  }
  target?.closest('[data-pick]')?.parentElement.querySelector('.cw-picker').showPicker();
  // What is chosen from a menu closes it.
  closeMenus(target?.closest('a') ? null : target?.closest('details.cw-menu') ?? null);
}

// A day chosen from the calendar is written into the field, as if it had been typed.
function onChange(event) {
  if (event.isTrusted && event.target instanceof HTMLInputElement && event.target.classList.contains('cw-picker')) {
    const field = event.target.parentElement.querySelector('.cw-input');
    field.value = event.target.value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    field.focus();
  }
}

function onInput(event) {
  if (event.target?.dataset?.longest) {
    count(event.target);
  }
  for (const written of [event.target, event.target?.closest?.('form')]) {
    if (written instanceof Element) {
      keepDraft(written);
    }
  }
}

// Where a page learns the place of a draft only after the first words were typed, they are kept as soon as it has it.
const typedBefore = new WeakSet();

function keepDraft(written) {
  const { draft, draftForm } = written.dataset;
  if (draft) {
    sessionStorage.setItem(draft, written.value);
  } else if (draftForm) {
    sessionStorage.setItem(draftForm, JSON.stringify(Object.fromEntries(valuesOf(written))));
  } else {
    typedBefore.add(written);
  }
}

function keepTypedBefore(changes) {
  for (const { target } of changes) {
    if (typedBefore.delete(target)) {
      keepDraft(target);
    }
  }
}

// Everything typed or chosen in the form, by the id of its control.
const valuesOf = form => [...form.querySelectorAll('input[id], select[id], textarea[id]')]
  .filter(control => control.type !== 'file')
  .map(control => [control.id, ['checkbox', 'radio'].includes(control.type) ? (control.checked ? 'on' : '') : control.value]);

function onSubmit(event) {
  if (event.target instanceof HTMLFormElement && event.target.hasAttribute('data-sign-out')) {
    dropAllDrafts();
  }
}

const draftPrefix = 'cw-draft:';

function dropAllDrafts() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(draftPrefix)) {
      sessionStorage.removeItem(key);
    }
  }
}

export const readDraft = key => sessionStorage.getItem(key);

export const dropDraft = key => sessionStorage.removeItem(key);

// What may outlive the session: nothing of any file.
export const readKept = key => localStorage.getItem(key);

export const keep = (key, value) => localStorage.setItem(key, value);

// The dialog about the lost line is ours, and so is the way back. The line is one WebSocket, so that a page needs one node and no
// proxy has to remember which: where the node is gone, another one loads the page anew, and the drafts of the tab with it.
function watchConnection() {
  const dialog = document.getElementById('components-reconnect-modal');
  let comingBack = false;
  dialog?.addEventListener('components-reconnect-state-changed', async event => {
    if (event.detail?.state === 'hide') {
      dialog.close();
      sayAgain();
      return;
    }
    if (!dialog.open) {
      // Not over the page: what stands there can still be read and copied.
      dialog.show();
    }
    if (!comingBack) {
      comingBack = true;
      await untilAnswered('/session', answer => comeBack(dialog, answer));
      comingBack = false;
    }
  });
}

// False: it is done.
async function comeBack(dialog, answer) {
  if (!dialog.open) {
    return false;
  }
  dialog.toggleAttribute('data-signed-out', answer.status === 401);
  if (answer.status === 401) {
    dialog.querySelector('[data-sign-in]').href = `/sign-in?return=${encodeURIComponent(location.pathname + location.search)}`;
  }
  if (answer.status !== 204) {
    return true;
  }
  // A line that broke is taken up where it was; a circuit that went down with its node, or never began, is not there any more.
  const line = isShown() && await window.Blazor.reconnect().catch(() => null);
  if (line === false) {
    location.reload();
  }
  // The node was gone again before it answered: that is no fault of the page.
  document.getElementById('blazor-error-ui').style.display = 'none';
  return line === null;
}

const isShown = () => document.querySelector('.cw-frame') !== null;

// As soon as a node answers: for a page that could not begin.
const loadAgain = () => untilAnswered('/session', answer => {
  if (answer.status < 500) {
    location.reload();
  }
  return answer.status >= 500;
});

// A line that never opened: the node fell after it had sent the page.
class Line extends WebSocket {
  constructor(...args) {
    super(...args);
    let opened = false;
    this.addEventListener('open', () => { opened = true; });
    this.addEventListener('close', () => {
      if (!opened && !isShown()) {
        document.getElementById('blazor-error-ui').style.display = 'none';
        loadAgain();
      }
    });
  }
}

function startCircuit() {
  // Scripts of another version are not there during a rolling upgrade, where the page came from a node of that version.
  if (!window.Blazor) {
    loadAgain();
    return;
  }
  window.Blazor.start({
    circuit: {
      configureSignalR: builder => builder.withUrl('_blazor', { skipNegotiation: true, transport: 1, WebSocket: Line }),
      // The page tries by itself, when a node answers.
      reconnectionOptions: { maxRetries: 0, retryIntervalMilliseconds: 1000 },
    },
  });
}

// What was typed or chosen while the line was broken never arrived: it is told once more.
function sayAgain() {
  for (const control of document.querySelectorAll('main :is(input, select, textarea), .mud-dialog :is(input, select, textarea)')) {
    if (control.type !== 'file' && (control.type !== 'radio' || control.checked)) {
      control.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }
}

// On a narrow screen the open tab may lie out of view: it is brought there when it becomes the open one.
let openTab = null;

function showOpenTab() {
  const tab = document.querySelector('.cw-tabs-row a[aria-current]');
  if (tab === openTab) {
    return;
  }
  openTab = tab;
  if (tab) {
    const [bar, at] = [tab.parentElement, tab.getBoundingClientRect()];
    bar.scrollLeft += at.left - bar.getBoundingClientRect().left - (bar.clientWidth - at.width) / 2;
  }
}

// Tabs that do not fit scroll sideways; the bar says on which side there are more.
function showMoreTabs() {
  for (const bar of document.querySelectorAll('.cw-tabs-row')) {
    bar.toggleAttribute('data-before', bar.scrollLeft > 4);
    bar.toggleAttribute('data-after', bar.scrollLeft + bar.clientWidth < bar.scrollWidth - 4);
  }
}

// Rows that are copied keep their cells, wherever they are pasted: with the browser alone a link or a second line in a cell tears the row.
function onCopy(event) {
  const selection = getSelection();
  if (isTyping(event.target) || selection.isCollapsed || selection.rangeCount === 0) {
    return;
  }
  const chosen = [...document.querySelectorAll('.cw-table tr')].filter(row => selection.containsNode(row, true));
  const cells = chosen.map(row => [...row.cells].filter(cell => selection.containsNode(cell, true) && cell.getClientRects().length > 0 && !cell.matches('.cw-do')).map(wordsOf));
  // Words within one cell, and a whole page, are copied as anywhere.
  const within = [selection.anchorNode, selection.focusNode].some(node => (node instanceof Element ? node : node.parentElement)?.closest('.cw-table'));
  if (!within || cells.flat().length < 2) {
    return;
  }
  event.clipboardData.setData('text/plain', cells.map(row => row.map(defused).join('\t')).join('\n'));
  event.clipboardData.setData('text/html', tableOf(cells.map(row => row.map(defused))));
  event.preventDefault();
}

const wordsOf = cell => cell.innerText.replace(/\s+/g, ' ').trim();

// A spreadsheet would take it for a formula.
const defused = words => /^[=+\-@＝＋－＠]/.test(words) ? `'${words}` : words;

function tableOf(rows) {
  const table = document.createElement('table');
  for (const row of rows) {
    const line = table.insertRow();
    row.forEach(words => { line.insertCell().textContent = words; });
  }
  return table.outerHTML;
}

// A dialog that closes gives the focus back to where it was, however soon it closes.
let outside = null;
let wasOpen = false;

function onFocus(event) {
  if (!event.target.closest?.('.mud-dialog-container')) {
    outside = event.target;
  }
}

function giveFocusBack() {
  const open = dialogIsOpen();
  if (wasOpen && !open && outside?.isConnected && (document.activeElement ?? document.body) === document.body) {
    outside.focus();
  }
  wasOpen = open;
}

// The tab's title counts what waits. The text is changed in its node: the page goes on writing into that one.
let [named, counted] = ['', ''];

function countInTitle() {
  const node = document.querySelector('title')?.firstChild;
  if (node) {
    const count = document.querySelector('.cw-bell-count')?.textContent;
    named = node.data === counted ? named : node.data;
    counted = count ? `(${count}) ${named}` : named;
    if (node.data !== counted) {
      node.data = counted;
    }
  }
}

new MutationObserver(keepTypedBefore).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-draft', 'data-draft-form'] });
new MutationObserver(countInTitle).observe(document.documentElement, { subtree: true, childList: true, characterData: true });
new MutationObserver(() => {
  showOpenTab();
  showMoreTabs();
  giveFocusBack();
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-current'] });
document.addEventListener('keydown', onKey);
document.addEventListener('focusin', onFocus);
document.addEventListener('click', stopTooLong, true);
document.addEventListener('submit', stopTooLong, true);
document.addEventListener('click', onClick);
document.addEventListener('input', onInput);
document.addEventListener('change', onChange);
document.addEventListener('submit', onSubmit, true);
document.addEventListener('copy', onCopy);
document.addEventListener('scroll', event => event.target instanceof Element && event.target.matches('.cw-tabs-row') && showMoreTabs(), true);
window.addEventListener('resize', showMoreTabs);
watchConnection();
startCircuit();
