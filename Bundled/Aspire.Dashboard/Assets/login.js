const form = document.getElementById('login');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const token = form.elements.token.value.trim();
  const answer = await fetch(`/api/validatetoken?token=${encodeURIComponent(token)}`, { method: 'POST' });
  if (answer.ok && await answer.json()) {
    // Once more through the server, which knows where it may send people.
    location.href = `/login${location.search}`;
  } else {
    document.getElementById('wrong').hidden = false;
    form.elements.token.select();
  }
});
