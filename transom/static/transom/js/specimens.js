// In the style guide everything is shown: what is hidden until somebody needs it, and dialogs in their place.

for (const hidden of document.querySelectorAll("[data-shown] [hidden]")) hidden.hidden = false;
for (const dialog of document.querySelectorAll("[data-specimens] dialog")) dialog.open = true;
