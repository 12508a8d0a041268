// Keeps in its place what the person reads, points at or has under the keyboard, while rows come in above it.

let held = null;

// An act that waits for the second factor lies in the tab under a random name, which only the way back carries.
export const keepAct = (key, act) => sessionStorage.setItem(key, act);

export function takeAct(place) {
  const address = new URL(location.href);
  const name = address.searchParams.get('go-on');
  if (name === null) {
    return null;
  }
  address.searchParams.delete('go-on');
  history.replaceState(history.state, '', address);
  const act = sessionStorage.getItem(place + name);
  sessionStorage.removeItem(place + name);
  return act;
}

// The row under the keyboard, else under the pointer; else, where the page is scrolled, the first one in sight.
function anchor() {
  const rows = [...document.querySelectorAll('[data-rows] tbody tr')];
  return rows.find(row => row.contains(document.activeElement)) ?? rows.find(row => row.matches(':hover'))
    ?? (window.scrollY > 0 ? rows.find(row => row.getBoundingClientRect().bottom > 60) : undefined);
}

export function hold() {
  const row = anchor();
  held = row ? { row, top: row.getBoundingClientRect().top } : null;
}

export function settle() {
  if (held?.row.isConnected) {
    const moved = held.row.getBoundingClientRect().top - held.top;
    const room = document.documentElement.scrollHeight - window.innerHeight - window.scrollY;
    if (moved > room) {
      // Too short to be scrolled so far: it is made longer by what is missing.
      document.getElementById('content')?.style.setProperty('padding-bottom', `${Math.ceil(moved - room) + 24}px`);
    }
    window.scrollBy(0, moved);
  }
  held = null;
}
