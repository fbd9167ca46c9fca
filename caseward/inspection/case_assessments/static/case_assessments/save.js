// Saves a group of answers as soon as one of them changes; without this script its button does the same.
// Only the version of the form that was saved moves on: the other forms still show what they showed.

const parser = new DOMParser()
let queue = Promise.resolve()
let waiting = 0

for (const form of document.querySelectorAll('form[data-group]')) {
  let latest = 0
  form.addEventListener('change', () => {
    waiting += 1
    const turn = latest += 1
    say(form, 'Saving…')
    queue = queue
      .then(() => save(form))
      .then((outcome) => { if (turn === latest) say(form, outcome) })
      .finally(() => { waiting -= 1 })
  })
  form.addEventListener('submit', (event) => {
    if (waiting) {
      event.preventDefault()
      queue.then(() => form.submit())
    }
  })
}

// Leaving while a save is under way would lose it, so the browser asks first.
window.addEventListener('beforeunload', (event) => { if (waiting) event.preventDefault() })

function say (form, words) {
  form.querySelector('.cw-group__state').textContent = words
}

async function save (form) {
  try {
    const reply = await fetch(window.location.pathname, { method: 'POST', body: new FormData(form) })
    const page = parser.parseFromString(await reply.text(), 'text/html')
    const same = page.querySelector(`form[data-group="${form.dataset.group}"]`)
    if (!reply.ok || !reply.redirected || !same) return 'Not saved. Press the button to see why.'
    form.elements.version.value = same.elements.version.value
    adopt(form, same, '.cw-prompts')
    adopt(document, page, '.moj-side-navigation')
    for (const { dataset } of document.querySelectorAll('[data-beside]')) {
      adopt(document, page, `[data-beside="${dataset.beside}"]`)
    }
    return 'Saved'
  } catch {
    return 'Not saved: no connection. Press the button to try again.'
  }
}

function adopt (here, there, part) {
  const old = here.querySelector(part)
  const fresh = there.querySelector(part)
  if (old && fresh && !old.isEqualNode(fresh)) old.replaceWith(fresh)
}
