/** Saves text as a download. The text is in no URL, and the blob is released at once. */
export const saveFile = (name: string, text: string, mime: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: mime }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
