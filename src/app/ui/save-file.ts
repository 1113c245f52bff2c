/** Hands a text to the browser's downloads. It is in no address and nothing of it is kept. */
export const saveFile = (name: string, text: string, mime: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: mime }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
