// Swagger UI over the server's own OpenAPI document.
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";

const METHODS = ["get", "put", "post", "delete", "patch"];

/** The document with the examples of optional parameters in words: Swagger UI would send all of them at once. */
async function described() {
  const spec = await (await fetch("/api/v1/openapi.json")).json();
  for (const item of Object.values(spec.paths)) {
    for (const method of METHODS) {
      for (const parameter of item[method]?.parameters ?? []) {
        if (parameter.name === "filter") {
          parameter.description += " Write it as it stands in the address: `filter[year][gte]=2024&filter[…]…`.";
          parameter.schema = { type: "string" };
          delete parameter.style;
          delete parameter.explode;
          delete parameter.example;
        }
        if (parameter.required || parameter.example === undefined) continue;
        parameter.description += ` Example: \`${JSON.stringify(parameter.example)}\``;
        delete parameter.example;
      }
    }
  }
  return spec;
}

/** Puts a filter into the address as it was written: Swagger UI has no form for objects in objects. */
function withFilter(request) {
  const url = new URL(request.url, location.origin);
  const filter = url.searchParams.get("filter");
  if (filter === null) return request;
  url.searchParams.delete("filter");
  for (const [name, value] of new URLSearchParams(filter)) url.searchParams.append(name, value);
  request.url = url.href;
  return request;
}

SwaggerUI({
  dom_id: "#page",
  spec: await described(),
  requestInterceptor: withFilter,
  deepLinking: true,
  filter: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  // Swagger's own service would be told of the document; there is no internet here, and it is none of its business.
  validatorUrl: null,
});
