// Spares the writer some waiting: previews while typing, finds figures while searching, inserts them where the
// cursor stands. Everything is asked of the page's own form, which does the same with its buttons.

const parser = new DOMParser()
const form = document.querySelector('form[data-editor]')
const text = form.elements.text
const find = form.elements.find
const state = form.querySelector('[data-state]')
let isSaved = true
const turns = {}

function later (work, delay) {
  let timer
  return () => { clearTimeout(timer); timer = setTimeout(work, delay) }
}

async function ask (purpose, part) {
  const mine = turns[part] = (turns[part] ?? 0) + 1
  const data = new FormData(form)
  data.set('do', purpose)
  try {
    const reply = await fetch(window.location.pathname, { method: 'POST', body: data })
    const page = parser.parseFromString(await reply.text(), 'text/html')
    const fresh = page.getElementById(part)
    if (mine !== turns[part] || !reply.ok || !fresh) return
    document.getElementById(part).replaceWith(fresh)
    offerButtons()
  } catch {
    state.textContent = 'No preview: no connection. What you typed is still here.'
  }
}

function offerButtons () {
  for (const button of form.querySelectorAll('[data-insert]')) button.hidden = false
}

function insert (words) {
  text.focus()
  text.setRangeText(words, text.selectionStart, text.selectionEnd, 'end')
  text.dispatchEvent(new Event('input', { bubbles: true }))
}

const preview = later(() => ask('preview', 'preview'), 700)
const search = later(() => ask('find', 'figures'), 300)

text.addEventListener('input', () => {
  isSaved = false
  state.textContent = 'Not saved yet.'
  preview()
})
find.addEventListener('input', search)
find.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') { event.preventDefault(); ask('find', 'figures') }
})
form.addEventListener('click', (event) => {
  const button = event.target.closest('[data-insert]')
  if (button) insert(button.dataset.insert)
})
form.addEventListener('submit', () => { isSaved = true })
// Leaving would lose what was typed, so the browser asks first.
window.addEventListener('beforeunload', (event) => { if (!isSaved) event.preventDefault() })
offerButtons()
