"""A folder of the browser's own that the form works on, as it does on one of the disk."""

import base64
from collections.abc import Mapping

from playwright.sync_api import Page

#: The window in which somebody chooses a folder can't be driven: the folder is chosen for it, everything else is real.
CHOOSE_FOLDER = """
  window.showDirectoryPicker = async () =>
    (await navigator.storage.getDirectory()).getDirectoryHandle('portfolio', { create: true });
"""
_WRITE = """async (files) => {
  const top = await (await navigator.storage.getDirectory()).getDirectoryHandle('portfolio', { create: true });
  for (const [path, bytes] of Object.entries(files)) {
    const parts = path.split('/');
    let folder = top;
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
    const writable = await (await folder.getFileHandle(parts.at(-1), { create: true })).createWritable();
    await writable.write(Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)));
    await writable.close();
  }
}"""
_READ = """async () => {
  const files = {};
  const read = async (folder, place) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === 'directory') await read(handle, `${place}${name}/`);
      else {
        const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
        let text = '';
        for (const byte of bytes) text += String.fromCharCode(byte);
        files[place + name] = btoa(text);
      }
    }
  };
  await read(await (await navigator.storage.getDirectory()).getDirectoryHandle('portfolio'), '');
  return files;
}"""


def write_folder(page: Page, files: Mapping[str, bytes]) -> None:
    """Puts files into the folder, by their `/`-separated paths."""
    page.evaluate(_WRITE, {path: base64.b64encode(content).decode() for path, content in files.items()})


def read_folder(page: Page) -> dict[str, bytes]:
    """Every file of the folder, by its path."""
    return {path: base64.b64decode(content) for path, content in page.evaluate(_READ).items()}
