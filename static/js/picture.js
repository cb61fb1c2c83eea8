/* Makes a chosen picture small before it is sent: upright, bare of what the camera wrote into it, with a thumbnail. What
   cannot be opened here, or would be drawn lying, goes as it is: the server makes it small all the same. */
(function () {
  "use strict";

  const LONGEST = 1600, QUALITY = 0.82, THUMB = 128; // pixels of the longer side, as council/kit/pictures.py keeps them
  const LYING = "/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDAP////////////////////////" +
    "//////////////////////////////////////////////////////////////wAALCAABAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAA" +
    "AAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z"; // two pixels side by side, with a note to turn them
  const opened = (file) => createImageBitmap(file, { imageOrientation: "from-image" });

  async function turns() {
    const bytes = Uint8Array.from(atob(LYING), (sign) => sign.charCodeAt(0));
    const image = await opened(new Blob([bytes], { type: "image/jpeg" }));
    return image.height > image.width;
  }

  function drawn(image, longest) {
    const scale = Math.min(1, longest / Math.max(image.width, image.height)), canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  window.smallPicture = async function (file) {
    const found = { blob: file, name: file.name, thumb: "" };
    try {
      if (!file.type.startsWith("image/") || !(await turns())) return found;
      const image = await opened(file);
      const small = await new Promise((done) => drawn(image, LONGEST).toBlob(done, "image/jpeg", QUALITY));
      found.thumb = drawn(image, THUMB).toDataURL("image/jpeg", 0.7);
      image.close();
      if (small && small.size < file.size) {
        found.blob = small;
        found.name = file.name.replace(/\.[^.]*$/, "") + ".jpg";
      }
    } catch (trouble) { /* as it is: the server says what is wrong with it, or makes it small */ }
    return found;
  };
})();
