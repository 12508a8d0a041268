// Says in words how good the new password is, while it is typed. The server decides by its own rules; nothing leaves the page.
const field = document.getElementById('newPassword');
const shown = document.getElementById('password-strength');
field?.addEventListener('input', () => {
  const letters = [...field.value];
  const missing = field.minLength - letters.length;
  const different = new Set(field.value.toLowerCase()).size;
  const level = letters.length === 0 ? ''
    : missing > 0 ? 'short'
    : different < 8 ? 'uniform'
    : letters.length < 20 ? 'enough'
    : letters.length < 28 ? 'good' : 'strong';
  shown.dataset.level = level;
  shown.textContent = level === '' ? '' : shown.dataset[level].replace('{0}', String(missing));
});
