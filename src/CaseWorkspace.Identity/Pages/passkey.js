// Asks the browser for a passkey when its form is sent, and sends the answer with it. What is asked stands in the form; the server checks the answer.
for (const form of document.querySelectorAll('form[data-passkey]')) {
  const said = form.querySelector('[role=status]');
  form.addEventListener('submit', async event => {
    event.preventDefault();
    said.textContent = '';
    try {
      const options = JSON.parse(form.dataset.options);
      const credential = form.dataset.passkey === 'new'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.elements.Credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      said.textContent = form.dataset.failed;
    }
  });
}
