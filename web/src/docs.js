// Swagger UI over the server's own OpenAPI document.
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";

SwaggerUI({
  dom_id: "#page",
  url: "/api/v1/openapi.json",
  deepLinking: true,
  filter: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  // Swagger's own service would be told of the document; there is no internet here, and it is none of its business.
  validatorUrl: null,
});
