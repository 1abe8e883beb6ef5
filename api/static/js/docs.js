// Swagger UI out of its Python package; it talks to this service only.
const box = document.getElementById("swagger");
if (box && window.SwaggerUIBundle) {
  box.replaceChildren();
  window.SwaggerUIBundle({ url: box.dataset.url, domNode: box, deepLinking: false, validatorUrl: null, tryItOutEnabled: true, filter: true, displayRequestDuration: true, defaultModelsExpandDepth: -1 });
}
